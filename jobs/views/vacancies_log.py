"""Logging a vacancy of a unit or a household, and changing one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Resident
from core.http import reads, writes
from core.policies import Refused
from enterprises.models import Enterprise
from jobs.forms.vacancies import UnitVacancyLogForm, VacancyForm, VacancyLogForm, initial_of
from jobs.models import Vacancy
from jobs.policies import vacancies as policies
from jobs.queries import vacancies as query
from jobs.services import vacancies, visit_causes
from jobs.views.vacancies import publish, vacancy_of
from stations.models import Station

#: What the service calls otherwise than the form does.
FIELDS = {"region_code": "region", "station_id": "station"}


@writes
def vacancy_log(request: HttpRequest) -> HttpResponse:
    """Log a vacancy of a unit, found by its code or name."""
    form = UnitVacancyLogForm(request.POST or None, reader=request.user, **_asked(request))
    return _logged(request, form) or _page(request, form)


@writes
def vacancy_log_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a vacancy of the unit whose file is open."""
    unit = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=pk)
    form = VacancyLogForm(request.POST or None, draft=f"vacancy:unit:{pk}", **_asked(request, unit.get_absolute_url()))
    return _logged(request, form, credit_code=unit.credit_code) or _page(request, form, unit)


@writes
def vacancy_log_household(request: HttpRequest, pk: int) -> HttpResponse:
    """Log work in the household of a resident; the public does not read whose it is."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    form = VacancyLogForm(request.POST or None, draft=f"vacancy:resident:{pk}", **_asked(request, resident.get_absolute_url()))
    return _logged(request, form, household_id=resident.pk) or _page(request, form, resident)


@writes
def vacancy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a vacancy; it is checked again before it is seen."""
    vacancy = vacancy_of(request, pk)
    if "amend" not in policies.open_steps(request.user, vacancy):
        raise PermissionDenied
    places = query.places(Station.objects.filter(pk=vacancy.station_id))
    if vacancy.region_id not in dict(places):
        places = [(vacancy.region_id, vacancy.place), *places]
    form = VacancyForm(request.POST or None, initial=initial_of(vacancy), places=places, cancel_url=vacancy.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            vacancy = vacancies.edit(vacancy_id=pk, actor=request.user, **form.values())
        except Refused as refused:
            _refuse(form, refused)
        else:
            return _saved(request, vacancy)
    return render(request, "jobs/vacancy_edit.html", {"form": form, "vacancy": vacancy})


@reads
def occupation_suggest(request: HttpRequest) -> HttpResponse:
    """Occupations to choose from, as a fragment."""
    return render(request, "jobs/parts/_occupations.html", {"occupations": query.occupations(request.GET.get("occupation", ""))})


@reads
def unit_suggest(request: HttpRequest) -> HttpResponse:
    """Units to choose from, as a fragment."""
    return render(request, "jobs/parts/_units.html", {"units": query.units(request.user, request.GET.get("unit", ""))})


def _asked(request: HttpRequest, back: str = "") -> dict[str, Any]:
    if not policies.can_log(request.user):
        raise PermissionDenied
    return {"stations": Station.objects.of(request.user).open(), "cancel_url": back or reverse("jobs:vacancy_list")}


def _logged(request: HttpRequest, form: VacancyLogForm, **whose: Any) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        vacancy = vacancies.log(actor=request.user, **form.values(), **whose)
        visit_causes.record(actor=request.user, told=request.GET.get("visit", ""), thing=vacancy)
    except Refused as refused:
        _refuse(form, refused)
        return None
    return _saved(request, vacancy)


def _saved(request: HttpRequest, vacancy: Vacancy) -> HttpResponse:
    messages.success(request, _("The vacancy is saved."))
    if "publish" in request.POST:
        publish(request, vacancy)
    return redirect(vacancy.get_absolute_url())


def _refuse(form: VacancyForm, refused: Refused) -> None:
    refused.field = FIELDS.get(refused.field or "", refused.field)
    form.refuse(refused)


def _page(request: HttpRequest, form: VacancyLogForm, whose: Enterprise | Resident | None = None) -> HttpResponse:
    return render(request, "jobs/vacancy_log.html", {"form": form, "whose": whose})
