"""Tests of the update of a data folder."""
