"""What officers call the facts, conditions and figures of the law, in the language of the page."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.templatetags.portal import day
from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.formulas.units import LINES
from programmes.queries import words

#: A day as facts and results carry it in JSON.
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: What stands beside the result of a list.
LISTS = {
    "people": gettext_lazy("People on the list"),
    "people_listed": gettext_lazy("People on the list"),
    "people_granted": gettext_lazy("Of them meet every condition"),
}

#: What a claim to a month's premiums is about.
_FIRST_OF_MONTH = re.compile(r"(\d{4}-\d{2})-01")

#: Why a month is lifted: what a formula notes beside an amount is no fact and has no declaration.
REASONS = {
    "age": gettext_lazy("Paid years and age"),
    "spouse": gettext_lazy("Spouse draws too"),
}


def _named(kind: str, name: str) -> str:
    return words.said(words.declared()[kind].get(name)) or name


SOURCES = {
    "asked": gettext_lazy("asked from the applicant"),
    "register": gettext_lazy("from the register"),
    "computed": gettext_lazy("worked out by the portal"),
}


def scheme(name: str) -> str:
    """The programme's name."""
    declared = registry.declared(name)
    return words.said(declared.words) if declared and declared.words else name


def about(name: str, occasion: str) -> str:
    """A programme with what a round or claim of it is about; a month is told as one."""
    month = _FIRST_OF_MONTH.fullmatch(occasion)
    return f"{scheme(name)} {month[1] if month else occasion}".strip()


def schemes() -> list[tuple[str, str]]:
    """Everything that rule sets are written for, with its name: programmes and tables."""
    return [(name, scheme(name)) for name in (*registry.SCHEMES, *registry.TABLES)]


#: The same for what is put together before a reader is known.
LAZY_SCHEMES = {name: lazy(scheme, str)(name) for name in (*registry.SCHEMES, *registry.TABLES)}


def fact(name: str) -> str:
    """What a fact is called."""
    return str(LISTS[name]) if name in LISTS else _named("fact", name)


def source(code: str) -> str:
    """Where a fact comes from."""
    return str(SOURCES[code])


def condition(code: str) -> str:
    """What a condition is called."""
    return _named("condition", code)


def parameter(name: str) -> str:
    """What a figure of the law, or a column of a table of figures, is called."""
    return _named("parameter", name)


def row(name: str, columns: Mapping[str, str]) -> str:
    """One row of a table of figures as a sentence, its values already in words."""
    sentence = words.said(words.declared()["row"].get(name))
    if sentence:
        return sentence % columns
    return _(", ").join(_("%(name)s %(value)s") % {"name": parameter(n), "value": v} for n, v in columns.items())


def value(given: Any) -> str:
    """A fact or a figure as a reader wants it: yes and no, the word of a choice, a list with its words."""
    if given is None:
        return _("none")
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if isinstance(given, list | tuple):
        if not given:
            return _("none")
        return _(", ").join(value(each) for each in given)
    if isinstance(given, Mapping):
        return _("; ").join(_("%(name)s: %(value)s") % {"name": fact(n), "value": value(v)} for n, v in given.items())
    if isinstance(given, str) and _ISO_DAY.fullmatch(given):
        return day(date.fromisoformat(given))
    if not isinstance(given, str):
        return str(given)
    return str(REASONS[given]) if given in REASONS else _named("choice", given)


def how(figures: Mapping[str, Any]) -> str:
    """What an amount was reckoned from, as a reader wants it."""
    return _("; ").join(_("%(name)s: %(value)s") % {"name": _figure(n), "value": value(v)} for n, v in figures.items())


def _figure(name: str) -> str:
    found = fact(name)
    return found if found != name else parameter(name)


def period(name: str) -> str:
    """What an amount is for: a month, a stage, or what the claim is about."""
    name, _plus, appeal = name.partition("/+")
    if appeal:
        return _("%(period)s, difference after an appeal") % {"period": period(name)}
    stage = name.rpartition("stage-")[2]
    if name == "once":
        return _("once")
    line, _colon, month = name.rpartition("/")[2].partition(":")
    if line in LINES:
        return _("%(line)s, %(month)s") % {"line": words.said(LINES[line]), "month": month}
    return _("stage %(number)s") % {"number": stage} if "stage-" in name else name


def rules_name(label: str) -> str:
    """A version of rules such as unemployment_benefit@2025-07-01 in words: whose rules, and since when."""
    name, _at, since = label.partition("@")
    return _("%(scheme)s, in force from %(since)s") % {"scheme": scheme(name), "since": since}


def unit(name: str) -> str:
    """What a fact is counted in; nothing where it needs no unit."""
    return words.said(words.declared()["unit"].get(name))


def hint(name: str) -> str:
    """What helps to fill a fact in; nothing where nobody declared it."""
    return words.said(words.declared()["help"].get(name))


def in_language(entry: Mapping[str, Any], key: str) -> str:
    """The text of a rule set's entry under `key`, in English where the page is English and the entry has it."""
    if (get_language() or "").startswith("en") and entry.get(f"{key}_en"):
        return str(entry[f"{key}_en"])
    return str(entry.get(key, ""))


def basis(content: Mapping[str, Any], code: str) -> str:
    """The legal basis of a condition in the page's language."""
    return in_language(content.get("conditions", {}).get(code, {}), "basis")


def fault(found: Unassessable) -> str:
    """Why a case cannot be assessed, in the page's language."""
    named = {"fact": fact(found.field)}
    match found.code:
        case "missing":
            return _("%(fact)s is missing.") % named
        case "too_small":
            return _("%(fact)s is too small.") % named
        case "unknown_scheme":
            return _("There is no formula for this scheme.")
        case "born_later":
            return _("The date of birth lies after the day of assessment.")
        case "no_wage":
            return _("No minimum wage is on record for one of the benefit months. Check the day of registration.")
        case _:
            return _("%(fact)s is not of the right form.") % named
