"""Currencies: signs and codes that mean the same everywhere, and those that depend on the country.

The former stand in `currencies.yaml`. The latter are replaced in penalties once the country is
known: not all francs were French.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, TypeVar

from pydantic import Field

from corpus.penalty import Penalty, Scale, Strict
from corpus.texts import ProvisionTags
from nlp.files import read_model
from nlp.tagger.lexicon import TAGGER

_S = TypeVar("_S", bound=Scale)
_Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]


class _Everywhere(Strict):
    signs: dict[str, _Code]
    codes: tuple[_Code, ...]


@cache
def everywhere() -> dict[str, str]:
    """Return the currency (ISO 4217) of each sign, and of each code in lower case.

    Raises:
        LexiconError: `currencies.yaml` is broken.
    """
    found = read_model(TAGGER / "currencies.yaml", _Everywhere)
    return found.signs | {code.lower(): code for code in found.codes}


def localised(found: ProvisionTags, codes: Mapping[str, str]) -> ProvisionTags:
    """Return the tags with every currency that `codes` names replaced (ISO 4217 codes)."""
    if found.penalty is None or not codes:
        return found
    others = tuple(_replaced(scale, codes) for scale in found.penalty.others)
    penalty: Penalty = _replaced(found.penalty, codes).model_copy(update={"others": others})
    return found.model_copy(update={"penalty": penalty})


def _replaced(scale: _S, codes: Mapping[str, str]) -> _S:
    code = codes.get(scale.fine.currency or "") if scale.fine else None
    if scale.fine is None or code is None:
        return scale
    fine = scale.fine.model_copy(update={"currency": code})
    return scale.model_copy(update={"fine": fine})
