"""Curated knowledge and the library of collected texts (imports no other package)."""
