"""What every JSON of a page says of itself: the release that it was made from, and the licence."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import Field, create_model

from search_app.contract.base import Data
from search_app.release import LICENCE, LICENCE_URL

_KEYS: dict[str, Any] = {
    "release": (str, Field(description="The release that it was made from, with its day.")),
    "licence": (str, Field(description="The licence of the data.")),
    "licence_url": (str, Field(description="Address of the licence.")),
}


@cache
def released(model: type[Data]) -> type[Data]:
    """Return the model of a whole response: that of its data, and release and licence.

    A key that the data have of their own stays as it is.
    """
    more = {name: field for name, field in _KEYS.items() if name not in model.model_fields}
    if not more:
        return model
    told: type[Data] = create_model(
        model.__name__, __base__=model, __module__=model.__module__, __doc__=model.__doc__, **more
    )
    return told


def release_keys(model: type[Data], release: str) -> dict[str, str]:
    """Return the keys that `released` adds to the data of a model, with their values."""
    values = {"release": release, "licence": LICENCE, "licence_url": LICENCE_URL}
    return {name: value for name, value in values.items() if name not in model.model_fields}
