"""What a reader's words mean: a query becomes typed parts, by lists and rules in YAML."""
