"""Read one file of the bank: every line applied, passed over or excepted, in one transaction; or the whole file refused."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.policies import Refused, require
from payouts.bankfiles.answers import columns, open_answer
from payouts.bankfiles.layout import FAILED, PAID, PENDING, RETURNED, AnswerHead, FileRefused
from payouts.models import Answer, BankException, Batch
from payouts.services.answers import booking, table
from payouts.services.answers.judging import APPLIED, NO_NEWS, Verdict, judge
from payouts.services.answers.sentences import refusal
from payouts.states import ExceptionKind
from stations.models import User
from stations.policies import holds
from stations.states import FINANCE_ROLES

#: The money of these batches is on its way or in doubt: their answer waits until that is settled.
WAITING_STATES = ("sending", "doubtful")
MANY = "150000"
#: A day farther away than this is a slip of the bank, and would stand in the books for ever.
FARTHEST_DAYS = 400
#: So many lines may stand in a file beside those of our batches, each of which can be paid and returned in one file.
STRANGERS = 1000

_BATCHES = "SELECT id FROM payouts_batch WHERE number IN (SELECT DISTINCT number FROM payouts_said) ORDER BY id"


@dataclass(frozen=True)
class Reading:
    """What came of a file: `already` says that it was taken in before and nothing was changed now."""

    answer: Answer
    already: bool


class Waits(Refused):
    """The answer is sound, but its batch is not settled yet: the same file may be read again later."""


def read(*, path: Path, actor: User, name: str = "") -> Reading:
    """The bank's word in the file `path` is in the books, or the file was taken in before and changes nothing.

    Refused whole, with what and where, when it is cut off, does not add up or speaks of a batch that nobody knows;
    Waits while its batch is being sent or doubtful. What is unclear about single lines becomes a BankException each.
    """
    require(actor is not None and actor.pk is not None, _("No actor means no."))
    name = name or path.name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        try:
            return _read(file=file, name=name, digest=digest, actor=actor)
        except FileRefused as error:
            raise refusal(name, error) from error


@transaction.atomic
def _read(*, file: BinaryIO, name: str, digest: str, actor: User) -> Reading:
    reader = open_answer(file)
    now = clock.now()
    answer, new = _answer(digest, reader.head.kind, name, now, actor)
    if not new:
        return Reading(answer, already=True)
    distinct = table.fill(columns(reader))
    head = reader.head
    only = _named_batch(head)
    batches = _locked_batches(only)
    _require_settled(batches, actor)
    _require_sane(sum(head.counts.values()), sum(batch.line_count for batch in batches))
    answer.batch, answer.on_day = only, head.day
    leagues = {batch.region_code for batch in batches}
    answer.region_code = leagues.pop() if len(leagues) == 1 else MANY
    verdicts = judge(
        answer=answer, only=only.number if only else "", batches=[batch.pk for batch in batches], distinct=distinct,
        returns=head.counts[RETURNED] > 0, at=now,
    )  # fmt: skip
    if only is not None and not sum(head.counts.values()):
        _except_group(answer, only, head, now)
    assert head.day is not None  # noqa: S101 - every reader refuses a file without a day
    if abs((head.day - clock.day_of(now)).days) > FARTHEST_DAYS:
        raise FileRefused("day", "line 1")
    booking.book(answer=answer, batches=batches, verdicts=verdicts, on=head.day, actor=actor)
    _count(answer, verdicts)
    answer.save()
    audit.record(
        actor, "answer.read", answer, file_hash=digest, kind=answer.kind, lines=answer.lines, paid=answer.paid,
        failed=answer.failed, pending=answer.pending, returned=answer.returned, exceptions=answer.excepted,
    )  # fmt: skip
    return Reading(answer, already=False)


def _answer(digest: str, kind: str, name: str, now: datetime, actor: User) -> tuple[Answer, bool]:
    """The row of this file; a second reader of the same bytes waits here until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO payouts_answer (file_hash, kind, name, region_code, received_at, received_by_id,
                lines, paid, failed, pending, returned, repeated, excepted)
            VALUES (%s, %s, %s, %s, %s, %s, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT (file_hash) DO NOTHING
            """,
            [digest, kind, name[:200], MANY, now, actor.pk],
        )
        new = cursor.rowcount == 1
    return Answer.objects.get(file_hash=digest), new


def _named_batch(head: AnswerHead) -> Batch | None:
    """The batch that the file says it is about; a statement names none."""
    if not head.batch:
        return None
    batch = Batch.objects.filter(number=head.batch).first()
    if batch is None:
        raise Refused(
            _("There is no batch %(number)s: the file is refused whole.") % {"number": head.batch}, code="unknown_batch"
        )
    return batch


def _locked_batches(only: Batch | None) -> list[Batch]:
    """Every batch that the file speaks of, locked in one order, so that two files never wait for each other in a circle."""
    with connection.cursor() as cursor:
        cursor.execute(_BATCHES)
        numbers = {row[0] for row in cursor.fetchall()}
    if only is not None:
        numbers.add(only.pk)
    return list(Batch.objects.filter(pk__in=numbers).order_by("pk").select_for_update(of=("self",), no_key=True))


def _require_settled(batches: list[Batch], actor: User) -> None:
    for batch in batches:
        may = actor.is_machine or holds(actor, *FINANCE_ROLES, region_code=batch.region_code)
        require(may, _("The file speaks of batches outside your region: have it read by somebody over all of them."))
        if batch.state in WAITING_STATES:
            raise Waits(
                _("Batch %(number)s is %(state)s: settle that first, the answer can be read afterwards.")
                % {"number": batch.number, "state": batch.get_state_display()},
                code="waits",
            )


def _require_sane(lines: int, ours: int) -> None:
    """A file of strangers' lines is refused whole: each of them would be an exception for two people."""
    if lines > 2 * ours + STRANGERS:
        raise FileRefused("strangers", says=lines, is_=ours)


def _except_group(answer: Answer, batch: Batch, head: AnswerHead, now: datetime) -> None:
    """The bank spoke of the whole batch and of no line: a person must ask what it means."""
    BankException.objects.create(
        answer=answer, row_no=0, kind=ExceptionKind.GROUP_ONLY, key=batch.number, batch=batch, region_code=batch.region_code,
        said="", reason_code=head.group_status, on_day=head.day or clock.day_of(now), found_at=now,
    )  # fmt: skip
    answer.excepted += 1


def _count(answer: Answer, verdicts: list[Verdict]) -> None:
    fields = {PAID: "paid", FAILED: "failed", PENDING: "pending", RETURNED: "returned"}
    for verdict in verdicts:
        answer.lines += verdict.count
        field = fields[verdict.status] if verdict.verdict == APPLIED else "repeated" if verdict.verdict == NO_NEWS else "excepted"
        setattr(answer, field, getattr(answer, field) + verdict.count)
