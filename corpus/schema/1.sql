-- The library file of collected texts. Texts are only ever added: a changed text is a new version.
CREATE TABLE instruments (
    id         TEXT PRIMARY KEY,
    country    TEXT NOT NULL,
    identifier TEXT NOT NULL,
    title      TEXT NOT NULL,
    kind       TEXT NOT NULL
) STRICT;

CREATE TABLE versions (
    id           INTEGER PRIMARY KEY,
    instrument   TEXT NOT NULL REFERENCES instruments (id),
    language     TEXT NOT NULL,
    as_of        TEXT,
    content_hash TEXT NOT NULL,
    retrieved_at TEXT NOT NULL,
    source_url   TEXT NOT NULL,
    status       TEXT NOT NULL,
    UNIQUE (instrument, language, content_hash)
) STRICT;

CREATE TABLE provisions (
    id        INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL REFERENCES versions (id),
    position  INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    number    TEXT NOT NULL,
    heading   TEXT NOT NULL,
    rubric    TEXT NOT NULL,
    context   TEXT NOT NULL,
    text      TEXT NOT NULL,
    UNIQUE (version, position)
) STRICT;

CREATE INDEX provisions_public_id ON provisions (public_id);

CREATE TABLE tags (
    provision INTEGER PRIMARY KEY REFERENCES provisions (id),
    tagger    TEXT NOT NULL,
    data      TEXT
) STRICT;

-- The newest version of each instrument in each language.
CREATE VIEW current_versions AS
SELECT id FROM (
    SELECT
        id,
        row_number() OVER (
            PARTITION BY instrument, language
            ORDER BY as_of IS NULL, as_of DESC, retrieved_at DESC, id DESC
        ) AS age
    FROM versions
)
WHERE age = 1;
