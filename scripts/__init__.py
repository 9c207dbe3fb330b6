"""What makes files of the project from sources that do not lie in it."""
