"""Brings a data folder up to date: collect what is due, then tag, index and verify what changed."""
