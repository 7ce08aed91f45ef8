"""Collecting: what is due goes into batches, one a fund and league and pay day, screened and sealed.

A few leagues are one transaction. A worker that dies leaves whole leagues behind and the next collect finds the rest.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.money import ZERO
from core.periods import format_month
from core.policies import Refused, require
from ledger.services import journal
from payouts.models import Batch, Sweep
from payouts.policies import collectable_leagues
from payouts.services import screening, sealing
from payouts.services.horizon import horizon
from programmes.services import calendar
from stations.models import User

Progress = Callable[[int, int], None]

#: Leagues that go through the set-based statements together: fewer statements a person, and four steps of the twelve leagues,
#: so that two workers have two each.
TOGETHER = 3

_FIELDS = "batch_id, line_no, standing, hold_reason, account_id, holder_name, last4, cnaps, account_hash, account_cipher"
_VALUES = """
    CASE WHEN reason = 0 THEN laid.batch_id END AS batch_id, line_no, (reason = 0)::int AS standing, reason AS hold_reason,
    account_id, holder_name, last4, cnaps, account_hash, account_cipher
FROM due JOIN unnest(%(leagues)s::text[], %(funds)s::text[], %(batches)s::bigint[]) AS laid (league, fund, batch_id)
    ON laid.league = due.league_code AND laid.fund = due.fund
"""
_INSERT = f"""
INSERT INTO payouts_line (
    instalment_id, attempt, resident_id, enterprise_id, fund, scheme, month, region_code, league_code, amount, made_at,
    {_FIELDS})
SELECT instalment_id, attempt, resident_id, enterprise_id, due.fund, scheme, month, region_code, league_code, amount, %(now)s,
    {_VALUES}
WHERE line_id IS NULL ORDER BY league_code, due.fund, line_no
"""
_TAKE_ALONG = f"""
UPDATE payouts_line l SET ({_FIELDS}) = (
    new.batch_id, new.line_no, new.standing, new.hold_reason, new.account_id, new.holder_name, new.last4, new.cnaps,
    new.account_hash, new.account_cipher)
FROM (SELECT line_id, {_VALUES} WHERE line_id IS NOT NULL) new
WHERE l.id = new.line_id AND (new.standing = 1 OR new.hold_reason <> l.hold_reason)
"""


def collect(*, month: date, actor: User, on_progress: Progress | None = None) -> list[Batch]:
    """Everything due up to `month` in the leagues of `actor` lies in sealed batches, or is held with its reason.

    Collecting again finds nothing new; of two at once, the second takes the leagues that the first is not at and waits
    for the others. Raises NotAllowed without a maker's post, Refused for a month that has not begun.
    """
    leagues = [league.code for league in collectable_leagues(actor)]
    require(bool(leagues), _("Only a finance maker over a whole league collects."))
    if month > clock.this_month():
        raise Refused(_("%(month)s has not begun: nothing of it is due.") % {"month": format_month(month)}, field="month")
    up_to = horizon()
    batches: list[Batch] = []
    busy: list[str] = []
    done = 0
    for wait, rest in ((False, leagues), (True, busy)):
        for first in range(0, len(rest), TOGETHER):
            some = rest[first : first + TOGETHER]
            laid, taken = collect_leagues(leagues=some, month=month, actor=actor, up_to=up_to, wait=wait)
            batches += laid
            done += len(taken)
            if not wait:
                busy += [league for league in some if league not in taken]
            if on_progress is not None:
                on_progress(done, len(leagues))
    return sorted(batches, key=lambda batch: batch.number)


@transaction.atomic
def collect_leagues(
    *, leagues: list[str], month: date, actor: User, up_to: int = 0, wait: bool = True
) -> tuple[list[Batch], list[str]]:
    """The batches of those leagues, sealed and booked, and the leagues that were looked at.

    Without `wait`, leagues at which another collect is busy are left out.
    """
    taken = [league for league in leagues if _locked(league, wait)]
    if not taken:
        return [], []
    groups = screening.gather(leagues=taken, month=month)
    pay_on = _pay_day(clock.today())
    batches = [_open(group, month, pay_on, actor) if group.payable else None for group in groups]
    _write_lines(groups, batches)
    for group, batch in zip(groups, batches, strict=True):
        if batch is not None:
            _seal(batch, group, actor)
    for league in taken:
        _mark(league, month, up_to)
    return [batch for batch in batches if batch is not None], taken


def _write_lines(groups: list[screening.Group], batches: list[Batch | None]) -> None:
    values: dict[str, Any] = {
        "leagues": [group.league_code for group in groups],
        "funds": [group.fund for group in groups],
        "batches": [batch.pk if batch else None for batch in batches],
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        cursor.execute(_TAKE_ALONG, values)


def _seal(batch: Batch, group: screening.Group, actor: User) -> None:
    sealing.seal(batch)
    book_entitlement(batch, group.unbooked)
    audit.record(
        actor,
        "batch.collected",
        batch,
        region=batch.league_code,
        lines=batch.line_count,
        total=str(batch.total),
        held=batch.held_count,
        digest=batch.control_digest,
    )


def _open(group: screening.Group, month: date, pay_on: date, actor: User) -> Batch:
    same = Batch.objects.filter(fund=group.fund, league_code=group.league_code, pay_on=pay_on)
    seq = (same.aggregate(last=Max("seq"))["last"] or 0) + 1
    return Batch.objects.create(
        number=f"{group.fund}{group.league_code[:4]}-{pay_on:%Y%m%d}-{seq:02d}",
        fund=group.fund,
        league_code=group.league_code,
        region_code=group.league_code,
        month=month,
        pay_on=pay_on,
        seq=seq,
        held_count=group.held,
        made_by=actor,
        made_at=clock.now(),
    )


def book_entitlement(batch: Batch, amount: Decimal) -> None:
    """The fund owes `amount` more: what of the batch was not in the books already."""
    if amount == ZERO:
        return
    journal.post(
        key=f"{batch.number}:entitled",
        on=clock.today(),
        memo=format_lazy("{} {}", format_month(batch.month), gettext_lazy("Entitlement")),
        fund=batch.fund,
        league=batch.league_code,
        batch_number=batch.number,
        postings=[("expense", amount), ("payable", -amount)],
    )


def _locked(league_code: str, wait: bool) -> bool:
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payouts.collect'), %s)", [int(league_code[:6])])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('payouts.collect'), %s)", [int(league_code[:6])])
        return bool(cursor.fetchone()[0])


def _pay_day(today: date) -> date:
    """The first working day from today on: banks book on working days only."""
    days = calendar.load()
    while not days.is_working(today):
        today += timedelta(days=1)
    return today


def _mark(league_code: str, month: date, up_to: int) -> None:
    """Remember how far this collect has looked; a mark never goes back."""
    mark = Sweep.objects.filter(league_code=league_code).first()
    if mark is None:
        Sweep.objects.create(league_code=league_code, month=month, up_to=up_to)
    elif month >= mark.month:
        mark.month, mark.up_to = month, max(mark.up_to, up_to)
        mark.save()
