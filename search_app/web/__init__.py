"""The web pages; every page is available as data too."""
