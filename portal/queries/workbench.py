"""The workbench: every queue of a person's posts counted in one statement, the oldest clocks shown by one more."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cases.formulas.office_clock import light
from core import clock
from core.pages import Page, keyset
from portal.queries.case_queues import QUEUES as CASE_QUEUES
from portal.queries.job_queues import QUEUES as JOB_QUEUES
from portal.queries.other_queues import QUEUES as OTHER_QUEUES
from portal.queries.queues import Queue
from portal.queries.recovery_queues import QUEUES as RECOVERY_QUEUES
from portal.queries.round_queues import QUEUES as ROUND_QUEUES
from portal.queries.unit_queues import QUEUES as UNIT_QUEUES
from portal.queries.visit_queues import QUEUES as VISIT_QUEUES
from stations.queries import posts_of

QUEUES: tuple[Queue, ...] = (
    *CASE_QUEUES,
    *ROUND_QUEUES,
    *UNIT_QUEUES,
    *JOB_QUEUES,
    *VISIT_QUEUES,
    *RECOVERY_QUEUES,
    *OTHER_QUEUES,
)
BY_CODE = {queue.code: queue for queue in QUEUES}
SHOWN = 25


@dataclass(frozen=True)
class Counter:
    """One of the reader's queues, how much is in it, how much of that is late."""

    queue: Queue
    number: int
    late: int
    current: bool


@dataclass(frozen=True)
class Waiting:
    """One row of the workbench."""

    queue: Queue
    url: str
    title: str
    subject: Any
    amount: Decimal | None
    state: str
    state_label: Any
    since: datetime | None
    due_on: date | None
    light: str


def queues_of(user: Any) -> tuple[Queue, ...]:
    """The queues of the posts that `user` holds today, in the order of a claim's way."""
    roles = {post.role for post in posts_of(user)}
    return tuple(queue for queue in QUEUES if roles & set(queue.roles))


def counters(user: Any, current: str = "") -> list[Counter]:
    """How much waits in each of `user`'s queues; one statement, however many queues there are."""
    queues = queues_of(user)
    if not queues:
        return []
    first, *others = (queue.counted(user, clock.today()) for queue in queues)
    rows = first.union(*others, all=True) if others else first
    found = {code: (number, late) for code, number, late in rows}
    return [Counter(queue, *found.get(queue.code, (0, 0)), current=queue.code == current) for queue in queues]


def oldest(user: Any) -> list[Waiting]:
    """The rows of all of `user`'s queues whose clocks end first; one statement. Rows without a clock come by age."""
    queues = queues_of(user)
    if not queues:
        return []
    first, *others = (queue.told(user).order_by("w_due_on", "w_since")[:SHOWN] for queue in queues)
    rows = first.union(*others, all=True).order_by("w_due_on", "w_since")[:SHOWN] if others else first
    return [_waiting(row) for row in rows]


def in_queue(user: Any, code: str, request: HttpRequest) -> Page | None:
    """One queue page by page, oldest clock first, then oldest row; None where `user` has no such queue."""
    queue = next((queue for queue in queues_of(user) if queue.code == code), None)
    if queue is None:
        return None
    page = keyset(queue.told(user), request, order=("w_due_on", "w_since", "pk"), size=SHOWN)
    return Page([_waiting(row) for row in page.rows], page.next, page.previous, page.size)


def _waiting(row: dict[str, Any]) -> Waiting:
    queue = BY_CODE[row["w_queue"]]
    state = row["w_state"]
    return Waiting(
        queue=queue,
        url=reverse(queue.page, args=[row["w_target"]]),
        title=row["w_title"],
        subject=queue.subjects.get(row["w_subject"], row["w_subject"]),
        amount=Decimal(row["w_note"]) if row["w_note"] else None,
        state=state,
        state_label=queue.states(state).label if queue.states and state else "",
        since=row["w_since"],
        due_on=row["w_due_on"],
        light=light(
            today=clock.today(),
            blue_on=row["w_blue_on"],
            yellow_on=row["w_yellow_on"],
            due_on=row["w_due_on"],
            paused=row["w_paused_on"] is not None,
        ).value,
    )
