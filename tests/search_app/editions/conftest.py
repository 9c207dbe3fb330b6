"""An edition of two states, made once."""

from __future__ import annotations

import dataclasses

import pytest

from corpus.library import Knowledge, packaged_knowledge
from search_app.editions.edition import Edition, make_edition


@pytest.fixture(scope="session")
def two_states() -> Knowledge:
    """The packaged knowledge, of Sweden, Luxembourg and the Union only."""
    known = packaged_knowledge()
    kept = ("se", "lu", "eu")
    return dataclasses.replace(
        known,
        jurisdictions={code: j for code, j in known.jurisdictions.items() if code in kept},
        coded={code: state for code, state in known.coded.items() if code in kept},
    )


@pytest.fixture(scope="session")
def edition(two_states: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An edition of two states and the Union."""
    return make_edition(two_states, tmp_path_factory.mktemp("releases"))
