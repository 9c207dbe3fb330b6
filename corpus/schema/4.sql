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
