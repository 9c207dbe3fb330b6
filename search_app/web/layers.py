"""Fixed words of the layers beside the answers: Union law, policy, bodies, positions, findings."""

from __future__ import annotations

from flask import Flask

from corpus.lists import closed_list
from corpus.policy import Obligation
from search_app.english import is_english_official
from search_app.union import Standing
from search_app.web.language import country_name
from search_app.web.site import knowledge
from search_app.wording import gettext


def force_words(force: str) -> str:
    """Return how strongly an obligation binds, in words."""
    return {
        "must": gettext("States must"),
        "must-consider": gettext("States must consider"),
        "may": gettext("States may"),
        "encouraged": gettext("States are encouraged"),
    }.get(force, force)


def past_force_words(force: str) -> str:
    """Return how strongly a rule bound that another one has replaced, in words."""
    return {
        "must": gettext("States had to"),
        "must-consider": gettext("States had to consider"),
        "may": gettext("States could"),
        "encouraged": gettext("States were encouraged"),
    }.get(force, force)


def force_of(obligation: Obligation, standing: Standing) -> str:
    """Return the force of an obligation, in the past when it was replaced."""
    past = standing == "replaced"
    return past_force_words(obligation.force) if past else force_words(obligation.force)


def text_kind(kind: str) -> str:
    """Return the kind of a policy text in words."""
    return {
        "resolution": gettext("Resolution"),
        "strategy": gettext("Strategy"),
        "report": gettext("Report"),
        "evaluation": gettext("Evaluation"),
        "plan": gettext("Action plan"),
        "bill": gettext("Bill or proposal"),
        "petition": gettext("Petition"),
        "conclusions": gettext("Conclusions"),
    }.get(kind, kind)


def text_status(status: str) -> str:
    """Return whether a policy text holds, in words."""
    return {
        "adopted": gettext("adopted"),
        "in-force": gettext("running"),
        "ended": gettext("ended"),
        "draft": gettext("draft"),
        "pending": gettext("pending"),
        "rejected": gettext("rejected"),
        "not-known": gettext("not known whether it still holds"),
    }.get(status, status)


def role_name(role: str) -> str:
    """Return what a body does, in words."""
    return {
        "rapporteur": gettext("national rapporteur"),
        "equivalent": gettext("mechanism equivalent to a rapporteur"),
        "coordinator": gettext("coordinator"),
        "network": gettext("network"),
        "platform": gettext("civil society platform"),
        "monitoring": gettext("international monitoring"),
    }.get(role, role)


def stance_name(stance: str) -> str:
    """Return the label of a position in words."""
    return {
        "equality-model": gettext("Equality model"),
        "decriminalisation": gettext("Decriminalisation"),
        "rights-based": gettext("Rights-based"),
        "none": gettext("No stance"),
    }.get(stance, stance)


def place_name(code: str) -> str:
    """Return the name of a jurisdiction, or of the Council of Europe."""
    if code == "coe":
        return gettext("Council of Europe")
    found = knowledge().jurisdictions.get(code)
    return country_name(found) if found else code


def act_short(instrument: str) -> str:
    """Return the short name of an instrument of the Union."""
    union = knowledge().jurisdictions.get("eu")
    acts = union.instruments if union else ()
    return next((a.short or a.title for a in acts if a.id == instrument), instrument)


def finding_kind(kind: str) -> str:
    """Return what is amiss with an entry, in words."""
    return {
        "empty": gettext("Not read"),
        "uncited": gettext("Without a citation or a reason"),
        "contradictory": gettext("Read in different ways"),
        "weak": gettext("Text not seen"),
        "stale": gettext("Text read is old"),
        "unknown-date": gettext("Date not known"),
        "unrendered": gettext("No English rendering"),
    }.get(kind, kind)


def finding_need(kind: str) -> str:
    """Return what would close a gap of a kind."""
    return {
        "empty": gettext("Somebody must read the law on this question."),
        "uncited": gettext("A provision, or the act and version that were searched."),
        "contradictory": gettext(
            "A judgment, an official commentary or a text that settles which reading is right."
        ),
        "weak": gettext("The official text of the provision, in the version in force."),
        "stale": gettext("A newer version of the text, or word that it has not changed since."),
        "unknown-date": gettext("The amending act or gazette that states the day."),
        "unrendered": gettext("An English rendering of the provision, made from its text."),
    }.get(kind, "")


def seen_name(seen: str) -> str:
    """Return what was seen of the transposition of a directive in words."""
    return gettext(closed_list("transposition-seen")[seen].label)


def basis_name(basis: str) -> str:
    """Return on what basis a rule answers an article of Union law in words."""
    return gettext(closed_list("counterpart-basis")[basis].label)


def item_kind(kind: str) -> str:
    """Return what an entry of a feed or calendar is, in words."""
    return {
        "in-force": gettext("event"),
        "adopted": gettext("adopted, not yet in force"),
        "pending": gettext("planned, not law"),
        "ended": gettext("ended"),
        "status": gettext("status in the comparison"),
        "text": gettext("newer text"),
        "transposition": gettext("deadline of Union law"),
        "commencement": gettext("commencement"),
        "review": gettext("to look at again"),
    }.get(kind, kind)


def register(app: Flask) -> None:
    """Give the words to the templates of an application as filters."""
    for function in (
        *(text_kind, text_status, role_name, stance_name, place_name, act_short),
        *(finding_kind, finding_need, seen_name, basis_name, item_kind),
    ):
        app.add_template_filter(function)
    app.add_template_global(force_of)
    app.add_template_test(is_english_official, "english_law")
