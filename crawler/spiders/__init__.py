"""One tiny module per source, which names its spider; found here by the name of the source."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from crawler.spider import SourceSpider


def spider_class(source: str) -> type[SourceSpider]:
    """Return the spider of a source.

    Raises:
        KeyError: there is none.
    """
    for module in iter_modules(__path__):
        found = getattr(import_module(f"{__name__}.{module.name}"), "Spider", None)
        if isinstance(found, type) and issubclass(found, SourceSpider) and found.name == source:
            return found
    raise KeyError(f"no module of {__name__} names the source '{source}'")
