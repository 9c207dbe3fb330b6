"""Collects texts: imports files and folders; portals follow."""
