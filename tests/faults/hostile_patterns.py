"""Finds the regular expressions of a package, how each is used, and strings that are hard for each.

Expressions are found in the source: those that a module holds under a name, and those written where
they are used. For each, the strings are made from its own parse: what leads to a repetition, then
what it repeats, many times, then something that does not match.
"""

from __future__ import annotations

import ast
import re
import re._constants as sre
import re._parser as parser
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

FUNCTIONS = frozenset(
    {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
)
_ANCHORED = frozenset({"match", "fullmatch"})
_PLAIN = (
    " ",
    "\n",
    "\t",
    "\u00a0",
    "a",
    "A",
    "1",
    "-",
    ".",
    "_",
    "(",
    ")",
    "[",
    "<",
    "/",
    '"',
    "«",
)
_ENDS = ("", "\0", "\n!")
_ANY = "a1 .-(</Zé"


@dataclass(frozen=True)
class Used:
    """An expression, where it stands, and by which methods it is used."""

    where: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]

    @property
    def anchored(self) -> bool:
        """Whether it is only ever tried at the start of a text."""
        return self.methods <= _ANCHORED

    def run(self, text: str) -> None:
        """Try it as the program does."""
        given = text if isinstance(self.pattern.pattern, str) else text.encode()
        if "match" in self.methods:
            self.pattern.match(given)
        if "fullmatch" in self.methods:
            self.pattern.fullmatch(given)
        if not self.anchored:
            self.pattern.sub(given[:0], given)


def patterns(package: str) -> list[Used]:
    """Return every expression of a package.

    Raises:
        AssertionError: one is written in a way that cannot be found out here.
    """
    home = Path(import_module(package).__path__[0])
    # by file, as the folders of sources are no packages that pkgutil would walk
    paths = sorted(path.relative_to(home.parent).with_suffix("") for path in home.rglob("*.py"))
    names = [".".join(path.parts).removesuffix(".__init__") for path in paths]
    found = [used for name in names for used in _of_module(import_module(name))]
    methods: dict[tuple[re.Pattern[Any], str], set[str]] = {}
    for where, pattern, method in found:
        methods.setdefault((pattern, where), set()).add(method)
    return [
        Used(where, pattern, frozenset(used))
        for (pattern, where), used in sorted(methods.items(), key=lambda each: each[0][1])
    ]


def _of_module(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any], str]]:
    file = str(module.__file__)
    with open(file, encoding="utf-8") as source:  # noqa: PTH123
        tree = ast.parse(source.read())
    held = {name: each for name, each in vars(module).items() if isinstance(each, re.Pattern)}
    used: set[str] = set()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, method = node.func.value, node.func.attr
        if not isinstance(owner, ast.Name):
            continue
        if owner.id in held and method in FUNCTIONS:
            used.add(owner.id)
            yield f"{module.__name__}.{owner.id}", held[owner.id], method
        elif owner.id == "re" and method in FUNCTIONS | {"compile"}:
            where = f"{module.__name__}:{node.lineno}"
            if _is_top(node, tree):
                continue
            yield where, re.compile(_written(node.args[0], module), _flags(node, module)), method
    for name in set(held) - used:
        yield f"{module.__name__}.{name}", held[name], "sub"
    for name, each in vars(module).items():
        if isinstance(each, dict):
            for key, value in each.items():
                if isinstance(value, re.Pattern):
                    yield f"{module.__name__}.{name}[{key}]", value, "sub"


def _flags(node: ast.Call, module: ModuleType) -> int:
    """Return the flags of a call, which stand in it as `flags=` or as its last argument."""
    given = [k.value for k in node.keywords if k.arg == "flags"] or node.args[-1:]
    written = ast.unparse(given[0])
    # `re.IGNORECASE`, `re.M | re.S`
    flags = re.fullmatch(r"re\.[A-Z]+(?: \| re\.[A-Z]+)*", written)
    return int(eval(written, vars(module))) if flags else 0  # noqa: S307


def _is_top(node: ast.Call, tree: ast.Module) -> bool:
    """Whether a call makes a constant of the module, which is found under its name."""
    return any(isinstance(each, ast.Assign) and each.value is node for each in tree.body)


def _written(node: ast.expr, module: ModuleType) -> str | bytes:
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(_value(part, module)) if isinstance(part, ast.FormattedValue) else part.value
            for part in node.values
            if isinstance(part, (ast.FormattedValue, ast.Constant))
        )
    value = _value(node, module, "")
    assert value, f"{module.__name__}:{node.lineno}: the expression cannot be found out"
    assert isinstance(value, (str, bytes))
    return value


def _value(node: ast.expr, module: ModuleType, default: str = "1") -> Any:
    inner = node.value if isinstance(node, ast.FormattedValue) else node
    try:
        return eval(ast.unparse(inner), vars(module))  # noqa: S307
    except NameError:
        return default


def hostile(used: Used) -> Iterator[tuple[str, str, str]]:
    """Yield strings as (before, repeated, after)."""
    text = used.pattern.pattern
    flags = used.pattern.flags & ~re.UNICODE if isinstance(text, bytes) else used.pattern.flags
    seen: dict[tuple[str, str], None] = {("", each): None for each in _PLAIN}
    for before, unit in _repeats(parser.parse(text, flags), ""):
        seen[before, unit] = None
        seen["", before + unit] = None
        if len(before) > 1:
            seen[before[-1], unit] = None
    for whole in _samples(parser.parse(text, flags)):
        for part in (whole, whole[:-1]):
            if part:
                seen["", part] = None
    for before, unit in seen:
        if unit:
            for after in _ENDS:
                yield before, unit, after


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield each unbounded repetition with what leads to it."""
    for kind, value in tree:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, inner = value
            if most > 20:
                for unit in _units(inner):
                    yield before, unit
            yield from _repeats(inner, before)
        elif kind is sre.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif kind is sre.ATOMIC_GROUP:
            yield from _repeats(value, before)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], before)
        before += _sample([(kind, value)])


def _units(inner: Any) -> list[str]:
    """Return what a repetition may repeat: several characters where it is a class."""
    units = [_sample(inner)]
    if len(inner) == 1 and inner[0][0] in (sre.IN, sre.NOT_LITERAL, sre.ANY):
        units += [c for c in _ANY if re.fullmatch(r"(?s).", c) and _fits(inner[0], c)]
    return units


def _fits(item: Any, character: str) -> bool:
    kind, value = item
    if kind is sre.ANY:
        return True
    if kind is sre.NOT_LITERAL:
        return ord(character) != value
    members = [each for each in value if each[0] is not sre.NEGATE]
    inside = any(_member(each, character) for each in members)
    return inside != (value[0][0] is sre.NEGATE)


def _member(item: Any, character: str) -> bool:
    kind, value = item
    if kind is sre.LITERAL:
        return ord(character) == value
    if kind is sre.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    tests = {
        sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
        sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    return bool(re.fullmatch(tests[value], character))


def _sample(tree: Any) -> str:
    """Return a short string that an expression matches, look-arounds left aside."""
    said = ""
    for kind, value in tree:
        if kind is sre.LITERAL:
            said += chr(value)
        elif kind in (sre.IN, sre.NOT_LITERAL, sre.ANY):
            said += next((c for c in _ANY if _fits((kind, value), c)), "") or _first(value)
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            said += _sample(value[2]) * max(1 if value[1] > 20 else 0, value[0])
        elif kind is sre.SUBPATTERN:
            said += _sample(value[3])
        elif kind is sre.ATOMIC_GROUP:
            said += _sample(value)
        elif kind is sre.BRANCH:
            said += _sample(value[1][0])
    return said


def _samples(tree: Any) -> list[str]:
    """Return a short string for each alternative of an expression as a whole."""
    if len(tree) == 1 and tree[0][0] is sre.BRANCH:
        return [_sample(branch) for branch in tree[0][1][1]]
    return [_sample(tree)]


def _first(members: Any) -> str:
    for kind, value in members:
        if kind is sre.LITERAL:
            return chr(value)
        if kind is sre.RANGE:
            return chr(value[0])
    return " "
