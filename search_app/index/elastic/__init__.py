"""The Elasticsearch engine: the plans and lemmas of the embedded one, on a cluster."""
