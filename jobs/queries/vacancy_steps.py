"""The steps of a vacancy as a reader meets them: a button's words, the page behind it, what has happened."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import AuditEntry
from jobs.models import Vacancy
from jobs.policies import vacancies as policies
from jobs.states.vacancies import VacancyState

LABELS: dict[str, Any] = {
    "publish": pgettext_lazy("vacancy", "Publish"),
    "submit": _("Send to the bureau"),
    "decide": _("Publish or refuse"),
    "renew": _("Give it a new last day"),
    "fill": _("Everybody is found"),
    "reopen": _("Show it again"),
    "amend": _("Change the vacancy"),
    "close": _("Withdraw the vacancy"),
}
DONE: dict[str, Any] = {
    "vacancy.logged": pgettext_lazy("vacancy", "Logged"),
    "vacancy.edited": pgettext_lazy("vacancy", "Changed"),
    "vacancy.published": pgettext_lazy("vacancy", "Published"),
    "vacancy.submitted": pgettext_lazy("vacancy", "Sent to the bureau"),
    "vacancy.refused": pgettext_lazy("vacancy", "Not published"),
    "vacancy.renewed": pgettext_lazy("vacancy", "Given a new last day"),
    "vacancy.filled": pgettext_lazy("vacancy", "Filled"),
    "vacancy.closed": pgettext_lazy("vacancy", "Withdrawn"),
    "vacancy.reopened": pgettext_lazy("vacancy", "Shown again"),
}
PAGES = {"amend": "jobs:vacancy_edit"}
FIRST = ("decide", "publish", "renew", "reopen", "amend")


def buttons(user: Any, vacancy: Vacancy, clean: bool) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The step that comes next, and the others; `clean`: the check finds nothing."""
    verbs = policies.open_steps(user, vacancy)
    if vacancy.state == VacancyState.DRAFT:
        verbs = [verb for verb in verbs if verb != ("submit" if clean else "publish")]
    if policies.can_judge(user, vacancy):
        verbs = ["decide", *verbs]
    first = next((verb for verb in FIRST if verb in verbs and (verb != "renew" or vacancy.over)), None)
    if vacancy.state == VacancyState.DRAFT and not clean:
        first = "amend" if "amend" in verbs else first
    elif vacancy.state == VacancyState.PUBLISHED and first == "amend":
        first = None  # it runs: nothing has to be done
    told = [{"verb": verb, "label": LABELS[verb], "url": _page(verb, vacancy), "plain": verb == "publish"} for verb in verbs]
    return next((each for each in told if each["verb"] == first), None), [each for each in told if each["verb"] != first]


def events(entries: list[AuditEntry]) -> list[dict[str, Any]]:
    """Audit entries as a timeline."""
    return [
        {"at": each.at, "what": DONE.get(each.verb, each.verb), "who": each.actor, "note": each.data.get("reason", "")}
        for each in entries
    ]


def _page(verb: str, vacancy: Vacancy) -> str:
    return reverse(PAGES.get(verb, f"jobs:vacancy_{verb}"), args=[vacancy.pk])
