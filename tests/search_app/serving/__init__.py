"""Tests of the server, the pages that it keeps, and their compression."""
