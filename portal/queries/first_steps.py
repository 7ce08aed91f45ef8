"""What a post begins by itself: people who come to the desk, the month that finance collects, the pages of the others."""

from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import clock
from payouts.policies import collectable_leagues
from payouts.queries.due import uncollected
from stations.queries import posts_of
from stations.states import FINANCE_ROLES, Role

DESK = (Role.STATION, Role.ACCEPTANCE)

#: Page, word, sign, and the posts that begin there.
STEPS: tuple[tuple[str, Any, str, tuple[str, ...]], ...] = (
    ("cases:resident_log", _("Log a resident"), "person-plus", DESK),
    ("cases:resident_list", _("Find a resident, begin a claim"), "search", DESK),
    ("jobs:vacancy_log", _("Log a vacancy"), "briefcase", (Role.STATION,)),
    ("payouts:reconciliation_show", _("Today's tie-out"), "check2-square", (*FINANCE_ROLES, Role.AUDITOR)),
    ("portal:audit_list", _("Audit"), "journal-text", (Role.AUDITOR, Role.AUDIT_ADMIN)),
    ("programmes:ruleset_list", _("Rules"), "book", (Role.RULES_PUBLISHER,)),
    ("admin:index", _("Administration"), "people", (Role.SECURITY_ADMIN,)),
)


class FirstStep(NamedTuple):
    """A button at the top of the workbench."""

    url: str
    label: Any
    sign: str


class DueMonth(NamedTuple):
    """A month whose money waits to be collected, and the names of the leagues."""

    month: date
    leagues: list[str]


def buttons(user: Any) -> list[FirstStep]:
    """Where the posts of `user` begin, the most used first."""
    roles = {post.role for post in posts_of(user)}
    return [FirstStep(reverse(name), label, sign) for name, label, sign, only in STEPS if roles & set(only)]


def due_month(user: Any) -> DueMonth | None:
    """This month, where `user` collects and nobody has yet; no statement for anybody else."""
    if not any(post.role == Role.FINANCE_MAKER for post in posts_of(user)):
        return None
    names = {league.code: league.name for league in collectable_leagues(user)}
    month = clock.this_month()
    waiting = uncollected(list(names), month) if names else []
    return DueMonth(month, [names[code] for code in waiting]) if waiting else None
