"""Writes lexicons in the one form that a diff of them can be reviewed in.

Check the files with `python -m nlp.lexicon_format --check`, rewrite them without `--check`. The
rule: the comment at the head stays; then the keys in the order of `Lexicon`; one entry
a line, however long, sorted by code point (as `LC_ALL=C sort` does); cues and families by name,
each cue with its source above its entries; number words by value. A file in this form:

    # Swedish: Sweden, and Finland's Swedish texts.
    language: sv
    cues:
      prostitution:
        source: Brottsbalken 6 kap. 12 §
        entries:
          - "*prostitution*"
          - prostituer*
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from nlp.files import LexiconError, read_yaml
from nlp.tagger.lexicon import LEXICA, CueEntries, Lexicon, NumberWords, PenaltyWords, read_lexicon

_INDENT = "  "
# sexuell* handling, <GIVE> ..3 pay|pays, 1.5: a first character that means nothing in YAML, then
# neither the beginning of a comment (` #`) nor the end of a key (`: `, or `:` at the end)
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=](?:[^\s#:]|(?<!\s)#|:(?=\S)| (?=[^\s#]))*")
# `    # a remark`, `- entry  # a remark`
_COMMENT = re.compile(r"(?:^|\s)#")


def format_lexicon(path: Path) -> str:
    """Return the text of a lexicon in the form above.

    Raises:
        LexiconError: the lexicon is broken, or has a comment below its head, which would be lost.
    """
    head, body = _split(path.read_text("utf-8"))
    remark = next((line for line in body if _COMMENT.search(line)), None)
    if remark is not None:
        raise LexiconError(f"{path.name}: a comment below the head: '{remark.strip()}'")
    read_lexicon(path)
    return "\n".join([*head, *_lines(_sorted_lexicon(read_yaml(path)), 0)]) + "\n"


def _split(text: str) -> tuple[list[str], list[str]]:
    """The comment lines at the head of a file, and all other lines."""
    lines = text.splitlines()
    length = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[:length], lines[length:]


def _sorted_lexicon(data: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a file, every part in its order."""
    return _by_field(Lexicon, data) | {
        "cues": {
            name: _by_field(CueEntries, cue)
            for name, cue in sorted(data["cues"].items())
        },
        "penalty": _by_field(PenaltyWords, data["penalty"]),
        "numbers": _by_field(NumberWords, data["numbers"], key=lambda item: (item[1], item[0])),
    }  # fmt: skip


def _by_field(
    model: type[CueEntries | Lexicon | NumberWords | PenaltyWords],
    data: Mapping[str, Any],
    key: Callable[[tuple[str, Any]], Any] | None = None,
) -> dict[str, Any]:
    """The keys in the order of the model's fields, their lists and mappings sorted.

    `key` sorts the items of mappings; without it they are sorted by name.
    """
    return {name: _sorted(data[name], key) for name in model.model_fields if name in data}


def _sorted(value: Any, key: Callable[[tuple[str, Any]], Any] | None) -> Any:
    if isinstance(value, list):
        return sorted(map(str, value))
    if isinstance(value, dict):
        items = [(str(name), _sorted(part, None)) for name, part in value.items()]
        return dict(sorted(items, key=key or (lambda item: item[0])))
    return value


def _lines(data: Mapping[str, Any] | Sequence[str], depth: int) -> Iterator[str]:
    indent = _INDENT * depth
    if not isinstance(data, Mapping):
        yield from (f"{indent}- {scalar(entry)}" for entry in data)
        return
    for name, value in data.items():
        if value in ({}, []):
            yield f"{indent}{scalar(name)}: {value}"
        elif isinstance(value, (dict, list)):
            yield f"{indent}{scalar(name)}:"
            yield from _lines(value, depth + 1)
        else:
            yield f"{indent}{scalar(name)}: {scalar(value)}"


def scalar(value: str | float) -> str:
    """Return a value as YAML writes it: a string plain where it can be, else in double quotes."""
    if not isinstance(value, str):
        return str(value).lower()
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(value[:1], ())
    means_something_else = any(shape.match(value) for _, shape in resolvers)
    if _PLAIN.fullmatch(value) and value.isprintable() and not means_something_else:
        return value
    return '"' + value.replace("\\", r"\\").replace('"', r"\"") + '"'


def main(arguments: Sequence[str] | None = None) -> int:
    """Format the packaged lexicons, or only say which are not in the form; 1 if any is not."""
    parser = argparse.ArgumentParser(
        prog="python -m nlp.lexicon_format", description="Rewrite lexicons in their form."
    )
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("files", nargs="*", type=Path, help="instead of all packaged lexicons")
    chosen = parser.parse_args(arguments)
    status = 0
    for path in chosen.files or sorted(LEXICA.glob("*.yaml")):
        try:
            text = format_lexicon(path)
        except LexiconError as error:
            sys.stderr.write(f"{error}\n")
            status = 2
            continue
        if text == path.read_text("utf-8"):
            continue
        status = max(status, int(chosen.check))
        sys.stdout.write(f"{'not in the form' if chosen.check else 'formatted'}: {path.name}\n")
        if not chosen.check:
            path.write_text(text, encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
