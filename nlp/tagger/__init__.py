"""The tagger: gate, spaCy pipeline, and what they rest on (lexicons, rules, penalties)."""
