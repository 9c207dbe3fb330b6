"""Makes requests to operations of an OpenAPI document, within it and against it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings

EXAMPLES = int(os.environ.get("API_EXAMPLES", "3"))
"""How many requests are made up for each operation; `make faults` makes more."""


def ask(
    operation: Any, mode: schemathesis.GenerationMode, checks: Sequence[Callable[..., Any]]
) -> None:
    """Make requests to an operation; each response must pass the checks."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=EXAMPLES < 10,
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=list(checks))

    asked()
