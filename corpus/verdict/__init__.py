"""Statuses computed from facts by published rules, the same for all states."""
