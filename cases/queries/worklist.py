"""What waits for a post: the oldest clock first, a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.formulas.office_clock import Light
from cases.models import Claim
from cases.queries import claims as claims_query
from cases.queries import moves
from cases.states import ClaimState
from core import clock
from stations.models import posts_of
from stations.models.scope import scope_filter
from stations.states import Role

#: A count is not worth more than this: the page says "more than".
MOST = 1000


@dataclass(frozen=True)
class Queue:
    """A kind of work: the posts that do it, the states in which it waits."""

    kind: str
    label: str | Promise
    roles: tuple[str, ...]
    states: tuple[str, ...]


QUEUES = (
    Queue("claim_draft", _("Drafts to complete"), (Role.STATION,), (ClaimState.DRAFT,)),
    Queue("claim_correction", _("Corrections to bring in"), (Role.STATION,), (ClaimState.CORRECTION,)),
    Queue("claim_acceptance", _("Claims to accept"), (Role.ACCEPTANCE,), (ClaimState.SUBMITTED,)),
    Queue("claim_first_check", _("First checks"), (Role.FIRST_CHECK,), (ClaimState.ACCEPTED,)),
    Queue("claim_waiting", _("Waiting for outside facts"), (Role.FIRST_CHECK,), (ClaimState.PAUSED,)),
    Queue("claim_second_check", _("Second checks"), (Role.SECOND_CHECK,), (ClaimState.FIRST_CHECKED,)),
    Queue("claim_approval", _("Approvals"), (Role.APPROVER,), (ClaimState.APPROVAL,)),
    Queue("claim_suspended", _("Suspended payments"), (Role.SECOND_CHECK,), (ClaimState.SUSPENDED,)),
)
#: Here nobody acts who took the claim in or has voted on it.
CHECKED = ("claim_first_check", "claim_second_check", "claim_approval")


@dataclass(frozen=True)
class WorkRow:
    """One matter that waits: what, where to click, until when, since when, and what to do there."""

    kind: str
    title: str
    url: str
    due_on: date | None
    light: Light
    since: datetime | date | None
    action: str | Promise


@dataclass(frozen=True)
class Work:
    """A queue as the workbench shows it; `count` stops at MOST, `late` says how many of the rows shown are overdue."""

    kind: str
    label: str | Promise
    url: str
    count: int
    late: int
    rows: list[WorkRow]


def for_user(user: Any, limit: int = 25) -> list[Work]:
    """The queues of the posts that `user` holds today, each with its first `limit` matters; two queries a queue."""
    held = {post.role for post in posts_of(user)}
    return [_work(user, queue, limit) for queue in QUEUES if held & set(queue.roles)]


def _work(user: Any, queue: Queue, limit: int) -> Work:
    waiting = Claim.objects.filter(scope_filter(user, queue.roles), state__in=queue.states)
    if queue.kind in CHECKED:
        acted = Q(votes__actor=user, votes__void_at__isnull=True)
        waiting = waiting.exclude(created_by=user).exclude(pk__in=Claim.objects.filter(acted).values("pk"))
    order = F("due_on").asc(nulls_last=True)
    found = waiting.select_related("resident", "correction").order_by(order, "pk")[:limit]
    rows = [_row(queue.kind, claim) for claim in found]
    count = len(rows) if len(rows) < limit else waiting.order_by()[:MOST].count()
    late = sum(row.light == Light.RED for row in rows)
    return Work(queue.kind, queue.label, f"{reverse('cases:claim_list')}?state={queue.states[0]}", count, late, rows)


def _row(kind: str, claim: Claim) -> WorkRow:
    due_on, light = claim.due_on, claims_query.light_of(claim)
    if claim.state == ClaimState.CORRECTION:
        due_on = claim.correction.due_on
        light = Light.RED if due_on < clock.today() else Light.NONE
    return WorkRow(
        kind=kind,
        title=f"{claim.resident.name} {claim.number}",
        url=reverse("cases:claim_show", args=[claim.pk]),
        due_on=due_on,
        light=light,
        since=claim.accepted_on or claim.submitted_at or claim.created_at,
        action=moves.NEXT_LABELS[claim.state],
    )
