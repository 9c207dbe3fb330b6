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

-- The text of each instrument in each language that comes nearest to the law in force: a wording that
-- is past, to come or repealed is taken only where no other is held, then one as enacted or amending;
-- of those that are left, the newest.
DROP VIEW current_versions;
CREATE VIEW current_versions AS
SELECT id FROM (
    SELECT
        id,
        row_number() OVER (
            PARTITION BY instrument, language
            ORDER BY
                force IN ('past', 'future', 'repealed'),
                form IN ('as-enacted', 'amending'),
                as_of IS NULL,
                as_of DESC,
                retrieved_at DESC,
                id DESC
        ) AS age
    FROM versions
)
WHERE age = 1;
