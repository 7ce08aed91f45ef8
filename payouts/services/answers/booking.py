"""What an answer means for the batches and the books: figures, states, one journal an answer and batch."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.money import ZERO
from ledger.services import journal
from payouts.models import Answer, Batch
from payouts.services.answers.judging import APPLIED, Verdict
from stations.models import User

Sums = dict[str, tuple[int, Decimal]]


def book(*, answer: Answer, batches: list[Batch], verdicts: list[Verdict], on: date, actor: User) -> None:
    """Batch figures, batch states, journals and audit say what was applied; `batches` are locked."""
    applied: dict[int, Sums] = defaultdict(dict)
    for verdict in verdicts:
        if verdict.verdict == APPLIED and verdict.batch_id is not None:
            applied[verdict.batch_id][verdict.status] = (verdict.count, verdict.amount)
    for batch in batches:
        if batch.state in ("sent", "answered", "closed"):
            _one(answer, batch, applied.get(batch.pk, {}), on, actor)


def _one(answer: Answer, batch: Batch, sums: Sums, on: date, actor: User) -> None:
    (paid, paid_total), (failed, failed_total), (returned, returned_total) = (sums.get(status, (0, ZERO)) for status in "SFR")
    batch.paid_count += paid
    batch.paid_total += paid_total
    batch.failed_count += failed
    batch.failed_total += failed_total
    batch.returned_count += returned
    batch.returned_total += returned_total
    settle_state(batch)
    batch.save(
        update_fields=[
            "state", "closed_at", "paid_count", "paid_total", "failed_count", "failed_total", "returned_count", "returned_total",
        ]
    )  # fmt: skip
    mark = answer.file_hash[:12]
    clear(f"{batch.number}:answer:{mark}", batch, on, gettext_lazy("Answered by the bank"), paid_total, failed_total)
    bring_back(f"{batch.number}:return:{mark}", batch, on, gettext_lazy("Returned by the bank"), returned_total)
    audit.record(
        actor, "batch.answered", batch, answer=answer.pk, state=batch.state, paid=paid, failed=failed, returned=returned,
        paid_total=str(paid_total), failed_total=str(failed_total), returned_total=str(returned_total),
    )  # fmt: skip


def settle_state(batch: Batch) -> None:
    """A batch is closed once every line has its word, and answered before that."""
    if batch.state == "closed":
        return
    if batch.open_count == 0:
        batch.move("close")
        batch.closed_at = clock.now()
    else:
        batch.move("answer")


def clear(key: str, batch: Batch, on: date, memo: str | Promise, paid: Decimal, failed: Decimal) -> None:
    """In the books, what was in transit has left the bank (`paid`) or is owed again (`failed`)."""
    _post(key, batch, on, memo, [("clearing", paid + failed), ("bank", -paid), ("payable", -failed)])


def bring_back(key: str, batch: Batch, on: date, memo: str | Promise, amount: Decimal) -> None:
    """In the books, money that had left is at the bank again and is owed again."""
    _post(key, batch, on, memo, [("bank", amount), ("payable", -amount)])


def arrived_after_all(key: str, batch: Batch, on: date, memo: str | Promise, amount: Decimal, owed_as: str) -> None:
    """In the books, what was owed again has been paid: `owed_as` is payable, or expense where the try was never booked."""
    _post(key, batch, on, memo, [(owed_as, amount), ("bank", -amount)])


def _post(key: str, batch: Batch, on: date, memo: str | Promise, legs: list[tuple[str, Decimal]]) -> None:
    legs = [leg for leg in legs if leg[1] != ZERO]
    if legs:
        journal.post(
            key=key, on=on, memo=memo, fund=batch.fund, league=batch.league_code, batch_number=batch.number, postings=legs
        )
