"""Checks what a text claims about the law: claims are found, and held against the cells."""
