-- Schema 7: the publisher's own identifiers of provisions, where a text came with them. Some official
-- addresses need them, as no number gives them.
CREATE TABLE portal_ids (
    provision INTEGER PRIMARY KEY REFERENCES provisions (id),
    portal_id TEXT NOT NULL
) STRICT;
