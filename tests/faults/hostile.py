"""A folder of statute files as nobody should write them, with what must become of each."""

from __future__ import annotations

import os
import socket
import stat
from itertools import pairwise
from pathlib import Path

HEAD = "---\ntitle: T\nidentifier: {n}\ncountry: se\n{more}---\n"
BODY = "# T\n\n### 1 §\n\nText {n}.\n"
DEEP = 5000

# front matter beside title, identifier and country
BAD_META = {
    "an alias": "a: &a [x]\nb: *a\n",
    "an alias bomb": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghi"))
    + "source: *i\n",
    "a merge": "x: &x {a: b}\n<<: *x\n",
    "brackets": "a: " + "[" * DEEP + "\n",
    "closed brackets": "a: " + "[" * 60 + "]" * 60 + "\n",
    "braces": "a: " + "{a: " * 60 + "1" + "}" * 60 + "\n",
    "lists in lists": "a:\n" + "\n".join(" " * i + "-" for i in range(1, 90)) + " x\n",
    "a foreign tag": "a: !!python/object/apply:os.system [x]\n",
    "a tag of its own": "a: !mine x\n",
    "a control character": "a: \x07\n",
    "a NUL": "a: \x00\n",
    "a tab as indentation": "a:\n\tb: c\n",
    "an open quote": 'a: "x\n',
    "half a character": 'a: "\\ud800"\n',
    "a list as a key": "? [a, b]\n: x\n",
    "a list as source": "source: [a, b]\n",
    "a mapping as source": "source: {a: b}\n",
    "an impossible day": "last_updated: 2021-02-30\n",
    "month 13": "last_updated: 2021-13-01\n",
    "the year 0": "last_updated: 0000-01-01\n",
    "no date": "last_updated: soon\n",
    "a long value": "source: " + "x" * 3000 + "\n",
    "long front matter": "".join(f"a{i}: {'x' * 80}\n" for i in range(2000)),
    "binary that is none": "a: !!binary x\n",
    "an int that is none": "a: !!int abc\n",
    "a float that is none": "a: !!float abc\n",
    "a truth that is none": "a: !!bool abc\n",
    "a moment that is none": "a: !!timestamp abc\n",
    "a digit too many": "a: !!int " + "1" * 5000 + "\n",
}
GOOD_META = {
    "a day that does not exist in a field that nobody reads": "published: 2021-02-30\n",
    "a number of 5,000 digits": f"published: {'1' * 5000}\n",
    "a time like a number": "rank: 1:30\n",
    "an empty date": "last_updated:\n",
    "escape sequences": 'source: "\\e[31m\\e]0;x\\a"\n',
    "a direction override": "rank: \u202edet är inte\n",
    "a key twice": "rank: a\nrank: b\n",
    "infinity": "rank: .inf\n",
}
BAD_BODIES = {
    "no heading": "Text.\n",
    "nothing": "",
    "headings only": "# a\n\n## b\n",
    "seven hashes": "####### 1 §\n\nText.\n",
}
GOOD_BODIES = {
    "spaces in a heading": "### 1 §" + " " * 50_000 + "x\n\nText.\n",
    "hashes in a heading": "### 1 § " + "#" * 50_000 + "\n\nText.\n",
    "a number of 5,000 digits": f"### {'1' * 5000} §\n\nText.\n",
    "a circled digit": "### 1① §\n\nText.\n",
    "links that do not end": "### 1 §\n\nText" + "[a](" * 50_000 + "\n",
    "brackets": "### 1 §\n\nText" + "[" * 100_000 + "\n",
    "superscripts that do not end": "### 1 §\n\nText" + "<sup>  " * 50_000 + "\n",
    "4,000 headings": "".join(f"### {n} §\n\nText.\n" for n in range(4_000)),
    "4,000 headings of one number": "### 1 §\n\nText.\n" * 4_000,
    "a long line": "### 1 §\n\n" + "ord " * 250_000 + "\n",
    "a long word": "### 1 §\n\n" + "o" * 1_000_000 + "\n",
    "short lines": "### 1 §\n\n" + "o" * 90 + "\n" + "o\n" * 100_000,
    "empty lines": "### 1 §\n\nText.\n" + "\n" * 1_000_000,
    "combining marks": "### 1 §\n\na" + "\u0301\u0327" * 50_000 + "\n",
    "NUL in the text": "### 1 §\n\nText\x00.\n",
    "control characters": "### 1 §\n\n\x1b[2J\x9b2J\x7f\x08\n",
    "directions": "### 1 §\n\n\u202eText\u2066.\n",
    "carriage returns": "### 1 §\r\rText.\r",
    "separators": "### 1 §\u2028\u2029\x0b\x0c\n\nText.\n",
    "markup": "### 1 § <script>x</script>\n\n[bold]Text[/bold] {{ 7 * 7 }}\n",
    "a private character": "### 1 §\n\nText \ue000 \U0010fffd \ufffe.\n",
}
GOOD_NAMES = [
    "a name of 200 letters " + "x" * 200, "spaces  and\ttabs", "quotes ' and \"", "-rf",
    "$(id) `id`", "percent %s %n", "unicode ё ß 中 𝒳", "bold [red]x", "new\nline", "escape\x1b[31m",
    "override \u202e txt",
]  # fmt: skip


def statute(n: str, more: str = "", body: str = BODY) -> str:
    return HEAD.format(n=n, more=more) + body.replace("{n}", n)


def make(root: Path, outside: Path) -> tuple[set[str], dict[str, bool]]:
    """Fill a folder; return the identifiers that must arrive, and the files that must not.

    Of each of these it says whether the command fails for it (else it is harmless).
    """
    good: set[str] = set()
    bad: dict[str, bool] = {}
    root.mkdir()
    for n, (name, more) in enumerate(GOOD_META.items()):
        _write(root / f"meta {name}.md", statute(f"GM {n}", more), good, f"GM {n}")
    for n, (name, body) in enumerate(GOOD_BODIES.items()):
        _write(root / f"body {name}.md", statute(f"GB {n}", "", body), good, f"GB {n}")
    for n, name in enumerate(GOOD_NAMES):
        _write(root / f"{name}.md", statute(f"GN {n}"), good, f"GN {n}")
    for name, more in BAD_META.items():
        _bad(root / f"bad {name}.md", statute("B", more), bad)
    for name, body in BAD_BODIES.items():
        _bad(root / f"bad body {name}.md", statute("B", "", body), bad)
    _bytes(root, bad)
    _kinds(root, outside, bad)
    (root / "README.md").write_text("# Laws\n", "utf-8")
    bad["README.md"] = False
    return good, bad


def _write(path: Path, text: str, good: set[str], identifier: str) -> None:
    path.write_text(text, "utf-8", newline="")
    good.add(identifier)


def _bad(path: Path, text: str, bad: dict[str, bool]) -> None:
    path.write_text(text, "utf-8", newline="")
    bad[path.name] = True


def _bytes(root: Path, bad: dict[str, bool]) -> None:
    whole = statute("B").encode()
    for name, data in {
        "empty": b"", "white space": b" \n\t\n",
        "Latin-1": "---\ntitle: é\n---\n".encode("latin-1"),
        "UTF-16": whole.decode().encode("utf-16"), "cut in a character": whole + "é".encode()[:1],
        "an open fence": b"---\ntitle: T\n", "three fences": b"---\n---\n---\n",
        "a list": b"---\n- a\n---\n# a\n\nb\n", "a word": b"---\na\n---\n# a\n\nb\n",
        "no country": whole.replace(b"country: se\n", b""),
        "no such country": whole.replace(b": se", b": us"),
        "a country of 9 kB": whole.replace(b": se", b": " + b"se" * 4500),
        "a country and a newline": whole.replace(b": se", b': "se\\n"'),
    }.items():  # fmt: skip
        path = root / f"bytes {name}.md"
        path.write_bytes(data)
        bad[path.name] = True
    with (root / "huge.md").open("wb") as huge:
        huge.truncate(2**40)
    bad["huge.md"] = True


def _kinds(root: Path, outside: Path, bad: dict[str, bool]) -> None:
    os.mkfifo(root / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(root)  # the address of a socket has room for some 100 bytes
        try:
            listening.bind("socket.md")
        finally:
            os.chdir(here)
    (root / "loop.md").symlink_to("loop.md")
    (root / "circle a.md").symlink_to("circle b.md")
    (root / "circle b.md").symlink_to("circle a.md")
    (root / "nowhere.md").symlink_to("no such file")
    (root / "endless.md").symlink_to("/dev/zero")
    (root / "memory.md").symlink_to("/proc/self/mem")
    outside.write_text(statute("OUT"), "utf-8")
    (root / "out.md").symlink_to(outside)
    (root / "folder out").symlink_to(outside.parent)
    (root / "a folder.md").mkdir()
    names = (
        "pipe.md", "socket.md", "loop.md", "circle a.md", "circle b.md", "nowhere.md", "endless.md",
        "memory.md", "out.md", "folder out",
    )  # fmt: skip
    bad |= dict.fromkeys(names, True)
    try:
        os.mknod(root / "device.md", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
        bad["device.md"] = True
    except PermissionError:
        pass  # only root makes devices; a link to one is there in any case
