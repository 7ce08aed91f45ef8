"""What everybody sees of vacancies: the list, one of them, those of a station, the station's big screen. Nobody signs in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core import clock
from core.http import reads
from core.pages import keyset
from jobs.forms.vacancies_public import PublicVacancyFilterForm
from jobs.queries import codes, screens
from jobs.queries import vacancies as query
from jobs.reports.postings import job_posting
from jobs.states.vacancies import Employer
from stations.models import Station

A_PAGE = 24
NEWEST = ("-published_at", "-pk")


@login_not_required
@reads
def public_vacancy_list(request: HttpRequest) -> HttpResponse:
    """Public: vacancies on show today, newest first."""
    filters = PublicVacancyFilterForm(request.GET)
    page = keyset(query.public(**filters.chosen), request, order=NEWEST, size=A_PAGE)
    return render(request, "jobs/public_vacancy_list.html", {"filters": filters, "page": page})


@login_not_required
@reads
def public_vacancy_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Public: one vacancy, where to ask for it, and its code. A household is not to be found by search engines."""
    vacancy = query.public().filter(pk=pk).first()
    if vacancy is None:
        response = render(request, "jobs/public_vacancy_gone.html", status=410)
    else:
        address = codes.address("jobs:public_vacancy_show", pk)
        context = {"vacancy": vacancy, "code": codes.data_uri(address), "posting": job_posting(vacancy, address)}
        response = render(request, "jobs/public_vacancy_show.html", context)
    if vacancy is None or vacancy.employer_kind == Employer.HOUSEHOLD:
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@login_not_required
@reads
def station_vacancy_list(request: HttpRequest, code: str) -> HttpResponse:
    """Public: what one station has to offer."""
    station = get_object_or_404(Station.objects.open().select_related("region__parent__parent"), code=code)
    page = keyset(query.at_station(station), request, order=NEWEST, size=A_PAGE)
    picture = codes.data_uri(codes.address("jobs:station_vacancy_list", code))
    return render(request, "jobs/station_vacancy_list.html", {"station": station, "page": page, "code": picture})


@login_not_required
@reads
def station_screen(request: HttpRequest, code: str) -> HttpResponse:
    """Public: the big screen of a station. It asks for itself anew; a lost line leaves what it shows."""
    station = get_object_or_404(Station.objects.open().select_related("region"), code=code)
    context = {"station": station, "now": clock.now(), "beat": "", **screens.of(station)}
    return render(request, "jobs/station_screen.html", context)
