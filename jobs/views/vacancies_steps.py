"""The steps of a vacancy that ask something first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import clock
from core.forms import PortalForm
from core.http import writes
from core.policies import Refused
from jobs.forms import vacancies as forms
from jobs.models import Vacancy
from jobs.policies import vacancies as policies
from jobs.queries import vacancy_check
from jobs.queries.vacancy_steps import LABELS
from jobs.services import vacancy_steps
from jobs.views.vacancies import vacancy_of


@writes
def vacancy_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the bureau about what the check found."""
    return _step(request, pk, "submit", forms.VacancyReasonForm, vacancy_steps.submit, _("The bureau decides about it."))


@writes
def vacancy_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish or refuse what waits, with the reason."""
    vacancy = vacancy_of(request, pk)
    may = policies.can_judge(request.user, vacancy)
    form = forms.VacancyDecideForm(request.POST or None, cancel_url=vacancy.get_absolute_url())
    return _asked(request, vacancy, "decide", form, may, vacancy_steps.decide, _("The decision is on record."))


@writes
def vacancy_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it a new last day."""
    return _step(request, pk, "renew", forms.VacancyUntilForm, vacancy_steps.renew, _("It is shown until the new day."))


@writes
def vacancy_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that everybody is found."""
    return _step(request, pk, "fill", forms.VacancyFillForm, vacancy_steps.fill, _("The vacancy is filled."))


@writes
def vacancy_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw it, with the reason."""
    return _step(request, pk, "close", forms.VacancyReasonForm, vacancy_steps.close, _("The vacancy is withdrawn."))


@writes
def vacancy_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it again."""
    return _step(request, pk, "reopen", forms.VacancyReopenForm, vacancy_steps.reopen, _("The vacancy is shown again."))


def _step(
    request: HttpRequest, pk: int, verb: str, kind: type[PortalForm], service: Callable[..., Vacancy], done: str
) -> HttpResponse:
    vacancy = vacancy_of(request, pk)
    initial = {"filled": vacancy.headcount, "headcount": vacancy.headcount + (vacancy.filled == vacancy.headcount)}
    form = kind(request.POST or None, initial=initial, label=LABELS[verb], cancel_url=vacancy.get_absolute_url())
    return _asked(request, vacancy, verb, form, verb in policies.open_steps(request.user, vacancy), service, done)


def _asked(
    request: HttpRequest, vacancy: Vacancy, verb: str, form: PortalForm, may: bool, service: Callable[..., Any], done: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            service(vacancy_id=vacancy.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(vacancy.get_absolute_url())
    found = vacancy_check.stored(vacancy_check.of(vacancy, clock.today())) if verb in ("submit", "decide") else []
    context = {"vacancy": vacancy, "form": form, "label": LABELS[verb], "may": may, "findings": vacancy_check.told(found)}
    return render(request, "jobs/vacancy_step.html", context)
