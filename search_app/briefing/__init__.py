"""Briefings: what a reader pinned, as one document with footnotes, in several file formats."""
