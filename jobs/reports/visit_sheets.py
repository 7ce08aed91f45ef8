"""Lists of visits and of people looked after as sheets. Numbers of people are not in them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import sheets
from jobs.models import CarePerson, Visit

CHUNK = 2000


def write_visits(target: Any, visits: QuerySet[Visit]) -> int:
    """One row a visit; returns how many."""
    headers = [
        _("Person or unit"), _("State"), _("To be made by"), _("Day of the visit"), _("Who visits"), _("Needs found"),
        _("Station"), _("Round of visits"),
    ]  # fmt: skip
    return sheets.write_workbook(target, title=_("Visits"), headers=headers, rows=_visits(visits), widths=(30, 14, 14, 14))


def _visits(visits: QuerySet[Visit]) -> Iterator[list[Any]]:
    for visit in visits.order_by("due_on", "pk").iterator(chunk_size=CHUNK):
        yield [
            visit.subject.name,
            visit.get_state_display(),
            visit.due_on,
            visit.visited_on,
            visit.visitor.name,
            "、".join(visit.need_labels),
            visit.station.name,
            visit.round.name if visit.round else "",
        ]


def write_care(target: Any, people: QuerySet[CarePerson]) -> int:
    """One row a person; returns how many."""
    headers = [
        _("Name"), pgettext("care", "Why"), _("Groups"), pgettext("care", "Due by"), _("Last met"), _("Days between visits"),
        _("On the list since"), _("Community"), _("Address"), _("Mobile"), _("Station"),
    ]  # fmt: skip
    return sheets.write_workbook(target, title=_("People looked after"), headers=headers, rows=_care(people), widths=(14, 30, 30))


def _care(people: QuerySet[CarePerson]) -> Iterator[list[Any]]:
    for row in people.order_by("due_on", "pk").iterator(chunk_size=CHUNK):
        person = row.resident
        yield [
            person.name,
            "、".join(row.reason_labels),
            "、".join(str(group) for group in person.groups_now),
            row.due_on,
            row.met_on,
            row.every_days,
            row.from_on,
            person.community.name if person.community else "",
            person.address,
            person.mobile,
            person.station.name,
        ]
