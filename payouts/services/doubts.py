"""Out of doubt by two people with the bank's word, never by a machine."""

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.money import ZERO
from core.policies import Refused, require
from ledger.services import journal
from payouts import policies
from payouts.models import Batch, Doubt, Line, Result
from payouts.states import GONE_STATES, BatchState, DoubtWord
from stations.models import User
from stations.policies import holds
from stations.states import FINANCE_ROLES

#: "The bank never got it": the lines without a word fail, and may be tried again under new keys with the same account.
_LOST = """
INSERT INTO payouts_result (line_id, batch_id, outcome, needs_account, on_day, at, reason_code, reason)
SELECT l.id, l.batch_id, 2, false, %(on)s, %(at)s, 'NEVER', %(reason)s
FROM payouts_line l
WHERE l.batch_id = %(batch)s AND l.standing = 1 AND (%(line)s::bigint IS NULL OR l.id = %(line)s)
    AND NOT EXISTS (SELECT FROM payouts_result r WHERE r.line_id = l.id)
"""


@transaction.atomic
def open_line(*, line_id: int, cause: str, actor: User) -> Doubt:
    """The line is doubtful until two people have the bank's word; an open doubt of it is returned as it is."""
    line = Line.objects.select_related("batch").locked(pk=line_id)
    if line.batch is None or line.batch.state not in GONE_STATES or Result.objects.filter(line=line).exists():
        raise Refused(_("Only a line that was sent and has no word of the bank yet can be doubtful."))
    allowed = actor.is_machine or holds(actor, *FINANCE_ROLES, region_code=line.league_code)
    require(allowed, _("Only finance people of the league mark a line as doubtful."))
    found, new = Doubt.objects.get_or_create(
        line=line, confirmed_at=None, defaults={"batch": line.batch, "cause": cause, "opened_at": clock.now()}
    )
    if new:
        audit.record(actor, "line.doubted", line, cause=cause)
    return found


@transaction.atomic
def open_batch(*, batch_id: int, cause: str, actor: User) -> Doubt:
    """The bank has not answered the sent batch: what has no word of it is doubtful until two people have that word.

    An open doubt of the batch is returned as it is. The batch stays as it is meanwhile, and answers are read as ever.
    """
    batch = Batch.objects.locked(pk=batch_id)
    if batch.state not in (BatchState.SENT, BatchState.ANSWERED) or not batch.open_count:
        raise Refused(_("Only a batch that was sent and of which lines have no word of the bank yet can be doubtful."))
    require(policies.can_doubt_batch(actor, batch), _("Only finance people of the league mark a batch as doubtful."))
    found, new = Doubt.objects.get_or_create(
        batch=batch, line=None, confirmed_at=None, defaults={"cause": cause, "opened_at": clock.now()}
    )
    if new:
        audit.record(actor, "batch.doubted", batch, cause=cause)
    return found


@transaction.atomic
def say(*, doubt_id: int, actor: User, word: str, evidence: str) -> Doubt:
    """What the bank said stands written down by `actor`, to be confirmed by somebody else."""
    doubt = _locked(doubt_id)
    require(policies.can_say(actor, doubt), _("Only finance people of the league write down the bank's word."))
    if word not in DoubtWord.values:
        raise Refused(_("Say whether the bank has it."), field="word")
    if not evidence.strip():
        raise Refused(_("Write down who at the bank said so, when and how."), field="evidence")
    doubt.said, doubt.evidence, doubt.said_by, doubt.said_at = word, evidence.strip(), actor, clock.now()
    doubt.save(update_fields=["said", "evidence", "said_by", "said_at"])
    audit.record(
        actor, "doubt.said", doubt, region=doubt.batch.region_code, batch=doubt.batch.number, line=doubt.line_id, word=word
    )
    return doubt


@transaction.atomic
def confirm(*, doubt_id: int, actor: User, word: str) -> Doubt:
    """The doubt is settled by a second person: the bank has it, or what it never got is payable again under new keys.

    `word` is what the second person had on the screen; when the first has changed it since, that is Refused.
    """
    doubt = _locked(doubt_id)
    require(doubt.said != "", _("Nobody has written down the bank's word yet."))
    require(doubt.said_by_id != actor.pk, _("You wrote down the bank's word: another person confirms it."))
    require(policies.can_confirm(actor, doubt), _("Only finance people of the league confirm the bank's word."))
    if word != doubt.said:
        raise Refused(_("The bank's word was written down anew since you looked. Look again."), field="word")
    doubt.confirmed_by, doubt.confirmed_at = actor, clock.now()
    doubt.save(update_fields=["confirmed_by", "confirmed_at"])
    _settle(doubt)
    audit.record(
        actor,
        "doubt.confirmed",
        doubt,
        region=doubt.batch.region_code,
        batch=doubt.batch.number,
        line=doubt.line_id,
        word=doubt.said,
    )
    return doubt


def _locked(doubt_id: int) -> Doubt:
    """The doubt and its batch, both held: batch first, as everywhere."""
    batch_id = Doubt.objects.values_list("batch_id", flat=True).get(pk=doubt_id)
    batch = Batch.objects.locked(pk=batch_id)
    doubt = Doubt.objects.select_for_update(of=("self",), no_key=True).get(pk=doubt_id)
    doubt.batch = batch
    if doubt.confirmed_at is not None:
        raise Refused(_("This doubt is settled."), code="wrong_state")
    return doubt


def _settle(doubt: Doubt) -> None:
    batch = doubt.batch
    if doubt.said == DoubtWord.NEVER_GOT_IT:
        _fail(doubt)
    if doubt.line_id is None and batch.state == BatchState.DOUBTFUL:
        batch.move("confirm_sent" if doubt.said == DoubtWord.HAS_IT else "confirm_lost")
        if doubt.said == DoubtWord.HAS_IT:
            batch.sent_at = batch.sent_at or clock.now()
    elif not batch.open_count and batch.state in ("sent", "answered"):
        batch.move("close")
    if batch.state == "closed":
        batch.closed_at = clock.now()
    batch.save(update_fields=["state", "sent_at", "closed_at", "failed_count", "failed_total"])


def _fail(doubt: Doubt) -> None:
    """The lines without a word are failed, payable again, and out of transit in the books."""
    batch = doubt.batch
    with connection.cursor() as cursor:
        cursor.execute(
            _LOST,
            {
                "batch": batch.pk,
                "line": doubt.line_id,
                "on": clock.today(),
                "at": clock.now(),
                "reason": _("The bank never got it."),
            },
        )
        count = cursor.rowcount
    if not count:
        return
    if doubt.line is not None:
        amount, key = doubt.line.amount, f"{batch.number}:never:{doubt.line.line_no}"
    else:
        amount, key = batch.total - batch.paid_total - batch.failed_total, f"{batch.number}:never"
    batch.failed_count += count
    batch.failed_total += amount
    if amount != ZERO:
        journal.post(
            key=key,
            on=clock.today(),
            memo=gettext_lazy("The bank never got it"),
            fund=batch.fund,
            league=batch.league_code,
            batch_number=batch.number,
            postings=[("clearing", amount), ("payable", -amount)],
        )
