"""All page families, in the order of the reference."""

from __future__ import annotations

from typing import Any

from search_app.web.about import ABOUT
from search_app.web.accuracy import ACCURACY
from search_app.web.answer import ANSWER
from search_app.web.beside import BESIDE
from search_app.web.bodies import BODIES
from search_app.web.briefing import BRIEFING
from search_app.web.changes import CHANGES
from search_app.web.checking import CHECK
from search_app.web.comparing import COMPARISON
from search_app.web.contact import CONTACT, CORRECTIONS
from search_app.web.country import COUNTRY
from search_app.web.counts import COUNT
from search_app.web.coverage import COVERAGE
from search_app.web.deadlines import DEADLINES
from search_app.web.editions import EDITIONS
from search_app.web.embedding import EMBED
from search_app.web.facts import CODEBOOK, FAMILIES
from search_app.web.family import PageFamily
from search_app.web.home import HOME
from search_app.web.method import METHOD
from search_app.web.policy import POLICY, POLICY_TEXT
from search_app.web.positions import POSITIONS
from search_app.web.provision import PROVISION
from search_app.web.searching import SEARCH
from search_app.web.suggesting import SUGGEST
from search_app.web.timeline import TIMELINE
from search_app.web.union import OBLIGATION, UNION
from search_app.web.unknown import UNKNOWN

_BEFORE: tuple[PageFamily[Any], ...] = (
    *(HOME, SEARCH, SUGGEST, COMPARISON, TIMELINE, COUNTRY, ANSWER, PROVISION, UNION, OBLIGATION),
    BESIDE,
    *(POLICY, POLICY_TEXT, BODIES, POSITIONS, CHANGES, DEADLINES, UNKNOWN, COVERAGE),
    CODEBOOK,
)
PAGE_FAMILIES: tuple[PageFamily[Any], ...] = (
    *_BEFORE,
    *FAMILIES.values(),
    *(METHOD, ABOUT, ACCURACY, EDITIONS),
    *(COUNT, EMBED),
    *(CONTACT, CORRECTIONS),
    *(CHECK, BRIEFING),
)
