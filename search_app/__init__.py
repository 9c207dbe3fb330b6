"""Search, comparison, pages and the command line."""
