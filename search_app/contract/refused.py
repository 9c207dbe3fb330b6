"""The refusal of a parameter, in one or two sentences."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from search_app.wording import gettext

MOST_SHOWN = 30
"""So many allowed values are named; of a longer list the first ones."""


class RefusedError(Exception):
    """A parameter that the site does not know; the message names it, its value and those allowed.

    Args:
        parameter: the name of the parameter.
        value: what was given.
        reason: why it cannot be, without a full stop.
        allowed: what it can be, where there is a closed list.
    """

    def __init__(
        self, parameter: str, value: str, reason: str, allowed: Collection[str] = ()
    ) -> None:
        sentence = gettext(
            "The parameter “%(parameter)s” cannot be “%(value)s”: %(reason)s.",
            parameter=parameter,
            value=value[:80],
            reason=reason,
        )
        super().__init__(f"{sentence} {_choices(allowed)}".rstrip())
        self.parameter = parameter
        self.allowed = tuple(allowed)


def _choices(allowed: Collection[str]) -> str:
    shown = ", ".join(islice(allowed, MOST_SHOWN))
    if not shown:
        return ""
    if len(allowed) > MOST_SHOWN:
        more = len(allowed) - MOST_SHOWN
        return gettext("It can be: %(shown)s and %(more)s more.", shown=shown, more=more)
    return gettext("It can be: %(shown)s.", shown=shown)
