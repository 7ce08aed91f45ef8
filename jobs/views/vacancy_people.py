"""The people who fit a vacancy, for the desk that looks after it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import clock
from core.http import reads, writes
from core.policies import Refused
from jobs.models import Vacancy
from jobs.policies import wishes as policies
from jobs.queries import matching as found
from jobs.services import matching


def _vacancy(request: HttpRequest, pk: int) -> Vacancy:
    vacancies = Vacancy.objects.visible_to(request.user).select_related("occupation", "station", "region")
    vacancy: Vacancy = get_object_or_404(vacancies, pk=pk)
    return vacancy


@never_cache
@reads
def vacancy_people(request: HttpRequest, pk: int) -> HttpResponse:
    """The wishes that fit best; people of other stations are counted and not named."""
    vacancy = _vacancy(request, pk)
    rows, more = found.for_vacancy(vacancy, request.user)
    context = {
        "vacancy": vacancy,
        "rows": rows,
        "more": more,
        "matched_at": found.matched_at(vacancy=vacancy),
        "may_match": policies.can_see_people(request.user, vacancy),
        "on_show": Vacancy.objects.on_show(clock.today()).filter(pk=pk).exists(),
    }
    return render(request, "jobs/vacancy_people.html", context)


@writes
def vacancy_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Work the list of this vacancy out anew, now."""
    vacancy = _vacancy(request, pk)
    if request.method == "POST":
        try:
            matching.match_vacancy(vacancy_id=vacancy.pk, actor=request.user)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("The list is as of now."))
    return redirect("jobs:vacancy_people", pk=pk)
