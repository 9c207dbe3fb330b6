"""Measures search with readers' questions whose right provisions are known."""
