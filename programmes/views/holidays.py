"""The working-day calendar that every term is counted by."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import clock
from core.http import reads
from programmes.queries import holidays
from programmes.services import calendar

FIRST, LAST = 2020, 2100


@reads
def holiday_list(request: HttpRequest) -> HttpResponse:
    """One year, this one unless the address names another: days off, working weekends, working days a month."""
    asked = request.GET.get("year", "")
    this_year = clock.today().year
    number = (
        int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 and FIRST <= int(asked) <= LAST else this_year
    )
    year = holidays.year(number, calendar.load())
    context = {"year": year, "previous": number - 1 if number > FIRST else None, "next": number + 1 if number < LAST else None}
    return render(request, "programmes/holiday_list.html", context)
