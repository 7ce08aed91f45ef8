"""Releasing: the second finance person lets a sealed batch go, less what may not be paid any more; or cancels it."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.money import ZERO
from core.policies import Refused, require
from ledger.models import Journal
from ledger.services import journal
from payouts import policies
from payouts.models import Batch, Line
from payouts.services import ready, screening, sealing
from payouts.states import BATCH, Hold, Standing
from stations.models import User

_WITHDRAW = """
UPDATE payouts_line l SET standing = 2, hold_reason = gone.reason
FROM unnest(%s::bigint[], %s::int[]) AS gone (id, reason) WHERE l.id = gone.id
"""
#: Of the lines taken out now, what this batch's own sealing had booked (a second try was booked with the first).
_BOOKED = """
SELECT coalesce(sum(l.amount), 0) FROM payouts_line l WHERE l.id = ANY (%s) AND NOT EXISTS (
    SELECT FROM payouts_line p LEFT JOIN payouts_result r ON r.line_id = p.id LEFT JOIN payouts_return t ON t.line_id = p.id
    WHERE p.instalment_id = l.instalment_id AND p.attempt = l.attempt - 1 AND (r.outcome = 2 OR t.line_id IS NOT NULL))
"""


@transaction.atomic
def release(*, batch_id: int, actor: User, seen_digest: str | None = None) -> Batch:
    """The batch may be sent: released by a second person, its seal proved, screened once more.

    Lines that may not be paid any more (the person died, the claim was suspended, the account changed) are taken out,
    the rest is sealed anew and released: the pay day goes on and only less money moves. A batch of which nothing is left
    is cancelled instead. `seen_digest`: what the person had on the screen; another one is Refused.
    """
    batch = _admitted(batch_id, actor)
    if seen_digest is not None and seen_digest != batch.control_digest:
        raise Refused(_("The batch was sealed anew since you looked. Look again, then release."), code="seal_moved")
    return _let_go([batch], actor)[0]


@transaction.atomic
def release_together(*, batch_ids: Sequence[int], actor: User) -> list[Batch]:
    """Each of these batches of one month is as `release` leaves it, or none is touched: one refusal refuses them all."""
    return _let_go([_admitted(pk, actor) for pk in sorted(batch_ids)], actor)


def _admitted(batch_id: int, actor: User) -> Batch:
    batch = Batch.objects.locked(pk=batch_id)
    require(batch.made_by_id != actor.pk, _("You made this batch: another person releases it."))
    require(policies.can_release(actor, batch), _("Only a finance checker of the league releases."))
    BATCH.after("release", batch.state)
    return batch


def _let_go(batches: list[Batch], actor: User) -> list[Batch]:
    for batch in batches:
        ready.make(batch)
    changed = screening.changed_since_sealing(batches)
    for batch in batches:
        take_out(batch, changed[batch.pk], actor)
        if batch.state == "cancelled":
            continue
        batch.move("release")
        batch.released_by, batch.released_at = actor, clock.now()
        batch.save(update_fields=["state", "released_by", "released_at"])
        audit.record(actor, "batch.released", batch, lines=batch.line_count, total=str(batch.total), digest=batch.control_digest)
    return batches


def take_out(batch: Batch, changed: list[tuple[int, int]], actor: User) -> None:
    """The changed lines are out of the sealed batch, the books follow, the rest is sealed anew; nothing left: cancelled."""
    if not changed:
        return
    ids, reasons = screening.numbered(changed)
    if len(ids) == batch.line_count:
        _cancel(batch, actor, _("Nothing of it may be paid any more."))
        return
    with connection.cursor() as cursor:
        cursor.execute(_BOOKED, [ids])
        booked = cursor.fetchone()[0]
        cursor.execute(_WITHDRAW, [ids, reasons])
    sealing.seal(batch)
    ready.make(batch)
    if booked != ZERO:
        journal.post(
            key=f"{batch.number}:withdrawn:{batch.seal_no}",
            on=clock.today(),
            memo=gettext_lazy("Taken out before release"),
            fund=batch.fund,
            league=batch.league_code,
            batch_number=batch.number,
            postings=[("payable", booked), ("expense", -booked)],
        )
    audit.record(
        actor,
        "batch.resealed",
        batch,
        taken_out=len(ids),
        reasons=sorted(set(reasons)),
        total=str(batch.total),
        digest=batch.control_digest,
    )


@transaction.atomic
def cancel(*, batch_id: int, actor: User, reason: str) -> Batch:
    """The sealed batch will never be sent; its instalments are due again. Needs a reason."""
    batch = Batch.objects.locked(pk=batch_id)
    require(policies.can_cancel(actor, batch), _("Only finance people of the league cancel a batch."))
    if not reason.strip():
        raise Refused(_("Say why the batch is cancelled."), field="reason")
    _cancel(batch, actor, reason.strip())
    return batch


def _cancel(batch: Batch, actor: User, reason: str) -> None:
    ready.forget(batch)
    batch.move("cancel")
    batch.cancelled_by, batch.cancelled_at, batch.cancel_reason = actor, clock.now(), reason
    batch.save(update_fields=["state", "cancelled_by", "cancelled_at", "cancel_reason"])
    _unbook(batch)
    audit.record(actor, "batch.cancelled", batch, reason=reason)


def _unbook(batch: Batch) -> None:
    """What the sealing booked, less what was taken out since, leaves the books."""
    legs = Journal.objects.filter(batch_number=batch.number, postings__account__kind="expense")
    booked = sum(legs.values_list("postings__amount", flat=True), ZERO)
    if booked != ZERO:
        journal.post(
            key=f"{batch.number}:cancelled",
            on=clock.today(),
            memo=gettext_lazy("Batch cancelled before release"),
            fund=batch.fund,
            league=batch.league_code,
            batch_number=batch.number,
            postings=[("payable", booked), ("expense", -booked)],
        )


def would_change(batch: Batch) -> list[dict[str, object]]:
    """What a release now would take out: lines with their reasons, for the page that asks for the decision."""
    reasons = dict(screening.changed_since_sealing([batch])[batch.pk])
    lines = Line.objects.filter(pk__in=reasons, standing=Standing.SEALED).select_related("batch").order_by("line_no")
    return [{"line": line, "label": Hold(reasons[line.pk]).label} for line in lines]
