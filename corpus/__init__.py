"""Curated knowledge and the library of collected texts; imports none of the other packages."""
