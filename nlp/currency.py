"""Puts the currency of a country into its penalties: francs were not everywhere French ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from corpus.penalty import Penalty, Scale
from corpus.texts import ProvisionTags

_S = TypeVar("_S", bound=Scale)


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
