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
from programmes.queries import words

#: A day as facts and results carry it in JSON.
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

SCHEMES = {
    "unemployment_benefit": gettext_lazy("Unemployment benefit"),
    "minimum_wage": gettext_lazy("Minimum wage"),
}

FACTS = {
    "contribution_months": gettext_lazy("Months of unemployment premiums paid"),
    "separation": gettext_lazy("How the employment ended"),
    "registered_on": gettext_lazy("Registered as unemployed on"),
    "seeking_work": gettext_lazy("Is seeking work"),
    "sex": gettext_lazy("Sex"),
    "born_on": gettext_lazy("Born on"),
    "spouse_drawing": gettext_lazy("Spouse draws unemployment benefit too"),
    "unused_months": gettext_lazy("Unused months of an earlier entitlement"),
}

CHOICES = {
    "contract_ended": gettext_lazy("Labour contract ended"),
    "dismissed": gettext_lazy("Dismissed by the employer"),
    "agreed_on_employer_proposal": gettext_lazy("Agreed ending, proposed by the employer"),
    "left_for_employer_fault": gettext_lazy("Left for the employer's fault"),
    "removed_by_public_body": gettext_lazy("Dismissed or removed by a public body"),
    "resigned": gettext_lazy("Resigned"),
    "male": gettext_lazy("Male"),
    "female": gettext_lazy("Female"),
    "multiply": gettext_lazy("Times one plus the rate"),
    "add_points": gettext_lazy("Percentage points of the minimum wage"),
    "spouse_alone": gettext_lazy("A couple drawing at once needs no paid years"),
    "years_with_either": gettext_lazy("Paid years are needed for couples too"),
    "none": gettext_lazy("No certification"),
    "self_monthly": gettext_lazy("Each month by the recipient"),
    "data": gettext_lazy("By data comparison"),
    "age": gettext_lazy("Paid years and age"),
    "spouse": gettext_lazy("Spouse draws too"),
}

CONDITIONS = {
    "contribution_months": gettext_lazy("Premiums paid for at least a year"),
    "involuntary": gettext_lazy("Work ended not by the person's own will"),
    "registered_and_seeking": gettext_lazy("Registered as unemployed and seeking work"),
}

PARAMETERS = {
    "least_contribution_months": gettext_lazy("Least months of premiums"),
    "involuntary_separations": gettext_lazy("Endings that count as involuntary"),
    "duration": gettext_lazy("Months of benefit by months paid"),
    "duration_ceiling": gettext_lazy("Most months, unused ones included"),
    "wage_class": gettext_lazy("Class of the minimum wage that is the base"),
    "percent_bands": gettext_lazy("Share of the minimum wage by benefit month"),
    "uplift": gettext_lazy("Uplift"),
    "uplift_mode": gettext_lazy("How the uplift is reckoned"),
    "uplift_reading": gettext_lazy("Who gets the uplift as a couple"),
    "uplift_contribution_months": gettext_lazy("Months paid for the uplift"),
    "uplift_age_man": gettext_lazy("Age for the uplift, men"),
    "uplift_age_woman": gettext_lazy("Age for the uplift, women"),
    "rerate_on_wage_change": gettext_lazy("Running cases follow a new minimum wage"),
    "certification": gettext_lazy("Monthly certification"),
    "decision_working_days": gettext_lazy("Working days to decide a claim"),
    "correction_notice_working_days": gettext_lazy("Working days to tell what is missing"),
    "correction_working_days": gettext_lazy("Working days to correct"),
    "duty_to_tell_working_days": gettext_lazy("Working days to report a change"),
    "approval_limit": gettext_lazy("Total above which an approver decides"),
    "class_1_month": gettext_lazy("Class 1, yuan a month"),
    "class_2_month": gettext_lazy("Class 2, yuan a month"),
    "class_3_month": gettext_lazy("Class 3, yuan a month"),
    "class_1_hour": gettext_lazy("Class 1, yuan an hour"),
    "class_2_hour": gettext_lazy("Class 2, yuan an hour"),
    "class_3_hour": gettext_lazy("Class 3, yuan an hour"),
    "months_paid": gettext_lazy("from months paid"),
    "months": gettext_lazy("months of benefit"),
    "from_month": gettext_lazy("from benefit month"),
    "percent": gettext_lazy("share"),
}

ROWS = {
    "duration": gettext_lazy("%(months_paid)s months paid or more: %(months)s months of benefit"),
    "percent_bands": gettext_lazy("from benefit month %(from_month)s on: %(percent)s"),
}


def _named(kind: str, name: str, others: Mapping[str, Any]) -> str:
    found = words.declared()[kind].get(name)
    return words.said(found) if found else str(others.get(name, name))


SOURCES = {
    "asked": gettext_lazy("asked from the applicant"),
    "register": gettext_lazy("from the register"),
    "computed": gettext_lazy("worked out by the portal"),
}


def scheme(name: str) -> str:
    """The programme's name."""
    declared = registry.declared(name)
    return words.said(declared.words) if declared and declared.words else str(SCHEMES.get(name, name))


def schemes() -> list[tuple[str, str]]:
    """Everything that rule sets are written for, with its name: programmes and tables."""
    return [(name, scheme(name)) for name in (*registry.SCHEMES, *registry.TABLES)]


#: The same for what is put together before a reader is known.
LAZY_SCHEMES = {name: lazy(scheme, str)(name) for name in (*registry.SCHEMES, *registry.TABLES)}


def fact(name: str) -> str:
    """What a fact is called."""
    return _named("fact", name, FACTS)


def source(code: str) -> str:
    """Where a fact comes from."""
    return str(SOURCES[code])


def condition(code: str) -> str:
    """What a condition is called."""
    return _named("condition", code, CONDITIONS)


def parameter(name: str) -> str:
    """What a figure of the law, or a column of a table of figures, is called."""
    return _named("parameter", name, PARAMETERS)


def row(name: str, columns: Mapping[str, str]) -> str:
    """One row of a table of figures as a sentence, its values already in words."""
    if name in ROWS:
        return str(ROWS[name]) % columns
    return _(", ").join(_("%(name)s %(value)s") % {"name": parameter(n), "value": v} for n, v in columns.items())


def value(given: Any) -> str:
    """A fact or a figure as a reader wants it: yes and no, the word of a choice, a list with its words."""
    if given is None:
        return _("none")
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if isinstance(given, list | tuple):
        return _(", ").join(value(each) for each in given)
    if isinstance(given, Mapping):
        return _("; ").join(_("%(name)s: %(value)s") % {"name": fact(n), "value": value(v)} for n, v in given.items())
    if isinstance(given, str) and _ISO_DAY.fullmatch(given):
        return day(date.fromisoformat(given))
    return _named("choice", given, CHOICES) if isinstance(given, str) else str(given)


def how(figures: Mapping[str, Any]) -> str:
    """What an amount was reckoned from, as a reader wants it."""
    return _("; ").join(_("%(name)s: %(value)s") % {"name": _figure(n), "value": value(v)} for n, v in figures.items())


def _figure(name: str) -> str:
    found = fact(name)
    return found if found != name else parameter(name)


def period(name: str) -> str:
    """What an amount is for: a month, a stage, or what the claim is about."""
    stage = name.rpartition("stage-")[2]
    if name == "once":
        return _("once")
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
