"""Pages of the desk: begin a claim, complete the draft, bring in corrections, change facts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.claims import ChangeFactsForm, CorrectForm, IntakeForm
from cases.models import Claim, Resident
from cases.policies import claims as policies
from cases.queries import claims as claims_query
from cases.queries import facts as facts_query
from cases.queries import sheet
from cases.services import acceptance, drafts, facts, intake
from cases.views.claims import shown
from core import clock
from core.http import writes
from core.policies import Refused
from programmes.queries import labels, parameters


@writes
def claim_create(request: HttpRequest, resident_pk: int) -> HttpResponse:
    """Begin a claim of a person; sending the form twice makes one."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("station"), pk=resident_pk)
    if not policies.can_begin(request.user, resident):
        messages.error(request, _("Claims of this person are taken in at the person's station."))
        return redirect("cases:resident_show", pk=resident.pk)
    draft_only = "draft" in request.POST
    form = IntakeForm(
        request.POST or None,
        scheme=drafts.BENEFIT,
        facts={"unused_months": claims_query.unused_months(resident.pk, drafts.BENEFIT)},
        partial=draft_only,
        cancel_url=reverse("cases:resident_show", args=[resident.pk]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            claim = _begun(request, form, resident, draft_only)
        except Refused as refused:
            form.refuse(refused)
        else:
            return _after(request, claim, draft_only)
    return render(request, "cases/claim_create.html", _context(form, resident, drafts.BENEFIT))


def _begun(request: HttpRequest, form: IntakeForm, resident: Resident, draft_only: bool) -> Claim:
    given, channel, token = form.facts_given(), form.cleaned_data["channel"] or "station", form.cleaned_data["token"]
    claim = drafts.begin(token=token, resident_id=resident.pk, actor=request.user, asked=given, channel=channel)
    if draft_only:
        return claim
    return intake.submit(
        claim_id=claim.pk, token=token, actor=request.user, asked=given, channel=channel, agreed=form.cleaned_data["agreed"]
    )


def _after(request: HttpRequest, claim: Claim, draft_only: bool) -> HttpResponse:
    if draft_only:
        messages.success(request, _("The draft is saved under the number %(number)s.") % {"number": claim.number})
        return redirect("cases:claim_edit", pk=claim.pk)
    messages.success(request, _("The claim %(number)s is submitted.") % {"number": claim.number})
    return redirect("cases:claim_show", pk=claim.pk)


def _context(form: Any, resident: Resident, scheme: str) -> dict[str, Any]:
    register = facts_query.of_register(resident, scheme)
    rows = [row for row in sheet.fact_rows(scheme, register) if row.name in facts_query.FROM_REGISTER]
    return {
        "form": form,
        "resident": resident,
        "scheme": labels.scheme(scheme),
        "register": rows,
        "registered": register["registered_on"] is not None,
        "terms": {
            "tell": parameters.value(scheme, resident.region_code, clock.today(), "duty_to_tell_working_days"),
            "decide": parameters.value(scheme, resident.region_code, clock.today(), "decision_working_days"),
        },
    }


def _papers(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim,
        "attachments": claims_query.papers(claim),
        "may_attach": policies.can_attach(request.user, claim),
    }


@writes
def claim_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft: save it at any point, or submit it whole."""
    claim = shown(request, pk)
    if request.method == "GET" and claim.state != "draft":
        return redirect("cases:claim_show", pk=claim.pk)
    draft_only = "draft" in request.POST
    form = IntakeForm(
        request.POST or None,
        scheme=claim.scheme,
        facts=claim.facts,
        initial={"channel": claim.channel, "token": claim.submit_token},
        partial=draft_only,
        cancel_url=reverse("cases:claim_show", args=[claim.pk]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            given, channel = form.facts_given(), form.cleaned_data["channel"] or claim.channel
            if draft_only:
                claim = drafts.save(claim_id=claim.pk, actor=request.user, asked=given, channel=channel)
            else:
                claim = intake.submit(
                    claim_id=claim.pk,
                    token=form.cleaned_data["token"],
                    actor=request.user,
                    asked=given,
                    channel=channel,
                    agreed=form.cleaned_data["agreed"],
                )
        except Refused as refused:
            form.refuse(refused)
        else:
            return _after(request, claim, draft_only)
    context = {**_context(form, claim.resident, claim.scheme), **_papers(request, claim)}
    return render(request, "cases/claim_edit.html", context)


@writes
def claim_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person brought in answer to the notice."""
    claim = shown(request, pk)
    form = CorrectForm(
        request.POST or None,
        scheme=claim.scheme,
        facts=claim.facts,
        cancel_url=reverse("cases:claim_show", args=[claim.pk]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            acceptance.correct(claim_id=claim.pk, actor=request.user, asked=form.facts_given())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The corrections are in; the bureau's clock goes on."))
            return redirect("cases:claim_show", pk=claim.pk)
    context = {**_context(form, claim.resident, claim.scheme), **_papers(request, claim)}
    context["correction"] = getattr(claim, "correction", None)
    return render(request, "cases/claim_correct.html", context)


@writes
def claim_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Other facts than the claim has: votes given on the old ones are void."""
    claim = shown(request, pk)
    form = ChangeFactsForm(
        request.POST or None,
        scheme=claim.scheme,
        facts=claim.facts,
        cancel_url=reverse("cases:claim_show", args=[claim.pk]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            facts.change(claim_id=claim.pk, actor=request.user, asked=form.facts_given(), reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The facts are changed and assessed again. Votes given before are void."))
            return redirect("cases:claim_show", pk=claim.pk)
    context = {**_context(form, claim.resident, claim.scheme), "claim": claim}
    return render(request, "cases/claim_facts.html", context)
