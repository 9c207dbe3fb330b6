"""Makes the shapes of the map of the member states from Natural Earth data."""
