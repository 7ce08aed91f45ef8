"""The read side of the audit: what auditors may see of it, and how far it is sealed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse

from core import clock
from core.models import AuditEntry, AuditSeal
from portal.queries.audit_words import WORDS
from stations.queries import posts_of, scope_filter
from stations.states import Role

READERS = (Role.AUDITOR, Role.AUDIT_ADMIN)
CHECKED = "audit.checked"

#: Where the thing itself is shown, by the kind that the entry names.
PAGES = {
    "cases.claim": "cases:claim_show",
    "cases.resident": "cases:resident_show",
    "cases.changerequest": "cases:change_show",
    "enterprises.enterprise": "enterprises:enterprise_show",
    "enterprises.insuranceimport": "enterprises:insurance_show",
    "jobs.course": "jobs:course_show",
    "jobs.event": "jobs:event_show",
    "payouts.batch": "payouts:batch_show",
    "programmes.ruleset": "programmes:ruleset_show",
}


@dataclass(frozen=True)
class Seal:
    """How far the chain reaches, and what the last check of it said."""

    last: AuditSeal | None
    unsealed: int
    checked: AuditEntry | None

    @property
    def whole(self) -> bool | None:
        """What the last check found; None where there was none."""
        return self.checked.data.get("breaches") == 0 if self.checked else None


def entries_for(user: Any) -> QuerySet[AuditEntry]:
    """The entries of the regions that `user` audits; those of no region belong to auditors of the whole region."""
    scope = scope_filter(user, READERS)
    if any(post.role in READERS and len(post.scope_prefix) == 2 for post in posts_of(user)):
        scope |= Q(region_code="")
    return AuditEntry.objects.filter(scope).select_related("actor")


def filtered(
    entries: QuerySet[AuditEntry],
    *,
    verb: str = "",
    actor: str = "",
    subject: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEntry]:
    """`entries` narrowed: the act in words or its first part, the person, `kind:key` of the thing, days in Hohhot."""
    if verb:
        entries = entries.filter(Q(verb__startswith=verb) | Q(verb__in=verbs_called(verb)))
    if actor:
        entries = entries.filter(Q(actor__username__iexact=actor) | Q(actor__name=actor))
    if subject:
        kind, _, key = subject.partition(":")
        entries = entries.filter(subject_type=kind, **({"subject_id": key} if key else {}))
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    return entries


def verbs_called(words: str) -> list[str]:
    """The acts whose word in the reader's language holds `words`."""
    return [verb for verb, word in WORDS.items() if words.casefold() in str(word).casefold()]


def subject_url(entry: AuditEntry) -> str:
    """The page of the thing, "" where it has none."""
    return reverse(PAGES[entry.subject_type], args=[entry.subject_id]) if entry.subject_type in PAGES else ""


def seal_state() -> Seal:
    """The newest seal, how many entries came after it, and the newest check of the chain."""
    last = AuditSeal.objects.order_by("-last_id").first()
    newest = AuditEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    checked = AuditEntry.objects.filter(verb=CHECKED).select_related("actor").order_by("-pk").first()
    return Seal(last, newest - last.last_id if last else newest, checked)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.BEIJING)
