-- The history of instruments: which text held from which day on, according to a collection or a
-- portal (`source`). `basis` says what the day is (corpus/lists/reading.yaml), `place` where the
-- text is in the source. A wording is stored once, however many of these texts have it.
CREATE TABLE history (
    id           INTEGER PRIMARY KEY,
    instrument   TEXT NOT NULL REFERENCES instruments (id),
    language     TEXT NOT NULL,
    source       TEXT NOT NULL,
    day          TEXT NOT NULL,
    basis        TEXT NOT NULL,
    reform       TEXT NOT NULL,
    place        TEXT NOT NULL,
    extent       TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    obtained_at  TEXT NOT NULL,
    UNIQUE (instrument, language, source, day)
) STRICT;

CREATE TABLE wordings (
    id        INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL,
    digest    TEXT NOT NULL,
    heading   TEXT NOT NULL,
    rubric    TEXT NOT NULL,
    text      TEXT NOT NULL,
    UNIQUE (public_id, digest)
) STRICT;

CREATE TABLE history_wordings (
    history INTEGER NOT NULL REFERENCES history (id),
    wording INTEGER NOT NULL REFERENCES wordings (id),
    PRIMARY KEY (wording, history)
) STRICT, WITHOUT ROWID;

CREATE INDEX history_wordings_history ON history_wordings (history);

-- The last commit of each repository whose history was read.
CREATE TABLE histories (
    source  TEXT PRIMARY KEY,
    last    TEXT NOT NULL,
    read_at TEXT NOT NULL
) STRICT;
