"""What a spider does with what should not happen: it names the cause and goes on."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from corpus.library import Knowledge
from crawler import collect
from crawler.archive import Archive, read
from crawler.plan import CrawlPlan
from crawler.run import SourceRun
from crawler.sink import Sink
from crawler.sources import WantedInstrument
from crawler.spider import SourceSpider
from crawler.spiders import SourceSpiderLoader
from tests.crawler import answers

BODY = (answers.folder("se") / "act.json").read_bytes()


@pytest.fixture
def spider(tmp_path: Path) -> SourceSpider:
    """A spider with two imaginary instruments, each asked for by itself."""
    source, instrument = answers.imaginary("se")
    other = WantedInstrument.model_validate(
        {**instrument.model_dump(), "id": "se-other", "key": f"{instrument.key}9"}
    )
    sink = Sink(tmp_path / "library.db", Knowledge({}, {}, {}, {}, {}), lambda _: None)
    run = SourceRun(CrawlPlan(source, (instrument, other)), sink, tmp_path, tmp_path / "crawl.log")
    run.archive = Archive(tmp_path / "se.warc.gz")
    return SourceSpiderLoader().load("se")(run=run)


def answered(spider: SourceSpider, number: int = 0) -> list[Request]:
    """Give the spider the answer to the first request for an instrument."""
    request = list(spider._first_requests())[number]
    response = Response(request.url, body=BODY, request=request)
    return list(spider.read_response(response, **request.cb_kwargs))


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*_: object) -> Any:
        raise error

    return fail


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError("deep"), AttributeError("no y")])
def test_a_fault_of_a_parser_is_named_with_its_place_and_ends_only_its_act(
    error: Exception,
    spider: SourceSpider,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(collect, "reader", lambda _: failing(error))
        assert answered(spider) == []
    ((name, reason),) = spider.report.failed
    url = answers.imaginary("se")[0].start(answers.imaginary("se")[1]).url
    assert name == "se-lanelag"
    assert reason == (
        f"{type(error).__name__}: {error}, reading the response of {url} (byte 0 of se.warc.gz)"
    )
    assert "Traceback" in caplog.text
    assert answered(spider) == []
    assert spider.report.new == ["se-other"]


def test_an_address_that_is_none_ends_its_act(
    spider: SourceSpider, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = SimpleNamespace(
        url="https://[::1", role="part", method="GET", body="", headers=(), state=None
    )
    found = SimpleNamespace(follow=(follow,))
    monkeypatch.setattr(collect, "reader", lambda _: lambda *_: found)
    assert answered(spider) == []
    assert "ValueError" in spider.report.failed[0][1]


def test_a_library_that_breaks_stops_the_source_and_keeps_what_came(
    spider: SourceSpider, tmp_path: Path
) -> None:
    (tmp_path / "library.db").write_bytes(b"no library at all" * 99)
    with pytest.raises(CloseSpider):
        answered(spider)
    report = spider.report
    assert report.interrupted
    assert [name for name, _ in report.failed] == ["se-lanelag", "se-other"]
    assert "library.db" in report.failed[0][1]
    assert report.failed[1][1] == "not asked any more, as the source was stopped"
    assert [a.body for a in read(tmp_path / "se.warc.gz")] == [BODY]
    assert (tmp_path / "library.db").read_bytes() == b"no library at all" * 99


def test_an_archive_that_cannot_be_written_stops_the_source(
    spider: SourceSpider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "crawler.archive.os.fsync", failing(OSError(errno.ENOSPC, "No space left on device"))
    )
    with pytest.raises(CloseSpider):
        answered(spider)
    assert "se.warc.gz cannot be written: No space left" in spider.report.failed[0][1]
    assert spider.report.interrupted


def lost(spider: SourceSpider, error: Exception) -> str:
    request = next(spider._first_requests())
    failure: Any = Failure(error)
    failure.request = request
    spider.no_response(failure)
    return spider.report.failed[-1][1]


def test_an_answer_that_did_not_come_is_told_with_what_broke(spider: SourceSpider) -> None:
    assert lost(spider, KeyError("x")).endswith("sfs-2001-99.json: KeyError: 'x'")


def test_a_full_cache_stops_the_source(spider: SourceSpider) -> None:
    with pytest.raises(CloseSpider):
        lost(spider, OSError(errno.ENOSPC, "No space left on device"))
    assert spider.report.interrupted
