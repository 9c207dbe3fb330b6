"""Understands a query: turns it into typed parts, by lists and rules in YAML."""
