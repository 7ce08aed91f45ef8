"""What makes a debt smaller: money in, an instalment set off, an amount written off; one person enters it, another confirms."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.money import ZERO
from core.policies import Refused, require
from ledger.services import journal
from payouts import policies
from payouts.models import Recovery, RecoveryEntry
from payouts.queries import recoveries
from payouts.states import OWED_STATES, EntryKind
from stations.models import User


@transaction.atomic
def enter(
    *,
    recovery_id: int,
    actor: User,
    kind: str,
    reference: str,
    on: date,
    amount: Decimal = ZERO,
    instalment_id: int | None = None,
) -> RecoveryEntry:
    """The entry waits for a second person; an instalment that is to be set off is held back from now on.

    `reference` is the bank's number of the money in, otherwise what it rests on. A set-off takes a whole instalment that
    no batch has; its `amount` is the instalment's.
    """
    kind = EntryKind(kind)
    found: Recovery = Recovery.objects.visible_to(actor).locked(pk=recovery_id)
    require(policies.can_enter(actor, kind, found), _("Your post does not carry this step."))
    if found.state not in OWED_STATES:
        raise Refused(_("Nothing is owed in this recovery now."), code="wrong_state")
    if not reference.strip():
        raise Refused(_("Write down what it rests on."), field="reference")
    if on > clock.today():
        raise Refused(_("The day cannot lie in the future."), field="on")
    owed = found.amount - recoveries.pledged(found)
    if kind == EntryKind.SET_OFF:
        _hold_collecting(found.league_code)
        instalment = recoveries.can_be_set_off(found, owed).filter(pk=instalment_id or 0).first()
        if instalment is None:
            raise Refused(_("This instalment is on its way, is set off already, or is more than is owed."), field="instalment")
        amount = instalment.amount
    if not ZERO < amount <= owed:
        raise Refused(_("At most %(owed)s is still owed.") % {"owed": f"{owed:,.2f}"}, field="amount")
    try:
        with transaction.atomic():
            entry = RecoveryEntry.objects.create(
                recovery=found, kind=kind, amount=amount, on=on, reference=" ".join(reference.split()),
                instalment_id=instalment_id if kind == EntryKind.SET_OFF else None, proposed_by=actor, proposed_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("This money was entered already."), field="reference") from error
    audit.record(actor, "recovery.entered", found, kind=kind.value, amount=str(amount), entry=entry.pk)
    return entry


@transaction.atomic
def confirm(*, entry_id: int, actor: User) -> RecoveryEntry:
    """The entry counts and stands in the books; with the last yuan the recovery is closed."""
    entry, found = _locked(entry_id, actor)
    require(entry.proposed_by_id != actor.pk, _("You entered it: another person confirms it."))
    require(policies.can_confirm_entry(actor, entry), _("Your post does not carry this step."))
    if entry.instalment is not None:
        if entry.instalment.month > clock.today():
            raise Refused(_("The month of this instalment has not begun: it is set off then."))
        if entry.instalment.cancelled_on is not None:
            raise Refused(_("The instalment was cancelled meanwhile: take the set-off back."))
    entry.confirmed_by, entry.confirmed_at = actor, clock.now()
    entry.save(update_fields=["confirmed_by", "confirmed_at"])
    _book(found, entry)
    audit.record(actor, "recovery.confirmed", found, kind=entry.kind, amount=str(entry.amount), entry=entry.pk)
    if recoveries.settled(found) == found.amount:
        _close(found, actor)
    return entry


@transaction.atomic
def take_back(*, entry_id: int, actor: User) -> RecoveryEntry:
    """The entry does not count; an instalment that it held back is collected next time."""
    entry, found = _locked(entry_id, actor)
    require(policies.can_take_back_entry(actor, entry), _("Your post does not carry this step."))
    entry.withdrawn_by, entry.withdrawn_at = actor, clock.now()
    entry.save(update_fields=["withdrawn_by", "withdrawn_at"])
    audit.record(actor, "recovery.taken_back", found, kind=entry.kind, amount=str(entry.amount), entry=entry.pk)
    return entry


def _locked(entry_id: int, actor: User) -> tuple[RecoveryEntry, Recovery]:
    """The entry and its recovery, the recovery held first, as everywhere."""
    recovery_id = RecoveryEntry.objects.values_list("recovery_id", flat=True).get(pk=entry_id)
    found: Recovery = Recovery.objects.visible_to(actor).locked(pk=recovery_id)
    entry = RecoveryEntry.objects.select_related("instalment").get(pk=entry_id)
    entry.recovery = found
    if entry.confirmed_at is not None or entry.withdrawn_at is not None:
        raise Refused(_("This was confirmed or taken back already."), code="wrong_state")
    return entry, found


def _book(found: Recovery, entry: RecoveryEntry) -> None:
    """A set-off is an entitlement like any other (expense, payable) whose payable is paid with the receivable."""
    amount = entry.amount
    legs = {
        EntryKind.PAID_IN: [("bank", amount), ("receivable", -amount)],
        EntryKind.SET_OFF: [("expense", amount), ("payable", -amount), ("payable", amount), ("receivable", -amount)],
        EntryKind.WRITE_OFF: [("writeoff", amount), ("receivable", -amount)],
    }[EntryKind(entry.kind)]
    journal.post(
        key=f"{found.number}:{entry.kind}:{entry.pk}", on=clock.today(), memo=EntryKind(entry.kind).label, fund=found.fund,
        league=found.league_code, postings=legs,
    )  # fmt: skip


def _close(found: Recovery, actor: User) -> None:
    kinds = set(found.entries.filter(confirmed_at__isnull=False).values_list("kind", flat=True))
    verb = "write_off" if EntryKind.WRITE_OFF in kinds else "settle" if EntryKind.PAID_IN in kinds else "set_off"
    found.move(verb)
    found.closed_on = clock.today()
    found.save(update_fields=["state", "closed_on"])
    audit.record(actor, "recovery.closed", found, after=found.state)


def _hold_collecting(league_code: str) -> None:
    """No collect looks at the league until the commit, so an instalment is either in a batch or set off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payouts.collect'), %s)", [int(league_code[:6])])
