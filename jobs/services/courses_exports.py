"""Courses and trainees as spreadsheets; taking people's data out is recorded."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import audit, sheets
from core.identifiers import mask_id
from core.policies import require
from jobs.models import Course
from jobs.policies.events import can_run
from jobs.queries import courses as query
from jobs.services.courses import NOT_YOURS
from stations.models import User


@transaction.atomic
def write_courses(*, target: Any, rows: QuerySet[Course], actor: User, filters: dict[str, str]) -> int:
    """One row a course with its four steps; what is typed as a filter is left out of the audit."""
    headers = [
        _("Number"), pgettext("course", "Title"), _("Occupation"), _("Training body"), _("Station"),
        pgettext("course", "First day"), _("Last day"), _("Lessons"), _("Subsidised"), _("Places"), _("Trainees"), _("Passed"),
        _("Certificates"), _("Placed"), _("State"),
    ]  # fmt: skip
    lines = map(_course_row, query.with_counts(rows).order_by("from_on", "pk").iterator(chunk_size=2000))
    count = sheets.write_workbook(target, title=_("Courses"), headers=headers, rows=lines, widths=(22, 28, 20, 28, 24))
    told = {key: value for key, value in filters.items() if key != "text"}
    audit.record(actor, "courses.exported", actor, count=count, filters=told)
    return count


def _course_row(one: Any) -> list[Any]:
    return [
        one.number, one.title, str(one.occupation), one.provider, one.station.name, one.from_on, one.until_on, one.hours,
        _("yes") if one.subsidised else _("no"), one.places, one.taken, one.passed, one.certified, one.placed,
        one.get_state_display(),
    ]  # fmt: skip


@transaction.atomic
def write_trainees(*, target: Any, course: Course, actor: User) -> int:
    """One row a trainee with days, result and certificate; ID numbers are masked."""
    require(can_run(actor, course), NOT_YOURS)
    headers = [
        _("Name"), _("ID number"), _("Days present"), _("Left on"), pgettext("course", "Result"), _("Assessed on"),
        _("Number of the certificate"), _("Level of the certificate"), _("Certificate issued on"), _("Placed"),
    ]  # fmt: skip
    lines = map(_trainee_row, query.trainees(course))
    count = sheets.write_workbook(target, title=_("Trainees"), headers=headers, rows=lines, widths=(14, 22))
    audit.record(actor, "trainees.exported", course, count=count)
    return count


def _trainee_row(one: Any) -> list[Any]:
    return [
        one.resident.name, mask_id(one.resident.id_number), one.days, one.left_on, one.get_result_display(), one.assessed_on,
        one.certificate_no or "", one.certificate_level, one.certificate_on, _("yes") if one.placed else _("no"),
    ]  # fmt: skip
