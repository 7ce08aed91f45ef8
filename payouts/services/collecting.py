"""The collecting order: asked for on a page, done by a worker, visible while it runs."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.periods import format_month
from core.policies import Refused, require
from payouts import policies
from payouts.models import Collection, Line
from payouts.services.collect import collect
from payouts.services.sweeping import COLLECTING_LEASE
from payouts.states import CollectionState
from stations.models import User

RUNNING = (CollectionState.ASKED, CollectionState.RUNNING)


@transaction.atomic
def ask(*, month: date, actor: User) -> Collection:
    """An order to collect `month` stands; the person's open order is returned instead of a second one."""
    require(policies.can_collect(actor), _("Only a finance maker over a whole league collects."))
    if month > clock.this_month():
        raise Refused(_("%(month)s has not begun: nothing of it is due.") % {"month": format_month(month)}, field="month")
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    open_order = Collection.objects.filter(asked_by=actor, state__in=RUNNING).first()
    if open_order is not None:
        return open_order
    order = Collection.objects.create(
        month=month, asked_by=actor, asked_at=clock.now(), leagues=len(policies.collectable_leagues(actor))
    )
    audit.record(actor, "collection.asked", order, month=format_month(month))
    return order


def run(collection_id: int) -> None:
    """The order is carried out; returns quietly when it is done already or another worker is alive at it."""
    order = _take(collection_id)
    if order is None:
        return
    try:
        batches = collect(month=order.month, actor=order.asked_by, on_progress=lambda done, of: _beat(order, done, of))
    except Refused as refused:
        _close(order, CollectionState.REFUSED, str(refused.sentence))
        return
    order.batches = sorted({*order.batches, *(batch.number for batch in batches)})
    order.lines += sum(batch.line_count for batch in batches)
    order.held = Line.objects.held().visible_to(order.asked_by).count()
    _close(order, CollectionState.DONE, "")


@transaction.atomic
def _take(collection_id: int) -> Collection | None:
    order = Collection.objects.select_for_update(of=("self",), no_key=True).select_related("asked_by").get(pk=collection_id)
    silent = order.heartbeat_at is None or order.heartbeat_at < clock.now() - COLLECTING_LEASE
    if order.state == CollectionState.ASKED or (order.state == CollectionState.RUNNING and silent):
        order.state, order.heartbeat_at = CollectionState.RUNNING, clock.now()
        order.save(update_fields=["state", "heartbeat_at"])
        return order
    return None


def _beat(order: Collection, done: int, of: int) -> None:
    order.leagues_done, order.leagues, order.heartbeat_at = done, of, clock.now()
    order.save(update_fields=["leagues_done", "leagues", "heartbeat_at"])


def _close(order: Collection, state: CollectionState, sentence: str) -> None:
    order.state, order.sentence, order.done_at = state, sentence, clock.now()
    order.save(update_fields=["state", "sentence", "done_at", "batches", "lines", "held"])
