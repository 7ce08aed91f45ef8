"""Events, visitors and results as spreadsheets; taking people's data out is recorded."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import audit, clock, sheets
from core.policies import Refused, require
from jobs.models import Event, Visitor
from jobs.policies.events import can_run
from jobs.queries import events as query
from jobs.services.events import NOT_YOURS
from stations.models import User

MOST = 20_000


def counted(rows: QuerySet[Visitor]) -> QuerySet[Visitor]:
    """Each visitor with `wanted`: how many posts the person wants."""
    return rows.annotate(wanted=Count("intents"))


@transaction.atomic
def write_events(*, target: Any, rows: QuerySet[Event], actor: User, filters: dict[str, str]) -> int:
    """One row an event with what the register counts. Raises Refused above 20,000 rows."""
    if rows.count() > MOST:
        raise Refused(_("More than 20,000 events: narrow the list by its filters."))
    headers = [
        _("Number"), _("Kind"), pgettext("event", "Title"), _("Station"), _("Place"), pgettext("event", "Begins"),
        pgettext("event", "Ends"), _("State"), _("Batch of the year"), _("Sessions"), _("Attendances"), _("Units"), _("Posts"),
        _("Intents"),
    ]  # fmt: skip
    lines = map(_event_row, query.with_counts(rows).order_by("begins_at", "pk").iterator(chunk_size=2000))
    count = sheets.write_workbook(target, title=_("Events"), headers=headers, rows=lines, widths=(22, 14, 30, 24, 36, 18, 18))
    audit.record(actor, "events.exported", actor, count=count, filters=filters)
    return count


def _event_row(one: Any) -> list[Any]:
    held = one.state in ("published", "over") and one.begins_at <= clock.now()
    return [
        one.number, one.get_kind_display(), one.title, one.station.name, f"{one.region.name} {one.address}",
        _wall(one.begins_at), _wall(one.ends_at), one.get_state_display(), one.batch, int(held), one.came, one.units, one.posts,
        one.wanted,
    ]  # fmt: skip


@transaction.atomic
def write_visitors(*, target: Any, event: Event, rows: QuerySet[Visitor], actor: User, filters: dict[str, str]) -> int:
    """One row a visitor with name and whole number: the station follows up on what people want."""
    require(can_run(actor, event), NOT_YOURS)
    headers = [_("Code"), _("Name"), _("Mobile"), _("Sign-up"), _("Signed up"), _("Came"), _("Intents")]
    lines = map(_visitor_row, counted(rows).order_by("pk").iterator(chunk_size=2000))
    count = sheets.write_workbook(target, title=_("Visitors"), headers=headers, rows=lines, widths=(10, 14, 16, 16, 18, 18))
    audit.record(actor, "visitors.exported", event, count=count, filters=filters)
    return count


def _visitor_row(one: Any) -> list[Any]:
    came = _wall(one.arrived_at) if one.arrived_at else None
    return [one.code, one.name, one.mobile or "", one.get_state_display(), _wall(one.signed_up_at), came, one.wanted]


@transaction.atomic
def write_result(*, target: Any, event: Event, actor: User) -> int:
    """One row a post of a stand, with how many visitors want it."""
    headers = [_("Stand"), _("Unit"), _("Unified social credit code"), _("Vacancy"), _("Post"), _("People wanted"), _("Intents")]
    lines = map(_offer_row, query.result_lines(event))
    count = sheets.write_workbook(target, title=_("Posts and intents"), headers=headers, rows=lines, widths=(8, 30, 22, 22, 24))
    audit.record(actor, "event.exported", event, count=count)
    return count


def _offer_row(one: Any) -> list[Any]:
    stand, vacancy = one.stand, one.vacancy
    return [stand.number, stand.employer, stand.credit_code, vacancy.number, vacancy.title, one.headcount, one.wanted]


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(clock.BEIJING).replace(tzinfo=None)
