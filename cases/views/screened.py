"""One unit of a round: what was found of it, what it says, and its objection."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.claims import ReasonForm
from cases.forms.screening import AnswerForm, ExclusionForm, ExclusionOutcomeForm
from cases.models import ExclusionObjection, ScreenedUnit
from cases.policies import screening as policies
from cases.queries import sheet, unit_rounds
from cases.services import asking, exclusions, round_checks
from cases.views.screening import named
from core.forms import PortalForm
from core.http import reads, writes
from core.policies import Refused


def shown(request: HttpRequest, pk: int) -> ScreenedUnit:
    """The unit of a round, if the reader may see it."""
    rows = ScreenedUnit.objects.visible_to(request.user).select_related("round", "enterprise", "claim", "held_by", "answer")
    unit: ScreenedUnit = get_object_or_404(rows, pk=pk)
    named(unit.round)
    return unit


@reads
def screened_show(request: HttpRequest, pk: int) -> HttpResponse:
    """What a round found of one unit: every condition with fact, figure and law, its answer, its objections."""
    unit = shown(request, pk)
    rules = unit_rounds.rules_of(unit.round)
    context = {
        "unit": unit,
        "reasons": unit_rounds.reasons_of(unit),
        "findings": unit_rounds.finding_rows(unit, rules),
        "facts": sheet.fact_rows(unit.scheme, unit.facts),
        "same": unit_rounds.same_again(unit, rules),
        "answer": getattr(unit, "answer", None),
        "objections": list(unit.objections.select_related("entered_by", "decided_by").order_by("pk")),
        "may": unit_rounds.may(request.user, unit),
    }
    return render(request, "cases/screened_show.html", context)


def _acted(request: HttpRequest, form: PortalForm, act: Callable[..., Any], done: str, **given: Any) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(actor=request.user, **given, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, done)
    return True


@writes
def screened_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody says for the unit about its account, written down at the desk."""
    unit = shown(request, pk)
    form = AnswerForm(request.POST or None, cancel_url=reverse("cases:screened_show", args=[pk]))
    if _acted(request, form, asking.record, _("The answer is recorded."), unit_id=unit.pk):
        return redirect("cases:screened_show", pk=unit.pk)
    context = {"unit": unit, "form": form, "answer": getattr(unit, "answer", None), "may": unit_rounds.may(request.user, unit)}
    return render(request, "cases/screened_answer.html", context)


@writes
def screened_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """A checker takes the unit out of the round, with the reason."""
    unit = shown(request, pk)
    back = reverse("cases:screened_show", args=[pk])
    form = ReasonForm(request.POST or None, label=_("Take the unit out of the round"), cancel_url=back)
    if _acted(request, form, round_checks.take_out, _("The unit is taken out of the round."), unit_id=unit.pk):
        return redirect("cases:screened_show", pk=unit.pk)
    context = {"unit": unit, "form": form, "may": unit_rounds.may(request.user, unit)}
    return render(request, "cases/screened_take_out.html", context)


@writes
def screened_object(request: HttpRequest, pk: int) -> HttpResponse:
    """An objection of a unit that was left out, written down at the desk."""
    unit = shown(request, pk)
    form = ExclusionForm(request.POST or None, cancel_url=reverse("cases:screened_show", args=[pk]))
    done = _("The objection is recorded; another person decides it.")
    if _acted(request, form, exclusions.receive, done, unit_id=unit.pk):
        return redirect("cases:screened_show", pk=unit.pk)
    context = {"unit": unit, "form": form, "reasons": unit_rounds.reasons_of(unit), "may": unit_rounds.may(request.user, unit)}
    return render(request, "cases/screened_object.html", context)


def _objection(request: HttpRequest, pk: int) -> ExclusionObjection:
    beside = ("unit__round", "unit__enterprise", "entered_by", "decided_by")
    return get_object_or_404(ExclusionObjection.objects.visible_to(request.user).select_related(*beside), pk=pk)


@writes
def exclusion_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Who objects to having been left out, why the unit was, and another person's word."""
    objection = _objection(request, pk)
    form = ExclusionOutcomeForm(request.POST or None, cancel_url=reverse("cases:screened_show", args=[objection.unit_id]))
    if _acted(request, form, exclusions.decide, _("The objection is decided. Tell the unit."), objection_id=objection.pk):
        return redirect("cases:screened_show", pk=objection.unit_id)
    context = {
        "objection": objection,
        "unit": objection.unit,
        "found": named(objection.unit.round),
        "reasons": unit_rounds.reasons_of(objection.unit),
        "form": form,
        "may": policies.can_decide_objection(request.user, objection),
        "year": objection.unit.enterprise.insurance_years.filter(year=objection.unit.round.year).first(),
    }
    return render(request, "cases/exclusion_decide.html", context)


@writes
def exclusion_year(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen year of the unit is opened, so that its counts can be corrected."""
    objection = _objection(request, pk)
    form = ReasonForm(
        request.POST or None, label=_("Open the year for a correction"), cancel_url=reverse("cases:exclusion_decide", args=[pk])
    )
    done = _("The year is open for corrections until the objection is decided.")
    if _acted(request, form, exclusions.open_year, done, objection_id=objection.pk):
        return redirect("cases:exclusion_decide", pk=objection.pk)
    may = policies.can_decide_objection(request.user, objection)
    context = {"objection": objection, "unit": objection.unit, "form": form, "may": may}
    return render(request, "cases/exclusion_year.html", context)
