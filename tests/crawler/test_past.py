"""Past texts from portals: which days are asked for, at which addresses, and what is kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from corpus.claimed import claimed_days
from corpus.evidence import Record
from corpus.library import Knowledge, packaged_knowledge
from corpus.store import Library
from corpus.texts import Provision, Version
from crawler.collect import Collector
from crawler.past import HistorySink, past_plans
from crawler.plan import CrawlError
from crawler.sink import SourceReport
from crawler.sources import WantedInstrument, sources
from tests.crawler import answers
from tests.crawler.crawling import Setting, crawl, source_files
from tests.crawler.standin import Answer, load, served

CODE = "nl-wetboek-van-strafrecht"
ABLE = sorted(name for name, source in sources().items() if source.history)
OLD = "https://repository.officiele-overheidspublicaties.nl/bwb/BWBR0099001/2005-01-01_0/xml/BWBR0099001_2005-01-01_0.xml"


def claimed() -> list[str]:
    claims = claimed_days(packaged_knowledge())
    return sorted({c.day for c in claims if any(i == CODE for i, _, _ in c.provisions)})


def test_each_claimed_day_is_asked_for_with_the_day_before(tmp_path: Path) -> None:
    (planned,) = past_plans(["nl"], tmp_path / "none.db", packaged_knowledge())
    days = {i.day for i in planned.instruments if i.id == CODE}
    first = dt.date(2002, 5, 1)
    expected = {dt.date.fromisoformat(day) for day in claimed()}
    expected |= {day - dt.timedelta(days=1) for day in expected}
    assert days == {day for day in expected if first <= day <= dt.date.today()} != set()
    assert all(not i.watch and i.minimum == 1 for i in planned.instruments)


def test_a_day_that_is_held_is_not_asked_for_again(tmp_path: Path) -> None:
    path, knowledge = tmp_path / "l.db", packaged_knowledge()
    (before,) = past_plans(["nl"], path, knowledge)
    one = before.instruments[0]
    store(path, knowledge, one)
    (after,) = past_plans(["nl"], path, knowledge)
    assert {i.name for i in before.instruments} - {i.name for i in after.instruments} == {one.name}


def past(day: str) -> WantedInstrument:
    code = next(i for i in sources()["nl"].instruments if i.id == CODE)
    return code.model_copy(update={"day": dt.date.fromisoformat(day)})


def store(
    path: Path, knowledge: Knowledge, wanted: WantedInstrument, as_of: str | None = None
) -> SourceReport:
    version = Version(
        country="nl", identifier=wanted.id, title="T", language="nl", as_of=as_of, source_url="",
        provisions=(Provision(number="1", heading="Artikel 1", text="A."),),
    )  # fmt: skip
    report = SourceReport("nl")
    record = Record("https://law.example/", "nl.warc.gz", 7, "ab", "2026-01-01")
    HistorySink(path, knowledge, lambda _: None).store(report, wanted, version, [record])
    return report


def test_a_past_text_is_history_and_no_version(tmp_path: Path) -> None:
    path, knowledge = tmp_path / "l.db", packaged_knowledge()
    first = store(path, knowledge, past("2011-01-01"), "2011-01-01")
    assert first.new == [f"{CODE}@2011-01-01"]
    assert store(path, knowledge, past("2012-01-01"), "2011-01-01").new
    with Library(path, readonly=True) as library:
        found = library.wordings(f"{CODE}.1")
        assert [(w.day, w.basis) for w in found] == [
            ("2012-01-01", "state"), ("2011-01-01", "portal")
        ]  # fmt: skip
        assert found[0].place == "https://law.example/ (nl.warc.gz, byte 7)"
        assert library.counts()["versions"] == 0
        assert library.outcomes() == []


def test_a_source_without_past_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match="se gives no past texts; these sources do: at, ee, es"):
        past_plans(["nl", "se"], tmp_path / "l.db", packaged_knowledge())
    with pytest.raises(CrawlError, match="there is no source 'xx'"):
        past_plans(["xx"], tmp_path / "l.db", packaged_knowledge())


@pytest.mark.parametrize("name", ABLE)
def test_the_day_is_asked_for_at_the_source(name: str) -> None:
    source = sources()[name]
    day = dt.date(2014, 3, 2)
    past = source.instruments[0].model_copy(update={"day": day})
    assert source.ask(past).today == "2014-03-02"
    now, then = source.start(source.instruments[0]), source.start(past)
    history = source.history
    assert history is not None
    listed = "{today}" not in history.url + history.body + source.per_instrument.body
    assert (now == then) is (listed and not history.url)
    assert listed or "2014-03-02" in then.url + then.body


@pytest.mark.parametrize(
    ("day", "place"),
    [("2010-01-01", OLD), ("2019-07-01", OLD.replace("2005-01-01_0", "2019-07-01_1"))],
)
def test_a_list_leads_to_the_version_of_the_day(day: str, place: str) -> None:
    origin, instrument = answers.imaginary("nl")
    past = instrument.model_copy(update={"day": dt.date.fromisoformat(day)})
    listed = (answers.folder("nl") / "list.xml").read_bytes()
    follow = Collector(origin, past).take((), origin.start(past).url, "list", listed)
    assert [further.url for _, further in follow] == [place]


def test_a_crawl_of_the_past_fills_the_history(tmp_path: Path) -> None:
    files = source_files(tmp_path / "sources", ["nl"])
    path = files / "nl" / "source.yaml"
    source = yaml.safe_load(path.read_text("utf-8"))
    source["instruments"][0]["id"] = CODE
    path.write_text(yaml.safe_dump(source, allow_unicode=True), "utf-8")
    act = (answers.folder("nl") / "act.xml").read_text("utf-8")
    old = act.replace('inwerkingtreding="2019-07-01"', 'inwerkingtreding="2005-01-01"')
    with served() as publisher:
        load(publisher, "nl")
        publisher.play(OLD, Answer(old.encode(), type="application/xml"))
        given = Setting(tmp_path / "data", files, publisher.address)
        code, (report,), said = crawl(["nl"], given, "--history")
        again = crawl(["nl"], given, "--history")
    assert (code, report["failed"]) == (0, []), said
    assert report["new"] and not report["unchanged"]
    assert (OLD in {url for _, url in publisher.asked}) is any(d < "2019" for d in claimed())
    assert again[1] == []
    with Library(tmp_path / "data" / "library.db", readonly=True) as library:
        days = {day for _, _, day in library.history_days()}
        assert days == {name.partition("@")[2] for name in report["new"]}
        assert library.counts()["versions"] == 0
