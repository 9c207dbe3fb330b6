"""Finds every regular expression of a package: those of modules, and those written in functions."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

from corpus.language import PRIMARY
from corpus.numbers import grammar

LOCALS = {"ordinal": "er|re|o", "number": "2", "chapter": "6", "divisions": "Kapitel|Teil"}
"""What stands for the words that a function puts into its expression."""
_CALLS = {"compile", "sub", "subn", "split", "search", "match", "fullmatch", "findall", "finditer"}


def modules(package: str) -> Iterator[ModuleType]:
    """Import and yield the modules of a package."""
    home = importlib.import_module(package)
    for info in pkgutil.walk_packages(home.__path__, f"{package}."):
        yield importlib.import_module(info.name)


def patterns(package: str) -> dict[str, re.Pattern[str]]:
    """Return the expressions of a package on text, by module and name or line."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules(package):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[f"{module.__name__}.{name}"] = value
        for line, pattern in _written(module):
            found[f"{module.__name__}:{line}"] = pattern
    return found


def heading_patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Return the expressions for headings and for citations, each once."""
    rules = [grammar(country) for country in (*PRIMARY, "xx")]
    headings = {p.pattern: p for rule in rules for p in (*rule.headings, rule.divisions)}
    citations = {p.pattern: p for rule in rules for p in rule.citations}
    return {"headings": tuple(headings.values()), "citations": tuple(citations.values())}


def _written(module: ModuleType) -> Iterator[tuple[int, re.Pattern[str]]]:
    """Expressions that stand in a call; what a function puts into one is a sample of it."""
    tree = ast.parse(inspect.getsource(module))
    named = {node.value.lineno for node in tree.body if isinstance(node, ast.Assign)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _CALLS
        ):
            text = _text(node.args[0], module)
            if isinstance(text, str) and node.lineno not in named:
                yield node.lineno, re.compile(text)


def _text(node: ast.expr, module: ModuleType) -> str | bytes | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            name = part.value.id if isinstance(part.value, ast.Name) else ""
            parts.append(str(vars(module).get(name, LOCALS.get(name, "3"))))
    return "".join(parts)
