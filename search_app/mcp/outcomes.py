"""What every tool returns: an outcome, the reason for one without data, and the release."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, Protocol, TypeVar, cast

from pydantic import Field

from search_app.contract.base import Data

OutcomeId = Literal["found", "grounded-none", "not-read", "not-held", "bad-question"]


class ToolResult(Data):
    """What all tools return."""

    outcome: OutcomeId = Field(
        description="`found`: here it is. `grounded-none`: the texts named were searched and have"
        " no such rule. `not-read`: nobody has read the law on this, or not of that day; say that"
        " it is not known. `not-held`: there is such a text or law, but no copy here."
        " `bad-question`: something requested does not exist; `allowed` names what does."
    )
    why: str = Field("", description="The reason, in a sentence; empty for `found`.")
    allowed: tuple[str, ...] = Field(
        (), description="For `bad-question`: values that can be given, the nearest first."
    )
    release: str = Field(description="The release of the data; cite it.")


class WithoutResultError(Exception):
    """A tool has no data to return; `outcome` and the message say why."""

    def __init__(self, outcome: OutcomeId, why: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(why)
        self.outcome = outcome
        self.allowed = tuple(allowed)


class HasRelease(Protocol):
    """A group of tools, which knows the release of its data."""

    @property
    def release(self) -> str:
        """The release."""


_Tools = TypeVar("_Tools", bound=HasRelease)
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result", bound=ToolResult)
_Tool = Callable[Concatenate[_Tools, _Given], _Result]


def tool(
    model: type[_Result],
) -> Callable[[_Tool[_Tools, _Given, _Result]], _Tool[_Tools, _Given, _Result]]:
    """Return a decorator for a tool that returns `model`: `WithoutResultError` becomes one too."""

    def decorated(function: _Tool[_Tools, _Given, _Result]) -> _Tool[_Tools, _Given, _Result]:
        @wraps(function)
        def call(tools: _Tools, *args: _Given.args, **kwargs: _Given.kwargs) -> _Result:
            try:
                return function(tools, *args, **kwargs)
            except WithoutResultError as error:
                return model(
                    outcome=error.outcome,
                    why=str(error),
                    allowed=error.allowed,
                    release=tools.release,
                )

        return cast(_Tool[_Tools, _Given, _Result], call)

    return decorated
