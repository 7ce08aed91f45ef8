"""Reading batches: lists, what one page shows, what the reader may do next."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from ledger.queries import journals_of
from payouts import policies
from payouts.models import Batch, Line
from payouts.states import BatchState, LineState, Outcome
from stations.models import Region

#: What happens next, and by whom, in each state; the runbook says more.
NEXT = {
    BatchState.COLLECTED: "",
    BatchState.SEALED: gettext_lazy("A finance checker who did not make the batch looks at it and releases it."),
    BatchState.RELEASED: gettext_lazy("The machine hands the file to the bank within a minute."),
    BatchState.SENDING: gettext_lazy(
        "The machine is handing the file to the bank. If it does not finish, the batch becomes doubtful by itself."
    ),
    BatchState.SENT: gettext_lazy("The bank answers. Nothing to do until the answer is missing at the end of the pay day."),
    BatchState.ANSWERED: gettext_lazy("Some lines have no answer yet. Nothing to do until the end of the pay day."),
    BatchState.CLOSED: gettext_lazy(
        "Every line has the bank's word. Failed lines are collected again once a second person confirmed a new account, or at "
        "once where the bank never got them."
    ),
    BatchState.DOUBTFUL: gettext_lazy(
        "Nobody knows whether the bank has the file. Ask the bank; two people write down its word."
    ),
    BatchState.CANCELLED: gettext_lazy("It was never sent. Its lines are collected again."),
}
#: The same once the pay day is over.
OVERDUE = {
    BatchState.SENT: gettext_lazy(
        "The pay day is over and the bank has not answered. Ask the bank for its file; where it never got the instruction, mark "
        "the batch as doubtful, and two people settle that."
    ),
    BatchState.ANSWERED: gettext_lazy(
        "The pay day is over and some lines have no answer. Ask the bank for the missing lines; what it never got is marked as "
        "doubtful, and two people settle that."
    ),
}
#: A closed batch of which nothing failed or came back.
WHOLE = gettext_lazy("Every line is paid. Nothing is left to do.")
#: Answered line by line, but for what two people have to settle.
EXCEPTED = gettext_lazy("Every line that has no word of the bank yet is named by an exception: two people settle it.")
#: A closed batch whose file never arrived.
LOST = gettext_lazy("The bank never got it. The next collecting pays its lines with new keys to the same accounts.")


#: Where a state hangs on rows beside the line, look from those: they are few, the lines are many.
_FOUND_BY = {
    LineState.PAID: Q(result__outcome=Outcome.PAID),
    LineState.FAILED: Q(result__outcome=Outcome.FAILED),
    LineState.RETURNED: Q(returned__isnull=False),
}


def listed(user: Any, **chosen: Any) -> QuerySet[Batch]:
    """The batches that `user` may see, under the filters of the list."""
    return Batch.objects.visible_to(user).filter(**chosen).select_related("made_by", "released_by")


def league_names() -> dict[str, str]:
    """League code to name."""
    return dict(Region.objects.filter(level=Region.Level.LEAGUE).values_list("code", "name"))


def lines_of(batch: Batch, state: str = "") -> QuerySet[Line]:
    """The batch's lines with their states, perhaps those of one state only."""
    lines = Line.objects.filter(batch=batch).with_state().select_related("batch")
    return lines.filter(_FOUND_BY.get(state, Q()), state=state) if state else lines


def history(batch: Batch) -> list[dict[str, Any]]:
    """Who did what to the batch, oldest first, for a time line."""
    told: list[tuple[datetime | None, str, Any, str]] = [
        (batch.made_at, _("collected and sealed"), batch.made_by, ""),
        (batch.cancelled_at, _("batch cancelled"), batch.cancelled_by, batch.cancel_reason),
        (batch.released_at, _("let go by a second person"), batch.released_by, ""),
        (batch.sending_at, _("began to be sent"), None, ""),
        (batch.sent_at, _("handed to the bank"), None, batch.file_name),
        (batch.closed_at, _("every line answered"), None, ""),
    ]
    events = [{"at": at, "what": what, "who": who, "note": note} for at, what, who, note in told if at is not None]
    for doubt in batch.doubts.filter(line__isnull=True).select_related("said_by", "confirmed_by"):
        events.append({"at": doubt.opened_at, "what": _("became doubtful"), "who": None, "note": cause_label(doubt.cause)})
        if doubt.confirmed_at:
            note = f"{doubt.get_said_display()} ({doubt.said_by})"
            events.append({"at": doubt.confirmed_at, "what": _("doubt settled"), "who": doubt.confirmed_by, "note": note})
    return sorted(events, key=lambda event: event["at"])


def cause_label(cause: str) -> str:
    """The cause of a doubt in words; what a person typed is shown as typed."""
    known = {
        "sender_silent": _("the sending worker went silent"),
        "sending_failed": _("the sending failed on the way"),
    }
    return known.get(cause, cause)


def next_step(batch: Batch, exceptions_open: int) -> Any:
    """What happens next with the batch today, and who does it."""
    state = BatchState(batch.state)
    if state == BatchState.CLOSED:
        if batch.sent_at is None:
            return LOST
        return NEXT[state] if batch.failed_count or batch.returned_count else WHOLE
    if state == BatchState.ANSWERED and exceptions_open >= batch.open_count:
        return EXCEPTED
    return OVERDUE[state] if state in OVERDUE and batch.pay_on < clock.today() else NEXT[state]


def page_of(batch: Batch, user: Any) -> dict[str, Any]:
    """What the batch's page shows beside its lines."""
    exceptions_open = batch.exceptions.open().count()
    return {
        "batch": batch,
        "league": league_names().get(batch.league_code, batch.league_code),
        "next_step": next_step(batch, exceptions_open),
        "events": history(batch),
        "journals": list(journals_of(batch.number)),
        "open_doubts": list(batch.doubts.filter(confirmed_at__isnull=True).select_related("line", "batch")[:20]),
        "exceptions_open": exceptions_open,
        "answers": list(batch.answers.order_by("pk")),
        "may_release": batch.state == BatchState.SEALED and policies.can_release(user, batch),
        "made_it": batch.made_by_id == user.pk,
        "may_doubt": policies.can_doubt_batch(user, batch),
        "may_cancel": batch.state == BatchState.SEALED and policies.can_cancel(user, batch),
    }
