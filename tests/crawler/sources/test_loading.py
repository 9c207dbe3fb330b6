"""Source files: the packaged ones are whole, and a wrong one is refused with file and line."""

from __future__ import annotations

import ast
import datetime as dt
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.library import packaged_knowledge
from corpus.yamlfile import CorpusError
from crawler.formats import TOOLS, formats, reader
from crawler.git import git_sources
from crawler.parsing import ParsedText
from crawler.plan import CrawlError, CrawlPlan, plan
from crawler.run import open_now
from crawler.settings import asking
from crawler.sources import load_source, sources
from crawler.sources.loading import HOME

ROOMS = frozenset({"corpus", "crawler", "nlp", "search_app"})
SOURCE: dict[str, Any] = {
    "name": "own",
    "title": "Own",
    "country": "se",
    "publisher": "Own press",
    "official": False,
    "licence": "free",
    "languages": ["sv"],
    "format": "se",
    "hosts": ["a.example"],
    "per_instrument": {"url": "https://a.example/{key}.json"},
    "instruments": [{"id": "se-own", "key": "k1", "title": "T", "language": "sv", "expect": ["T"]}],
}
PERMISSION: dict[str, Any] = {
    "date": "2026-03-02", "by": "Own press", "scope": "One request a second.",
    "host": "a.example", "paths": ["/closed/"],
}  # fmt: skip


def written(folder: Path, **changes: Any) -> Path:
    path = folder / "own" / "source.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump({**SOURCE, **changes}, sort_keys=False), "utf-8")
    return path


def test_the_packaged_sources_cover_all_jurisdictions() -> None:
    law = {source.country for source in sources().values() if source.kind == "law"}
    assert law == set(packaged_knowledge().jurisdictions)
    assert {source.kind for source in sources().values()} == {"law", "policy"}


def test_sources_are_polite_and_say_under_which_terms() -> None:
    for source in sources().values():
        assert source.licence
        assert source.limits.delay >= 1 or source.limits.note, source.name
        assert all("*" not in host and "/" not in host for host in source.hosts)
        assert source.country in packaged_knowledge().jurisdictions or source.country == "coe"


def test_acts_of_the_law_are_known_to_the_corpus_or_have_an_id_of_their_country() -> None:
    for source in sources().values():
        for instrument in source.instruments:
            if source.kind == "law":
                assert instrument.id.startswith(f"{source.country}-"), instrument.id


def test_a_good_file_is_read(tmp_path: Path) -> None:
    source = load_source(written(tmp_path))
    (instrument,) = source.instruments
    assert source.start(instrument).url == "https://a.example/k1.json"
    assert source.ask(instrument).expect == ("T",)


def test_a_source_may_say_why_it_is_asked_without_https(tmp_path: Path) -> None:
    plain = {"per_instrument": {"url": "http://a.example/{key}"}, "http": "It has no certificate."}
    source = load_source(written(tmp_path, **plain))
    assert source.start(source.instruments[0]).url == "http://a.example/k1"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "other"}, "the folder is called own"),
        ({"format": "nothing"}, "no such format"),
        ({"per_instrument": {"url": "https://a.example/{missing}"}}, "nothing fills {missing}"),
        ({"per_instrument": {"url": "https://b.example/{key}"}}, "on none of the hosts"),
        ({"per_instrument": {"url": "http://a.example/{key}"}}, "only https is asked"),
        ({"sentinel": "http://a.example/new"}, "only https is asked"),
        (
            {"instruments": [*SOURCE["instruments"], *deepcopy(SOURCE["instruments"])]},
            "stands twice",
        ),
        ({"limits": {"delay": 0}}, "delay"),
        ({"limits": {"hours": ["25:00", "26:00"]}}, "hour"),
        ({"surprise": 1}, "surprise"),
        ({"permission": {**PERMISSION, "host": "b.example"}}, "is none of the hosts"),
        ({"permission": {**PERMISSION, "date": "2126-01-01"}}, "before it is recorded"),
        ({"permission": {**PERMISSION, "paths": ["/"]}}, "paths"),
        ({"permission": {**PERMISSION, "scope": ""}}, "scope"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(
    changes: dict[str, Any], says: str, tmp_path: Path
) -> None:
    with pytest.raises(CorpusError, match=r"sources/own/source\.yaml:\d+") as caught:
        load_source(written(tmp_path, **changes))
    assert says in str(caught.value)


def test_a_plan_counts_requests_and_the_time_of_politeness(tmp_path: Path) -> None:
    source = load_source(written(tmp_path, requests_per_instrument=10, limits={"delay": 2}))
    assert (
        CrawlPlan(source, source.instruments).requests,
        CrawlPlan(source, source.instruments).seconds,
    ) == (11, 22)


def test_a_plan_counts_a_list_that_instruments_share_once(tmp_path: Path) -> None:
    instruments = [
        {**deepcopy(SOURCE["instruments"][0]), "id": f"se-{n}", "key": f"{n}"} for n in range(5)
    ]
    shared = {"url": "https://a.example/list"}
    source = load_source(
        written(
            tmp_path, requests_per_instrument=10, instruments=instruments, per_instrument=shared
        )
    )
    assert CrawlPlan(source, source.instruments).requests == 1 + 5 * 9 + 1


def test_a_permission_is_read_with_its_day_and_paths(tmp_path: Path) -> None:
    permission = load_source(written(tmp_path, permission=PERMISSION)).permission
    assert permission is not None
    assert permission.covers("https://a.example/closed/x", dt.date(2026, 11, 30))
    assert not permission.covers("https://a.example/open", dt.date(2026, 11, 30))


def test_an_unknown_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match="there is no source 'zz'"):
        plan(["zz"], tmp_path / "library.db")


@pytest.mark.parametrize(
    ("hours", "now", "is_open"),
    [
        (None, "12:00", True),
        (["03:00", "23:45"], "02:59", False),
        (["03:00", "23:45"], "03:00", True),
        (["18:00", "06:00"], "23:00", True),
        (["18:00", "06:00"], "12:00", False),
    ],
)
def test_hours_are_those_of_the_publisher(
    hours: list[str] | None, now: str, is_open: bool, tmp_path: Path
) -> None:
    limits = {"delay": 1, "timezone": "UTC"} | ({"hours": hours} if hours else {})
    source = load_source(written(tmp_path, limits=limits))
    moment = dt.datetime.fromisoformat(f"2026-01-01T{now}:00+00:00")
    assert open_now(source, moment) is is_open


def test_scrapy_is_told_to_be_polite(tmp_path: Path) -> None:
    source = load_source(written(tmp_path, limits={"delay": 3}))
    told = asking(source, tmp_path, "mailto:a@b.example", {})
    assert told["ROBOTSTXT_OBEY"]
    assert told["AUTOTHROTTLE_ENABLED"]
    assert told["HTTPCACHE_ENABLED"]
    assert told["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert told["DOWNLOAD_DELAY"] == 3
    assert "mailto:a@b.example" in told["USER_AGENT"]


def test_every_format_has_a_parser_and_no_tool_has_one() -> None:
    assert all(callable(reader(name)) for name in formats())
    for name in TOOLS:
        assert not hasattr(import_module(f"crawler.formats.{name}"), "read"), name
        with pytest.raises(KeyError):
            reader(name)


def test_repositories_are_named_after_their_country() -> None:
    for name, repository in git_sources().items():
        assert name == f"git-{repository.country}"
        assert str(repository.url).startswith("https://")


@pytest.mark.parametrize(
    ("source", "instrument", "parsed", "kind"),
    [
        ({}, {}, [ParsedText()], ("unknown", "consolidated")),
        ({"force": "in-force"}, {}, [ParsedText()], ("in-force", "consolidated")),
        ({"force": "in-force"}, {}, [ParsedText(status="repealed")], ("repealed", "consolidated")),
        ({"force": "in-force"}, {"form": "amending"}, [ParsedText()], ("unknown", "amending")),
        ({"form": "as-enacted"}, {}, [ParsedText()], ("unknown", "as-enacted")),
        (
            {"form": "as-enacted"},
            {},
            [ParsedText(form="consolidated")],
            ("unknown", "consolidated"),
        ),
        (
            {"force": "in-force"},
            {},
            [ParsedText(in_force="2026-01-01"), ParsedText(in_force="2027-01-01")],
            ("in-force", "consolidated"),
        ),
        (
            {"force": "in-force"},
            {},
            [ParsedText(in_force="2027-01-01")],
            ("future", "consolidated"),
        ),
    ],
)
def test_source_act_and_answers_tell_the_kind_of_a_text(
    tmp_path: Path,
    source: dict[str, Any],
    instrument: dict[str, Any],
    parsed: list[ParsedText],
    kind: tuple[str, str],
) -> None:
    found = load_source(
        written(tmp_path, **source, instruments=[{**SOURCE["instruments"][0], **instrument}])
    )
    told = found.text_kind(found.instruments[0], parsed, dt.date(2026, 11, 30))
    assert (told.extent, told.force, told.form) == ("whole", *kind)


def test_acts_that_amend_others_are_not_said_to_be_consolidated() -> None:
    forms = {i.id: i.form or s.form for s in sources().values() for i in s.instruments}
    assert forms["fi-rikoslaki"] == forms["ie-sexual-offences-act-1993"] == "consolidated"
    assert forms["hr-kazneni-zakon"] == forms["ie-fines-act-2010"] == "as-enacted"
    for amending in ("fi-laki-743-2006", "hr-kz-novela-2025", "bg-zid-nk-2024", "pt-lei-59-2007"):
        assert forms[amending] == "amending"


def test_a_parser_knows_nothing_of_the_network() -> None:
    """The import linter does not see the folders of sources, as they are no packages."""
    allowed = ("corpus", "crawler.formats", "crawler.parsing")
    for path in HOME.glob("*/*.py"):
        own = f"crawler.sources.{path.parent.name}"
        imported = {
            node.module
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
        }
        ours = {name for name in imported if name.split(".")[0] in ROOMS}
        assert [name for name in ours if not name.startswith((*allowed, own))] == [], path
        assert not {name for name in imported if name.startswith(("scrapy", "twisted"))}, path
