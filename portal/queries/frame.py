"""What stands around every page: the entries for the reader's posts, her preferences, the day."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import clock
from portal.queries import drafts
from stations.queries import posts_of
from stations.states import CASE_ROLES, FINANCE_ROLES, Role

LARGE_TEXT = "large_text"
#: The entry under which every page of the labour market lies.
LABOUR = "portal:labour_show"

DESK = (Role.STATION, Role.ACCEPTANCE)
CHECKERS = (Role.FIRST_CHECK, Role.SECOND_CHECK, Role.APPROVER)
DATA = (Role.RULES_PUBLISHER, Role.SECURITY_ADMIN)

#: Where each post goes from the top bar: the page, the word, the posts that see it (none: everybody).
ENTRIES: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("portal:workbench", _("Workbench"), ()),
    ("cases:resident_list", _("Residents"), CASE_ROLES),
    ("enterprises:enterprise_list", _("Units"), CASE_ROLES),
    ("cases:claim_list", _("Claims"), CASE_ROLES),
    (LABOUR, _("Work and people"), (*CASE_ROLES, Role.READER)),
    ("cases:appeal_list", _("Appeals"), CASE_ROLES),
    ("cases:screening_list", _("Without application"), CASE_ROLES),
    ("cases:publicity_make", _("Publicity"), CASE_ROLES),
    ("cases:change_list", _("Change requests"), CASE_ROLES),
    ("payouts:recovery_list", _("Recoveries"), (*CHECKERS, *FINANCE_ROLES, Role.AUDITOR)),
    ("payouts:batch_list", _("Batches"), (*FINANCE_ROLES, Role.AUDITOR)),
    ("payouts:exception_list", _("Bank exceptions"), (*FINANCE_ROLES, Role.AUDITOR)),
    ("payouts:budget_list", _("Budgets"), (*FINANCE_ROLES, Role.AUDITOR)),
    ("ledger:journal_list", _("Ledger"), (*FINANCE_ROLES, Role.AUDITOR)),
    ("portal:figures_list", _("Figures of programmes"), (*CASE_ROLES, *FINANCE_ROLES, Role.READER)),
    ("programmes:ruleset_list", _("Rules"), ()),
    ("stations:station_list", _("Stations"), ()),
    ("notices:notice_list", _("Notices"), ()),
    ("notices:message_list", _("Text messages"), (*CASE_ROLES, Role.SECURITY_ADMIN)),
    ("portal:audit_list", _("Audit"), (Role.AUDITOR, Role.AUDIT_ADMIN)),
    ("admin:index", _("Administration"), (Role.SECURITY_ADMIN,)),
)

#: The entry under which the pages about a thing lie, by the noun of their name, where that is not an entry of its own.
UNDER = {
    **dict.fromkeys(("cases:hire", "cases:import", "cases:registration", "payouts:resident"), "cases:resident_list"),
    **dict.fromkeys(("cases:attachment", "cases:delivery", "cases:listed"), "cases:claim_list"),
    **dict.fromkeys(("cases:exclusion", "cases:sampled", "cases:screened"), "cases:screening_list"),
    **dict.fromkeys(("cases:rerating", "cases:rule"), "programmes:ruleset_list"),
    **dict.fromkeys(
        ("programmes:holiday", "programmes:measure", "programmes:unsure", "programmes:wageclass"), "programmes:ruleset_list"
    ),
    **dict.fromkeys(("payouts:entry", "payouts:repayment"), "payouts:recovery_list"),
    **dict.fromkeys(
        ("payouts:answer", "payouts:collection", "payouts:doubt", "payouts:line", "payouts:reconciliation"), "payouts:batch_list"
    ),
    "cases:objection": "cases:publicity_make",
    "portal:stationmonth": "stations:station_list",
    "portal:stationfigures": "portal:figures_list",
}
#: Every other page of these apps lies under one entry.
WHOLE = {"enterprises": "enterprises:enterprise_list", "jobs": LABOUR}

#: The reader's own pages, in the menu under her name.
OWN: tuple[tuple[str, Any], ...] = (
    ("portal:preference_edit", _("Preferences")),
    ("stations:account_show", _("My account")),
    ("stations:account_password", _("Change password")),
)

NAMES = {"zh-hans": "中文", "en": "English"}


class Entry(NamedTuple):
    """A link of the frame."""

    url: str
    label: Any
    current: bool


class Language(NamedTuple):
    """A language under its own name."""

    code: str
    name: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, worked out only where a page shows it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    posts = posts_of(user)
    roles = {post.role for post in posts}
    entries = [(name, label) for name, label, only in ENTRIES if not only or roles & set(only)] if posts else []
    own = OWN if user is not None and user.is_authenticated else ()
    code = "en" if (get_language() or "").startswith("zh") else "zh-hans"
    return {
        "nav": list(_links(request, entries)),
        "own": list(_links(request, own)),
        "posts": [{"role": post.get_role_display(), "place": str(post.station or post.region)} for post in posts],
        "large_text": large_text(request),
        "other_language": Language(code, NAMES[code]),
        "today": clock.today(),
        "draft_mark": drafts.mark(request),
        "demo": settings.PORTAL_DEMO,
    }


def large_text(request: HttpRequest) -> bool:
    """Whether the reader asked for large text, for good or for this session."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return bool(user.large_text)
    return bool(request.session.get(LARGE_TEXT)) if hasattr(request, "session") else False


def _links(request: HttpRequest, entries: Any) -> Iterator[Entry]:
    match = request.resolver_match
    here = match.view_name if match else ""
    noun = here.split("_")[0]
    here = UNDER.get(noun) or WHOLE.get(here.split(":")[0], here)
    noun = here.split("_")[0] + "_" if "_" in here else here
    for name, label in entries:
        yield Entry(reverse(name), label, bool(here) and (name == here or name.startswith(noun)))
