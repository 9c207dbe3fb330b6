"""Measures what real provisions look like, as figures from which `generate` makes others.

    python -m benchmarks.measure --data var > benchmarks/shape.yaml

Only counts leave the library: no word of a statute is written, but the letters of each language in
the order of their frequency.
"""

from __future__ import annotations

import argparse
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from corpus.library import load_knowledge
from corpus.store import Library
from search_app.index.analysis import forms
from search_app.index.documents import Document, documents
from search_app.paths import DataFolder

LETTERS = 34
_SLOPE = (10, 5_000)


def main() -> None:
    """Print the figures of a built data folder as YAML."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a built data folder")
    folder = DataFolder(parser.parse_args().data)
    with Library(folder.library, readonly=True) as library:
        held = list(documents(load_knowledge(), library))
    print("# Figures of real provisions, written by benchmarks/measure.py.")
    print(
        yaml.safe_dump(
            shape(held), allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None
        ),
        end="",
    )


def shape(held: Sequence[Document]) -> dict[str, Any]:
    """Return the figures of documents: languages, countries, facets and lengths."""
    languages = Counter(d.language for d in held)
    countries = sorted({d.country for d in held})
    carried = [d for d in held if d.concepts]
    return {
        "provisions": len(held),
        "countries": {
            code: dict(Counter(d.language for d in held if d.country == code).most_common())
            for code in countries
        },
        "languages": {
            name: language([d for d in held if d.language == name and d.text])
            for name, _ in languages.most_common()
        },
        "carrying": {
            "none": len(held) - len(carried),
            "how_many": dict(Counter(len(d.concepts) for d in carried).most_common()),
            "concepts": dict(Counter(c for d in carried for c in d.concepts).most_common()),
            "actors": dict(Counter(" ".join(d.actors) or "none" for d in carried).most_common()),
            "cited": sum(bool(d.cited_for) for d in carried),
        },
        "rendered": sum(bool(d.rendering) for d in held),
        "kinds": dict(Counter(d.kind for d in held).most_common()),
        "years": dict(Counter(int((d.as_of or "0")[:4]) for d in held).most_common()),
        "instrument": lognormal(list(Counter(d.instrument for d in held).values())),
        "title": lognormal([len(d.title.split()) for d in held if d.title]),
    }


def language(held: Sequence[Document]) -> dict[str, Any]:
    """Return the figures of one language.

    `words`: mean and deviation of the logarithm of words per provision; `tokens`, `types`: words in
    all, and different ones; `new`: with what power of the former the latter grow; `zipf`: slope of
    frequency over rank; `length`: letters of a word, mean and deviation over the vocabulary, and
    mean over the text; `digits`: share of words with a digit; `letters` by frequency.
    """
    texts = [forms(d.text) for d in held]
    counts = Counter(word for text in texts for word in text)
    total = counts.total()
    lengths = [len(word) for word in counts if word.isalpha()]
    letters = Counter(letter for word in counts for letter in word if letter.isalpha())
    return {
        "words": lognormal([len(text) for text in texts if text]),
        "tokens": total,
        "types": len(counts),
        "new": round(growth(texts), 2),
        "zipf": round(slope(sorted(counts.values(), reverse=True)), 2),
        "length": [
            round(statistics.mean(lengths), 1),
            round(statistics.stdev(lengths), 1),
            round(sum(len(word) * n for word, n in counts.items()) / total, 1),
        ],
        "digits": round(sum(n for w, n in counts.items() if any(map(str.isdigit, w))) / total, 3),
        "letters": "".join(letter for letter, _ in letters.most_common(LETTERS)),
    }


def lognormal(values: Sequence[int]) -> list[float]:
    """Return mean and deviation of the logarithm, such that the mean of the values comes out."""
    mean = statistics.mean(map(math.log, values))
    spread = math.sqrt(max(0.0, 2 * (math.log(statistics.mean(values)) - mean)))
    return [round(mean, 2), round(spread, 2)]


def slope(frequencies: Sequence[int]) -> float:
    """Return the exponent by which frequency falls with rank, over the middle ranks."""
    first, last = _SLOPE
    middle = range(first, min(last, len(frequencies)))
    ranks = [math.log(rank) for rank in middle]
    return -statistics.linear_regression(
        ranks, [math.log(frequencies[rank - 1]) for rank in middle]
    ).slope


def growth(texts: Sequence[Iterable[str]]) -> float:
    """Return the power of Heaps' law between every second text and all of them."""
    whole, half = ([word for text in texts[::step] for word in text] for step in (1, 2))
    more = math.log(len(set(whole)) / len(set(half)))
    return more / math.log(len(whole) / len(half))


if __name__ == "__main__":
    main()
