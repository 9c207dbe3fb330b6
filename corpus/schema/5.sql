-- How the last crawl of each instrument in each language ended, and when one last succeeded (empty:
-- never). A failure keeps that day, so that a page can say how old a source's last good state is. Of the
-- outcomes of before, those of instruments without a text are dropped: the next crawl asks for them.
ALTER TABLE outcomes RENAME TO former_outcomes;

CREATE TABLE outcomes (
    source       TEXT NOT NULL,
    instrument   TEXT NOT NULL,
    language     TEXT NOT NULL,
    state        TEXT NOT NULL,
    provisions   INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    finished_at  TEXT NOT NULL,
    succeeded_at TEXT NOT NULL,
    PRIMARY KEY (source, instrument, language)
) STRICT;

INSERT OR REPLACE INTO outcomes
SELECT
    o.source,
    coalesce(t.instrument, ''),
    coalesce(t.language, ''),
    o.state,
    o.provisions,
    o.reason,
    o.finished_at,
    CASE WHEN o.state = 'failed' THEN coalesce(t.retrieved_at, '') ELSE o.finished_at END
FROM former_outcomes AS o
LEFT JOIN (
    SELECT v.instrument, v.language, max(e.retrieved_at) AS retrieved_at
    FROM versions AS v LEFT JOIN evidence AS e ON e.version = v.id
    GROUP BY v.instrument, v.language
) AS t ON t.instrument = o.act OR t.instrument || '.' || t.language = o.act
WHERE o.act = '' OR t.language IS NOT NULL;

DROP TABLE former_outcomes;
