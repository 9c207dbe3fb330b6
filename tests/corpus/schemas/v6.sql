-- A library as the release of schema 6 wrote it; never edited.
-- The library file of collected texts. Texts are only ever added: a changed text is a new version.
CREATE TABLE IF NOT EXISTS instruments (
    id         TEXT PRIMARY KEY,
    country    TEXT NOT NULL,
    identifier TEXT NOT NULL,
    title      TEXT NOT NULL,
    kind       TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS versions (
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

CREATE TABLE IF NOT EXISTS provisions (
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

CREATE INDEX IF NOT EXISTS provisions_public_id ON provisions (public_id);

CREATE TABLE IF NOT EXISTS tags (
    provision INTEGER PRIMARY KEY REFERENCES provisions (id),
    tagger    TEXT NOT NULL,
    data      TEXT
) STRICT;

-- The newest version of each instrument in each language.
CREATE VIEW IF NOT EXISTS current_versions AS
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

-- Schema 2: where a version was read (WARC records), what it changed, and how crawls ended.
CREATE TABLE IF NOT EXISTS evidence (
    version      INTEGER NOT NULL REFERENCES versions (id),
    url          TEXT NOT NULL,
    role         TEXT NOT NULL,
    file         TEXT NOT NULL,
    offset       INTEGER NOT NULL,
    digest       TEXT NOT NULL,
    retrieved_at TEXT NOT NULL,
    UNIQUE (version, url, digest)
) STRICT;

CREATE TABLE IF NOT EXISTS changes (
    instrument  TEXT NOT NULL,
    language    TEXT NOT NULL,
    seen_at     TEXT NOT NULL,
    before_hash TEXT NOT NULL,
    after_hash  TEXT NOT NULL,
    data        TEXT NOT NULL,
    UNIQUE (instrument, language, before_hash, after_hash)
) STRICT;

CREATE TABLE IF NOT EXISTS outcomes (
    source      TEXT NOT NULL,
    act         TEXT NOT NULL,
    state       TEXT NOT NULL,
    provisions  INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    PRIMARY KEY (source, act)
) STRICT;

-- Rows written for the test: two versions of one act, the newer one tagged.
INSERT INTO instruments VALUES ('se-x', 'se', 'SFS 1:1', 'Provlag', 'statute');
INSERT INTO versions VALUES
(1, 'se-x', 'sv', '2025-01-01', 'fc9935740e3fa2366ad69c307d55ee8b60d5eb1846ce238ade6d6bdb462aa754', '2025-02-01T00:00:00', 'https://law.example/', ''),
(2, 'se-x', 'sv', '2026-01-01', '9c2c02ec9f09a0f3c9284ed71970d33ef6131c20035a4ba8c7ef332347fa4bdd', '2026-02-01T00:00:00', 'https://law.example/', '');
INSERT INTO provisions VALUES
(1, 1, 0, 'se-x.1', '1', '1 §', '', '["1 kap."]', 'old'),
(2, 2, 0, 'se-x.1', '1', '1 §', '', '["1 kap."]', 'new');
INSERT INTO tags VALUES (2, 't1', NULL);
INSERT INTO evidence VALUES
(2, 'https://law.example/x', 'act', 'se/se-1.warc.gz', 10, 'abc', '2026-02-01T00:00:00');
INSERT INTO changes VALUES
('se-x', 'sv', '2026-02-01T00:00:00', 'before', 'after', '{"added": [], "removed": [], "changed": ["1"]}');
INSERT INTO outcomes VALUES ('se', 'se-x', 'new', 1, '', '2026-02-01T00:00:00');
CREATE TABLE IF NOT EXISTS cues (
    provision INTEGER PRIMARY KEY REFERENCES provisions (id),
    data      TEXT NOT NULL
) STRICT;

-- What kind of text a version is (corpus/lists/reading.yaml), and where the copy came from. Extent and
-- form are empty, and so not known, for texts of before until they are imported or crawled again.
ALTER TABLE versions ADD COLUMN extent TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN force TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE versions ADD COLUMN form TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN licence TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN note TEXT NOT NULL DEFAULT '';

UPDATE versions
SET force = CASE
    WHEN status IN ('in_force', 'in-force', 'partially_repealed') THEN 'in-force'
    WHEN status IN ('past-version', 'superseded-version', 'superseded', 'historic') THEN 'past'
    WHEN status IN ('repealed', 'annulled', 'expired') THEN 'repealed'
    WHEN status IN ('not_yet_in_force', 'pending') THEN 'future'
    ELSE 'unknown'
END;

-- The texts of each instrument in each language that come nearest to the law in force, the best with
-- place 1: a wording that is past, to come or repealed comes after every other, then one as enacted or
-- amending; of the others the newest is first, of two of one day the whole one. Where the best is an
-- excerpt, the rest of the act is read in the next whole text, and in excerpts of before it.
DROP VIEW current_versions;
CREATE VIEW current_versions AS
SELECT id, place FROM (
    SELECT
        id,
        place,
        excerpt AND former AS passed,
        min(CASE WHEN excerpt THEN NULL ELSE place END)
        OVER (PARTITION BY instrument, language) AS last
    FROM (
        SELECT
            id,
            instrument,
            language,
            extent = 'excerpt' AS excerpt,
            force IN ('past', 'future', 'repealed') AS former,
            row_number() OVER (
                PARTITION BY instrument, language
                ORDER BY
                    force IN ('past', 'future', 'repealed'),
                    form IN ('as-enacted', 'amending'),
                    as_of IS NULL,
                    as_of DESC,
                    extent = 'excerpt',
                    retrieved_at DESC,
                    id DESC
            ) AS place
        FROM versions
    )
)
WHERE place = 1 OR (NOT passed AND (last IS NULL OR place <= last));

-- Each provision in the best of these texts that has it.
CREATE VIEW current_provisions AS
SELECT p.id, p.version, p.position, p.public_id
FROM current_versions AS c JOIN provisions AS p ON p.version = c.id
WHERE c.place = 1 OR NOT EXISTS (
    SELECT 1
    FROM provisions AS better
    JOIN current_versions AS b ON b.id = better.version
    WHERE better.public_id = p.public_id AND b.place < c.place
);

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

-- When a crawl last got the text of an instrument; empty: never. A failure keeps that day, so that a page
-- can say how old the last good state of a source is. What an outcome is about is called an instrument.
ALTER TABLE outcomes RENAME COLUMN act TO instrument;
ALTER TABLE outcomes ADD COLUMN succeeded_at TEXT NOT NULL DEFAULT '';

UPDATE outcomes
SET succeeded_at = CASE
    WHEN state <> 'failed' THEN finished_at
    ELSE coalesce(
        (
            SELECT max(e.retrieved_at)
            FROM evidence AS e JOIN versions AS v ON v.id = e.version
            WHERE v.instrument = outcomes.instrument
        ),
        ''
    )
END;

PRAGMA user_version = 6;
