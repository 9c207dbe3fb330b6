"""The search index: query, plan, engines."""
