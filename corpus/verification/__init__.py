"""Holds coded facts against the texts of law that the library has: a finding for every fact."""
