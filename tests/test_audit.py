from __future__ import annotations

from tests.audit import judged


def test_a_vulnerability_is_named_and_fails() -> None:
    advisory = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    lines, vulnerable = judged(
        [{"name": "one", "version": "1.0", "vulns": [advisory]}, {"name": "two", "skip_reason": ""}]
    )
    assert vulnerable
    assert lines[0] == "one 1.0: PYSEC-1, mended in 2.0"
    assert lines[1].startswith("1 packages audited, 1 not")


def test_what_was_not_audited_is_said_and_does_not_fail() -> None:
    lines, vulnerable = judged([{"name": "two", "skip_reason": "no network"}])
    assert not vulnerable
    assert lines == [
        "0 packages audited, 1 not (the service does not know them or cannot be reached)"
    ]
