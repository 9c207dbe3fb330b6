-- Where a version was read (WARC records), what it changed, and how crawls ended.
CREATE TABLE evidence (
    version      INTEGER NOT NULL REFERENCES versions (id),
    url          TEXT NOT NULL,
    role         TEXT NOT NULL,
    file         TEXT NOT NULL,
    offset       INTEGER NOT NULL,
    digest       TEXT NOT NULL,
    retrieved_at TEXT NOT NULL,
    UNIQUE (version, url, digest)
) STRICT;

CREATE TABLE changes (
    instrument  TEXT NOT NULL,
    language    TEXT NOT NULL,
    seen_at     TEXT NOT NULL,
    before_hash TEXT NOT NULL,
    after_hash  TEXT NOT NULL,
    data        TEXT NOT NULL,
    UNIQUE (instrument, language, before_hash, after_hash)
) STRICT;

CREATE TABLE outcomes (
    source      TEXT NOT NULL,
    act         TEXT NOT NULL,
    state       TEXT NOT NULL,
    provisions  INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    PRIMARY KEY (source, act)
) STRICT;
