"""What readers ask for in a benchmark: a mixed journey, and questions that nobody asked before."""

from __future__ import annotations

import datetime as dt
import json
import random
from itertools import cycle, islice, pairwise, product
from urllib.parse import quote, urlencode

from benchmarks.asking import fetched
from corpus.library import packaged_knowledge
from corpus.yamlfile import YamlFile
from search_app.evaluation.questions import HOME

_PROVISIONS = 20
_FIRST_DAY = dt.date(2000, 1, 1)


async def journey(host: str, port: int) -> list[str]:
    """Return about 100 addresses of all kinds of pages, in a mixed order."""
    found = json.loads(await fetched(host, port, "/search.json?q=prostitution"))
    provisions = [f"/provision/{quote(hit['id'])}" for hit in found["hits"]][:_PROVISIONS]
    known = packaged_knowledge()
    countries = sorted(known.states)
    questions = list(known.questions)
    pages = [
        *(["/"] * 12),
        *(f"/search?q={quote(text)}" for text in _texts()[:20]),
        *(f"/country/{code}" for code in countries[:14]),
        *(f"/answer/{code}/{questions[i % 4]}" for i, code in enumerate(countries[:16])),
        *provisions,
        *(f"/compare?country={a}&country={b}" for a, b in pairwise(countries[:8])),
        *("/compare", "/timeline", "/timeline", "/eu", "/eu", "/unknown"),
        *("/index.json", "/country/se.json", "/search.json?q=fine"),
    ]
    random.Random(1).shuffle(pages)
    return pages


def distinct(number: int) -> list[str]:
    """Return addresses that differ all: half searches, half cells of the comparison."""
    known = packaged_knowledge()
    searches = (
        f"/search?{urlencode({'q': text, 'country': code})}"
        for code, text in product(known.states, _texts())
    )
    days = (_FIRST_DAY + dt.timedelta(days=17 * i) for i in cycle(range(500)))
    cells = (
        f"/compare?{urlencode({'country': code, 'question': question, 'as_of': day})}"
        for day, (code, question) in zip(days, cycle(product(known.states, known.questions)))
    )
    both = (address for pair in zip(searches, cells, strict=False) for address in pair)
    return list(islice(both, number))


def _texts() -> list[str]:
    """Return what readers typed, all languages mixed."""
    texts = [
        str(query["text"])
        for path in sorted(HOME.glob("*.yaml"))
        for query in YamlFile(path, path.name).data["queries"]
    ]
    random.Random(2).shuffle(texts)
    return texts
