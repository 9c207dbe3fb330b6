"""BibTeX, RIS and CSL-JSON are read back by strict readers; no text can break out of a field."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from search_app.citing.provision import CitedForm
from search_app.citing.reference import CitedWork
from search_app.citing.writers import bibtex, csl_json, one_line, plain_text, ris
from search_app.release import Release

RELEASE = Release("0.1.0", dt.date(2026, 11, 30), "0ee3e466" + "0" * 56)
CELL = CitedWork(
    kind="dataset",
    title="Buying sex: Sweden",
    address="https://example.org/answer/se/purchase-adult?as_of=2016-01-01",
    release=RELEASE,
    as_of=dt.date(2016, 1, 1),
    national=(CitedForm("6 kap. 11 § BrB", "6 kap. 11 § brottsbalken (1962:700)", "sv"),),
)
PROVISION = CitedWork(
    kind="legislation",
    title="Code pénal",
    address="https://example.org/provision/fr-code-penal.611-1",
    release=RELEASE,
    section="art. 611-1",
    identifier="Code pénal",
    jurisdiction="France",
    language="fr",
    official_url="https://www.legifrance.gouv.fr/codes/",
    publisher="Légifrance",
    issued="1992-07-22",
    text_of="2026-04-02",
)
TITLES = st.text(min_size=1).filter(lambda text: bool(one_line(text)))
# "  title = {{Buying sex}},"
_FIELD = re.compile(r"  (\w+) = \{(.*)\},")
# "  month = nov,"
_MACRO = re.compile(r"  (month) = ([a-z]{3}),")
# "TI  - Buying sex"
_TAG = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
_COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    **{rf"\{mark}": mark for mark in "#$%&_"},
}
_COMMAND = re.compile("|".join(map(re.escape, _COMMANDS)))


def _read_bibtex(text: str) -> dict[str, str]:
    first, *fields, last = text.splitlines()
    assert re.fullmatch(r"@misc\{[A-Za-z0-9-]+,", first)
    assert last == "}"
    read = {}
    for line in fields:
        match = _FIELD.fullmatch(line) or _MACRO.fullmatch(line)
        assert match, line
        assert _balanced(match[2])
        bare = _COMMAND.sub("", match[2])
        if match[1] != "url":
            assert not set(bare) & set("\\#$%&_^~"), line
        read[match[1]] = _COMMAND.sub(lambda m: _COMMANDS[m[0]], match[2])
    return read


def _balanced(value: str) -> bool:
    level = 0
    for mark in value:
        level += {"{": 1, "}": -1}.get(mark, 0)
        if level < 0:
            return False
    return level == 0


def _read_ris(text: str) -> list[tuple[str, str]]:
    assert text.endswith("ER  - \r\n")
    lines = text.split("\r\n")[:-1]
    read = []
    for line in lines:
        match = _TAG.fullmatch(line)
        assert match, line
        read.append((match[1], match[2]))
    assert read[0][0] == "TY"
    return read


def test_csl_json_has_the_types_of_the_schema() -> None:
    cell, provision = (json.loads(csl_json(reference))[0] for reference in (CELL, PROVISION))
    assert cell["type"] == "dataset"
    assert cell["title"] == "Buying sex: Sweden, as of 2016-01-01"
    assert cell["issued"] == {"date-parts": [[2026, 11, 30]]}
    assert cell["version"] == RELEASE.id
    assert cell["URL"] == CELL.address
    assert provision["type"] == "legislation"
    assert provision["section"] == "art. 611-1"
    assert provision["URL"] == "https://www.legifrance.gouv.fr/codes/"
    assert provision["issued"] == {"date-parts": [[1992, 7, 22]]}
    assert provision["version"] == "text of 2026-04-02"


def test_ris_names_statutes_and_data() -> None:
    assert _read_ris(ris(CELL))[0] == ("TY", "DATA")
    provision = dict(_read_ris(ris(PROVISION)))
    assert provision["TY"] == "STAT"
    assert provision["DA"] == "1992/07/22/"
    assert provision["ET"] == "text of 2026-04-02"
    assert provision["SE"] == "art. 611-1"


def test_bibtex_reads_back() -> None:
    read = _read_bibtex(bibtex(CELL))
    assert read["title"] == "{Buying sex: Sweden, as of 2016-01-01}"
    assert read["year"] == "2026"
    assert read["month"] == "nov"
    assert read["url"] == CELL.address
    assert "6 kap. 11 § brottsbalken (1962:700)" in read["note"]


def test_bibtex_keeps_the_section_out_of_the_number() -> None:
    read = _read_bibtex(bibtex(PROVISION))
    assert read["section"] == "art. 611-1"
    assert read["number"] == "Code pénal"
    assert (read["year"], read["month"]) == ("1992", "jul")


def test_an_act_without_a_day_of_its_own_does_not_get_that_of_our_copy() -> None:
    undated = replace(PROVISION, issued="")
    assert "issued" not in json.loads(csl_json(undated))[0]
    assert "year" not in _read_bibtex(bibtex(undated))
    assert "PY" not in dict(_read_ris(ris(undated)))


def test_plain_text_has_the_national_form_first() -> None:
    first, second = plain_text(CELL).splitlines()
    assert first == "6 kap. 11 § brottsbalken (1962:700)"
    assert second == (
        "demandside (2026): Buying sex: Sweden, as of 2016-01-01. Release "
        f"{RELEASE.id} of 2026-11-30. {CELL.address} (CC BY 4.0)."
    )


def test_a_partial_date_stays_partial() -> None:
    year = replace(PROVISION, issued="2026")
    assert json.loads(csl_json(year))[0]["issued"] == {"date-parts": [[2026]]}
    assert dict(_read_ris(ris(year)))["DA"] == "2026///"


@given(TITLES)
def test_no_title_breaks_out_of_bibtex(title: str) -> None:
    read = _read_bibtex(bibtex(replace(PROVISION, title=title)))
    assert read["title"] == f"{{{one_line(title)}}}"


@given(TITLES)
def test_no_title_breaks_out_of_ris(title: str) -> None:
    reference = replace(PROVISION, title=title)
    assert dict(_read_ris(ris(reference)))["TI"] == one_line(title)


@given(TITLES)
def test_no_title_breaks_csl_json(title: str) -> None:
    assert json.loads(csl_json(replace(PROVISION, title=title)))[0]["title"] == title
