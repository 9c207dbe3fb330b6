"""The map of the member states: its shapes, and pictures made of it."""
