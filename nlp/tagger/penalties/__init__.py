"""Reads the penalties that a text states: numbers, quantities, mentions, scales."""
