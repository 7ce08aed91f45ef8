"""Vacancies as a workbook, without the telephones of contacts."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import sheets
from jobs.models import Vacancy


def write(target: Any, vacancies: QuerySet[Vacancy]) -> int:
    """One row a vacancy; returns how many."""
    headers = [
        _("number"), pgettext("vacancy", "title"), _("name shown"), _("occupation"), _("kind of post"), _("people wanted"),
        _("people hired"), _("pay"), _("hours"), _("insurance"), _("place of work"), _("station"), _("valid until"), _("state"),
    ]  # fmt: skip
    rows = (_row(each) for each in vacancies.defer("contact_phone").order_by("-pk").iterator(chunk_size=2000))
    return sheets.write_workbook(target, title=_("vacancies"), headers=headers, rows=rows, widths=[22, 24, 30, 20])


def _row(each: Vacancy) -> list[Any]:
    return [
        each.number, each.title, each.employer, each.occupation.name, each.get_post_display(), each.headcount, each.filled,
        each.pay_words, each.get_hours_display(), each.get_insurance_display(), each.place, each.station.name, each.valid_until,
        each.get_state_display(),
    ]  # fmt: skip
