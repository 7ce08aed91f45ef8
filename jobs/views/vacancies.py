"""Vacancies at the desk: the list, its export, one of them."""

import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.vacancies import VacancyFilterForm
from jobs.models import Vacancy, VacancyCheck
from jobs.policies import vacancies as policies
from jobs.policies import wishes as wish_policies
from jobs.queries import vacancies as query
from jobs.queries import vacancy_check, vacancy_steps
from jobs.services import vacancy_exports
from jobs.services import vacancy_steps as moving
from jobs.states.vacancies import VacancyState
from stations.models import Station

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SOON_DAYS = 7
SHOWN = 20


def _filtered(request: HttpRequest) -> tuple[VacancyFilterForm, Any]:
    filters = VacancyFilterForm(request.GET)
    return filters, query.listed(request.user, **filters.chosen)


@reads
def vacancy_list(request: HttpRequest) -> HttpResponse:
    """The vacancies of the reader's places, newest first; what ends soon and what waits is said above."""
    filters, found = _filtered(request)
    context = {
        "filters": filters,
        "page": keyset(found, request, order=("-pk",)),
        "can_log": policies.can_log(request.user),
        "soon": query.expiring(request.user, SOON_DAYS),
        "soon_days": SOON_DAYS,
        "waiting": query.waiting(request.user),
        "stations": Station.objects.of(request.user).open()[:6],
    }
    return render(request, "jobs/vacancy_list.html", context)


@writes
def vacancy_export(request: HttpRequest) -> HttpResponse:
    """The list under its filters as a spreadsheet; that it was taken out is recorded."""
    _filters, found = _filtered(request)
    if request.method != "POST":
        return redirect("jobs:vacancy_list")
    target = io.BytesIO()
    try:
        vacancy_exports.write(target=target, vacancies=found, actor=request.user, filters=dict(request.GET.items()))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("jobs:vacancy_list")
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="vacancies.xlsx"'
    return response


def vacancy_of(request: HttpRequest, pk: int) -> Vacancy:
    """The vacancy, where the reader may see it."""
    beside = ("region__parent__parent", "station", "occupation", "enterprise", "household", "created_by", "published_by", "file")
    return get_object_or_404(Vacancy.objects.visible_to(request.user).select_related(*beside), pk=pk)


@never_cache
@reads
def vacancy_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One vacancy: what it says, what stands against it, and the next step."""
    vacancy = vacancy_of(request, pk)
    open_check = vacancy.state in (VacancyState.DRAFT, VacancyState.WAITING)
    found = vacancy_check.stored(vacancy_check.of(vacancy, clock.today())) if open_check else []
    checks = list(VacancyCheck.objects.filter(vacancy=vacancy).select_related("actor", "asked_by").order_by("pk"))
    first, others = vacancy_steps.buttons(request.user, vacancy, clean=not found)
    context = {
        "vacancy": vacancy,
        "open_check": open_check,
        "findings": vacancy_check.told(found),
        "checks": [(check, vacancy_check.told(check.findings)) for check in checks],
        "first": first,
        "others": others,
        "on_show": vacancy.state == VacancyState.PUBLISHED and not vacancy.over,
        "events": vacancy_steps.events(list(query.history(vacancy)[:SHOWN])),
        "brought": query.brought(request.user, vacancy),
        "may_see_people": wish_policies.can_see_people(request.user, vacancy),
        "file_open": query.may_open_file(request.user, vacancy),
        "household": vacancy.household if vacancy.household_id else None,
    }
    return render(request, "jobs/vacancy_show.html", context)


@writes
def vacancy_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what the check finds nothing against."""
    vacancy = vacancy_of(request, pk)
    if request.method == "POST":
        publish(request, vacancy)
    return redirect("jobs:vacancy_show", pk=pk)


def publish(request: HttpRequest, vacancy: Vacancy) -> None:
    """Publish, or say why not."""
    try:
        moving.publish(vacancy_id=vacancy.pk, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The vacancy is published: everybody can see it now."))
