"""Editions: the curated knowledge as files to keep, cite and load into other tools."""
