"""Spoils answers of publishers as they are spoiled on their way, or by a change of their form.

Every mutant is made by a random generator that is given, so that a run can be repeated.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

LONG = 60_000
DEEP = 5_000
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"\s[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ODD_TAGS = ("a:b:c", 'p"', "x}y", "o:p", "sup", "div", "é", "a" * 300)
_INSERTED = (
    "<!-- a comment -->", "<?target data?>", "<![CDATA[<b>]]>", "&undefined;", "&#0;", "&#xD800;",
    "<script>x</script>", "\0", "\u202e", "<!DOCTYPE x>", "<br/>", "<sup>2</sup>", "<", ">", "&",
)  # fmt: skip
_RUNS = (" ", "\n", "1", "a", "(", "[", "<", "-", ".", "\u00a0", "I ", "« ", "art. ", "§ ")
_VALUES: tuple[Any, ...] = (
    None, True, [], {}, "", 0, -1, 1.5, 10**30, "0", "x", "²", [1], [None], [[]], {"x": 1},
    "<p>1</p>", "\ud83d", "a\0b", "9999-99-99", "<" * 50, " " * LONG,
)  # fmt: skip

Mutate = Callable[[bytes, Random], bytes]


def truncated(body: bytes, rng: Random) -> bytes:
    """Break off somewhere between a tenth and nine tenths."""
    return body[: int(len(body) * rng.uniform(0.1, 0.9))]


def flipped(body: bytes, rng: Random) -> bytes:
    """Change up to 20 bytes."""
    changed = bytearray(body)
    for _ in range(rng.randint(1, 20)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def emptied(body: bytes, rng: Random) -> bytes:
    """Leave nothing, or nearly nothing."""
    return rng.choice([b"", b" \n", b"{}", b"[]", b"null", b"<a/>", b"<html></html>", body[:1]])


def recoded(body: bytes, rng: Random) -> bytes:
    """Write the text in another encoding, or in UTF-8 twice."""
    text = body.decode("utf-8", "replace")
    if rng.random() < 0.4:
        return text.encode().decode("latin-1").encode()
    return text.encode(rng.choice(["utf-16", "latin-1", "cp1253", "utf-8-sig", "utf-7"]), "replace")


def padded(body: bytes, rng: Random) -> bytes:
    """Put one thing in many times somewhere."""
    place = rng.randrange(len(body) + 1)
    return body[:place] + rng.choice(_RUNS).encode() * (LONG // 2) + body[place:]


def nested(body: bytes, rng: Random) -> bytes:
    """Put things inside one another, deeper than any text goes."""
    deep = rng.choice([DEEP, 190, 210])
    if body.lstrip()[:1] in (b"{", b"["):
        middle = _json(body)
        for _ in range(min(deep, 900)):
            middle = [middle] if rng.random() < 0.5 else {"x": middle}
        return json.dumps(middle).encode() if deep < DEEP else b"[" * DEEP + b"]" * DEEP
    places = [m.end() for m in re.finditer(rb">", body)] or [0]
    place = rng.choice(places)
    return body[:place] + b"<div>" * deep + b"x" + b"</div>" * deep + body[place:]


def doubled(body: bytes, rng: Random) -> bytes:
    """Say a part twice."""
    start, end = sorted(rng.randrange(len(body) + 1) for _ in range(2))
    return body[:end] + body[start:end] + body[end:]


def cut(body: bytes, rng: Random) -> bytes:
    """Leave a part out."""
    start, end = sorted(rng.randrange(len(body) + 1) for _ in range(2))
    return body[:start] + body[end:]


def renamed(body: bytes, rng: Random) -> bytes:
    """Give one tag, or all tags of a name, another name."""
    text = body.decode("utf-8", "replace")
    tags = list(_TAG.finditer(text))
    if not tags:
        return flipped(body, rng)
    chosen, name = rng.choice(tags), rng.choice(_ODD_TAGS)
    if rng.random() < 0.5:
        spoiled = f"<{chosen[1]}{name}{chosen[3]}>"
        return (text[: chosen.start()] + spoiled + text[chosen.end() :]).encode()
    return re.sub(rf"(</?){re.escape(chosen[2])}(?=[\s/>])", lambda m: m[1] + name, text).encode()


def untagged(body: bytes, rng: Random) -> bytes:
    """Take one tag away."""
    text = body.decode("utf-8", "replace")
    tags = list(_TAG.finditer(text))
    if not tags:
        return cut(body, rng)
    chosen = rng.choice(tags)
    return (text[: chosen.start()] + text[chosen.end() :]).encode()


def unmarked(body: bytes, rng: Random) -> bytes:
    """Take attributes away, or what they say."""
    text = body.decode("utf-8", "replace")
    some = rng.choice([0.05, 0.5, 1.0])
    blank = rng.random() < 0.3

    def spoil(match: re.Match[str]) -> str:
        if rng.random() > some:
            return match[0]
        return match[0].split("=")[0] + '=""' if blank else ""

    return _ATTRIBUTE.sub(spoil, text).encode()


def inserted(body: bytes, rng: Random) -> bytes:
    """Put comments, processing instructions, entities and control characters in."""
    text = body.decode("utf-8", "replace")
    for _ in range(rng.randint(1, 8)):
        places = [m.end() for m in re.finditer(">", text)] or [0]
        place = rng.choice(places) if rng.random() < 0.7 else rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice(_INSERTED) + text[place:]
    return text.encode()


def retyped(body: bytes, rng: Random) -> bytes:
    """Put values of other types in, drop keys, rename them, double and empty lists."""
    held = _json(body)
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        held = _spoiled(held, rng)
    return json.dumps(held).encode()


def reworded(body: bytes, rng: Random) -> bytes:
    """Spoil the markup that stands in the texts of JSON."""
    held = _json(body)
    texts = [place for place in _places(held) if isinstance(_get(held, place), str)]
    for place in rng.sample(texts, min(len(texts), rng.randint(1, 4))):
        spoil = rng.choice([renamed, untagged, unmarked, inserted, truncated, padded, flipped])
        said = str(_get(held, place)).encode("utf-8", "replace") or b"x"
        held = _put(held, place, spoil(said, rng).decode("utf-8", "replace"))
    return json.dumps(held).encode()


_ANY: tuple[Mutate, ...] = (truncated, flipped, emptied, recoded, padded, nested, doubled, cut)
_MARKUP: tuple[Mutate, ...] = (renamed, untagged, unmarked, inserted)
_JSON: tuple[Mutate, ...] = (retyped, retyped, retyped, reworded)


def mutant(body: bytes, others: list[bytes], rng: Random) -> tuple[str, bytes]:
    """Return a spoiled answer and how it was spoiled."""
    if rng.random() < 0.03:
        return "another answer", rng.choice(others)
    if body.startswith(b"PK") and rng.random() < 0.7:
        return _in_zip(body, rng)
    if not body.strip():
        return "emptied", emptied(body, rng)
    kinds = _ANY
    if body.lstrip(b"\xef\xbb\xbf \n")[:1] in (b"{", b"["):
        kinds = (*_ANY, *_JSON * 3)
    elif not body.startswith((b"PK", b"%PDF")):
        kinds = (*_ANY, *_MARKUP * 3)
    chosen = rng.choice(kinds)
    return chosen.__name__, chosen(body, rng)


def _in_zip(body: bytes, rng: Random) -> tuple[str, bytes]:
    """Spoil the files of a ZIP and pack them again."""
    chosen = rng.choice((*_ANY, *_MARKUP))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, chosen(old.read(info), rng))
    return f"{chosen.__name__} in a ZIP", file.getvalue()


def _json(body: bytes) -> Any:
    return json.loads(body.decode("utf-8-sig"))


def _places(held: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys: Any = ()
    if isinstance(held, (dict, list)):
        keys = list(held) if isinstance(held, dict) else range(len(held))
    return [above, *(place for key in keys for place in _places(held[key], (*above, key)))]


def _get(held: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        held = held[key]
    return held


def _put(held: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    _get(held, place[:-1])[place[-1]] = value
    return held


def _spoiled(held: Any, rng: Random) -> Any:
    places = _places(held)
    place = rng.choice(places[1:] or places)
    old = deepcopy(_get(held, place))
    if rng.random() < 0.3 and place:
        parent, key = _get(held, place[:-1]), place[-1]
        value = parent.pop(key)
        if isinstance(parent, dict) and rng.random() < 0.3:
            parent[f"{key}x"] = value
        return held
    others = (*_VALUES, [old], {"x": old}, str(old)[:200], [old, old, None])
    if isinstance(old, list) and old and rng.random() < 0.3:
        return _put(held, place, old[:-1] if rng.random() < 0.5 else [*old, *old])
    if isinstance(old, dict) and rng.random() < 0.2:
        return _put(held, place, list(old.values()))
    return _put(held, place, deepcopy(rng.choice(others)))
