"""Words of the macros that show coded records: closed lists, dates, fields, penalties."""

from __future__ import annotations

from flask import Flask

from corpus.lists import closed_list
from search_app import penalty_words, wording
from search_app.records.dates import Beginning
from search_app.web import site
from search_app.wording import gettext


def listed_as(value: object, name: str) -> str:
    """Return the printed word for a value of a closed list."""
    return penalty_words.label(name, value)


def all_listed_as(values: tuple[object, ...], name: str) -> str:
    """Return the printed words for several values of a closed list, as a list of the language."""
    return penalty_words.listed([penalty_words.label(name, value) for value in values])


def since_words(beginning: Beginning) -> str:
    """Return a beginning in words; one that is not known says so, and from when it is known."""
    if beginning.day:
        return gettext("since %(since)s", since=wording.partial_date(beginning.day))
    if beginning.known_from:
        day = wording.partial_date(beginning.known_from)
        return gettext("beginning not known; known from %(day)s", day=day)
    return gettext("beginning not known")


def field_words(path: str) -> str:
    """Return the name of a field of a record, or of a part of it (`penalties.basic.min`)."""
    names = {
        "from": gettext("beginning"),
        "until": gettext("end"),
        "liable": gettext("who is liable"),
        "conduct": gettext("conduct"),
        "payment": gettext("payment"),
        "person": gettext("about whom"),
        "offender": gettext("who can commit it"),
        "remote": gettext("acts at a distance"),
        "means": gettext("means"),
        "minors_without_means": gettext("minors without means"),
        "reach": gettext("where"),
        "circumstances": gettext("circumstances"),
        "exceptions": gettext("exceptions"),
        "sanction": gettext("sanction"),
        "grade": gettext("class of offence"),
        "fault": gettext("fault"),
        "penalties": gettext("penalty"),
        "exemptions": gettext("who goes unpunished"),
        "attempt": gettext("attempt"),
        "abroad": gettext("acts abroad"),
        "subsidiary_to": gettext("graver law first"),
        "basis": gettext("basis"),
        "lawful": gettext("lawful business"),
        "elements": gettext("rules"),
        "form": gettext("form"),
        "names_victims": gettext("names victims of trafficking"),
        "acts": gettext("for which acts"),
        "conditions": gettext("conditions"),
        "open_to": gettext("open to"),
        "others_open_to": gettext("for others, open to"),
        "harm_gate": gettext("harm asked for"),
        "harm_time": gettext("length of the harm"),
        "offence_gate": gettext("for which offences"),
        "trafficking_named": gettext("trafficking named"),
        "pays": gettext("what is paid"),
        "cap": gettext("at most"),
        "deadline": gettext("deadline"),
        "must_report": gettext("report to the police needed"),
        "offender_first": gettext("the offender must be claimed against first"),
        "authority": gettext("authority"),
        "reflection": gettext("reflection period"),
        "permit": gettext("residence permit"),
        "lacks": gettext("looked for and not found"),
        "right": gettext("strength of the right"),
        "persons": gettext("for whom"),
        "nationality": gettext("nationality or stay"),
        "contents": gettext("what help"),
        "shelter": gettext("shelter"),
        "gate": gettext("what help depends on"),
        "starts": gettext("begins with"),
        "exit": gettext("exit programme"),
        "language": gettext("language"),
        "interpretation": gettext("interpretation"),
        "translation": gettext("translation"),
        "free": gettext("free of charge"),
        "stages": gettext("stages"),
        "duty": gettext("duty on demand"),
        "plans": gettext("plans"),
        "body": gettext("body"),
        "designated_by": gettext("designated"),
        "mandate_until": gettext("mandate until"),
        "independent": gettext("independent"),
        "duty_to_report": gettext("duty to report"),
        "reports_to": gettext("reports to"),
        "every": gettext("every"),
        "reports": gettext("reports seen"),
        "min": gettext("minimum"),
        "max": gettext("maximum"),
        "fine": gettext("fine"),
        "age": gettext("the age"),
        "act": gettext("the act"),
    }
    cases = closed_list("case")
    words = [
        names.get(part) or (gettext(cases[part].label) if part in cases else part)
        for part in path.split(".")
    ]
    return ", ".join(words)


def finding_field(field: str) -> str:
    """Return the name of a fact that a finding is about, as `penalty basic: prison to`."""
    names = {
        "relation": gettext("relation of fine and imprisonment"),
        "prison from": gettext("shortest imprisonment"),
        "prison to": gettext("longest imprisonment"),
        "fine": gettext("kind of fine"),
        "fine from": gettext("lowest fine"),
        "fine to": gettext("highest fine"),
        "relative": gettext("scale told by another"),
        "level": gettext("level of punishment"),
        "groups": gettext("which exploited persons"),
        "territory": gettext("where the rule applies"),
        "places": gettext("in which places"),
        "burden": gettext("burden of proof"),
        "words": gettext("worded for buyers"),
    }
    head, _, bound = field.partition(": ")
    if bound in names and head.startswith("penalty "):
        case = spaced(head.removeprefix("penalty "))
        return gettext("%(what)s (%(case)s)", what=names[bound], case=case)
    if field.startswith("absence in "):
        return gettext("nothing found in %(act)s", act=field.removeprefix("absence in "))
    return names.get(field) or field_words(field)


def spaced(code: str) -> str:
    """Return a code that is not on a closed list as words: `against-nationals`."""
    return code.replace("-", " ")


def register(app: Flask) -> None:
    """Give the words to the templates of an application as filters."""
    for function in (listed_as, all_listed_as, since_words, field_words, finding_field, spaced):
        app.add_template_filter(function)
    app.add_template_global(site.agreement, "agreement_of")
    app.add_template_filter(penalty_words.line, "penalty_line")
    app.add_template_filter(penalty_words.money, "money")
    app.add_template_filter(penalty_words.case, "penalty_case")
    app.add_template_filter(penalty_words.fine, "fine_words")
    app.add_template_filter(penalty_words.term, "term_words")
    app.add_template_filter(penalty_words.imprisonment, "imprisonment_words")
    app.add_template_filter(penalty_words.listed, "listed")
