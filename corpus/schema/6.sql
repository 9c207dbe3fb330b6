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
