"""Pages of the desk: begin a claim, complete the draft, bring in corrections, change facts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cases.forms.claims import ChangeFactsForm, CorrectForm, IntakeForm
from cases.models import Claim, Resident
from cases.policies import claims as policies
from cases.queries import claims as claims_query
from cases.queries import facts as facts_query
from cases.queries import hooks, listed, sheet, transfers, unit_rounds
from cases.services import acceptance, begun, drafts, facts, intake
from cases.states import Channel
from cases.views.claims import shown
from core import clock
from core.http import reads, writes
from core.policies import Refused
from enterprises.models import Enterprise
from programmes.formulas import registry
from programmes.queries import applicable, labels, parameters
from stations.policies import holds
from stations.states import Role

#: What the address says beside the programme: the visit on which the need was found.
ALONG = ("visit",)


@reads
def claim_choose(request: HttpRequest, resident_pk: int) -> HttpResponse:
    """The programmes that a person can claim, to begin from."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=resident_pk)
    begin = reverse("cases:claim_create", args=[resident.pk])
    context = {"applicant": resident, "back": reverse("cases:resident_show", args=[resident.pk])}
    return render(request, "cases/claim_choose.html", {**context, "programmes": _programmes(request, "person", resident, begin)})


@reads
def claim_choose_unit(request: HttpRequest, enterprise_pk: int) -> HttpResponse:
    """The programmes that an enterprise can claim, to begin from."""
    unit = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=enterprise_pk)
    begin = reverse("cases:claim_create_unit", args=[unit.pk])
    context = {"applicant": unit, "back": unit.get_absolute_url()}
    return render(request, "cases/claim_choose.html", {**context, "programmes": _programmes(request, "enterprise", unit, begin)})


def _programmes(request: HttpRequest, kind: str, applicant: Resident | Enterprise, begin: str) -> list[dict[str, Any]]:
    """Those open to the applicant, the one most people come for first; whence the reader came goes along in the address."""
    open_ones = sorted(applicable.open_to(kind, applicant.region_code), key=lambda one: one["name"] != drafts.BENEFIT)
    along = {name: request.GET[name] for name in ALONG if request.GET.get(name, "").isdecimal()}
    return [{**programme, "url": f"{begin}?{urlencode({'scheme': programme['name'], **along})}"} for programme in open_ones]


def _chosen(request: HttpRequest, kind: str, region_code: str, otherwise: str = "") -> str:
    """The programme in the address, if it is one that this kind of applicant can claim there."""
    scheme = request.GET.get("scheme") or otherwise
    if scheme not in {programme["name"] for programme in applicable.open_to(kind, region_code)}:
        raise Http404(scheme)
    return scheme


@writes
def claim_create(request: HttpRequest, resident_pk: int) -> HttpResponse:
    """Begin a claim of a person; sending the form twice makes one."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("station"), pk=resident_pk)
    back = reverse("cases:resident_show", args=[resident.pk])
    if not policies.can_begin(request.user, resident):
        messages.error(request, _("Claims of this person are taken in at the person's station."))
        return redirect(back)
    scheme = _chosen(request, "person", resident.region_code, drafts.BENEFIT)
    return _create(request, resident, scheme, back)


@writes
def claim_create_unit(request: HttpRequest, enterprise_pk: int) -> HttpResponse:
    """Begin a claim of an enterprise; sending the form twice makes one."""
    unit = get_object_or_404(Enterprise.objects.visible_to(request.user).select_related("station"), pk=enterprise_pk)
    back = unit.get_absolute_url()
    if not policies.can_begin(request.user, unit):
        messages.error(request, _("Claims of this unit are taken in at its station or at the window of its banner."))
        return redirect(back)
    return _create(request, unit, _chosen(request, "enterprise", unit.region_code), back)


def _create(request: HttpRequest, applicant: Resident | Enterprise, scheme: str, back: str) -> HttpResponse:
    draft_only = "draft" in request.POST
    hinted, words = hooks.fact_hints(applicant, scheme)
    form = IntakeForm(
        request.POST or None,
        scheme=scheme,
        facts={**_first_facts(applicant, scheme), **hinted},
        initial={"channel": Channel.STATION if holds(request.user, Role.STATION) else Channel.WINDOW},
        beside={**transfers.beside(applicant, scheme), **words},
        partial=draft_only,
        cancel_url=back,
        draft=f"claim:{applicant._meta.model_name}:{applicant.pk}:{scheme}",
    )
    if request.method == "POST" and form.is_valid():
        try:
            claim = _begun(request, form, applicant, scheme, draft_only)
        except Refused as refused:
            form.refuse(refused)
        else:
            return _after(request, claim, draft_only)
    return render(request, "cases/claim_create.html", _context(form, applicant, scheme))


def _first_facts(applicant: Resident | Enterprise, scheme: str) -> dict[str, Any]:
    return {"unused_months": claims_query.unused_months(applicant.pk, scheme)} if scheme == drafts.BENEFIT else {}


def _begun(request: HttpRequest, form: IntakeForm, applicant: Resident | Enterprise, scheme: str, draft_only: bool) -> Claim:
    given, channel, token = form.facts_given(), form.cleaned_data["channel"] or "station", form.cleaned_data["token"]
    whose = {"enterprise_id": applicant.pk} if isinstance(applicant, Enterprise) else {"resident_id": applicant.pk}
    claim = drafts.begin(token=token, actor=request.user, asked=given, channel=channel, scheme=scheme, **whose)
    begun.tell(claim=claim, actor=request.user, asked={name: request.GET.get(name, "") for name in ALONG})
    if draft_only or registry.scheme(scheme).listed:
        return claim
    return intake.submit(
        claim_id=claim.pk, token=token, actor=request.user, asked=given, channel=channel, agreed=form.cleaned_data["agreed"]
    )


def _after(request: HttpRequest, claim: Claim, draft_only: bool) -> HttpResponse:
    if draft_only or claim.state == "draft":
        messages.success(request, _("The draft is saved under the number %(number)s.") % {"number": claim.number})
        if not draft_only and registry.scheme(claim.scheme).listed:  # begun with the first button: the people come next
            return redirect("cases:listed_list", pk=claim.pk)
        return redirect("cases:claim_edit", pk=claim.pk)
    messages.success(request, _("The claim %(number)s is submitted.") % {"number": claim.number})
    return redirect("cases:claim_show", pk=claim.pk)


def _context(form: Any, applicant: Resident | Enterprise, scheme: str) -> dict[str, Any]:
    register = facts_query.of_register(applicant, scheme)
    looked_up = facts_query.known(scheme)
    terms = {
        "tell": parameters.stated(scheme, applicant.region_code, clock.today(), "duty_to_tell_working_days"),
        "decide": parameters.stated(scheme, applicant.region_code, clock.today(), "decision_working_days"),
    }
    return {
        "form": form,
        "applicant": applicant,
        "is_unit": isinstance(applicant, Enterprise),
        "scheme": labels.scheme(scheme),
        "register": [row for row in sheet.fact_rows(scheme, register) if row.name in looked_up],
        "unregistered": "registered_on" in register and register["registered_on"] is None,
        "documents": applicable.documents(scheme),
        "terms": terms,
        "round_row": unit_rounds.at_claim(applicant, scheme) if isinstance(applicant, Enterprise) else None,
    }


def _papers(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim,
        **claims_query.paper_rows(claim),
        "counts": listed.counts(claim),
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
        beside=transfers.beside(claim.applicant, claim.scheme, claim),
        initial={"channel": claim.channel, "token": claim.submit_token},
        partial=draft_only,
        cancel_url=reverse("cases:claim_show", args=[claim.pk]),
        draft=f"claim:{claim.pk}",
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
    context = {**_context(form, claim.applicant, claim.scheme), **_papers(request, claim)}
    return render(request, "cases/claim_edit.html", context)


@writes
def claim_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person brought in answer to the notice."""
    claim = shown(request, pk)
    form = CorrectForm(
        request.POST or None,
        scheme=claim.scheme,
        facts=claim.facts,
        beside=transfers.beside(claim.applicant, claim.scheme, claim),
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
    context = {**_context(form, claim.applicant, claim.scheme), **_papers(request, claim)}
    context["correction"] = getattr(claim, "correction", None)
    context["may"] = policies.can(request.user, "correct", claim)
    return render(request, "cases/claim_correct.html", context)


@writes
def claim_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Other facts than the claim has: votes given on the old ones are void."""
    claim = shown(request, pk)
    form = ChangeFactsForm(
        request.POST or None,
        scheme=claim.scheme,
        facts=claim.facts,
        beside=transfers.beside(claim.applicant, claim.scheme, claim),
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
    context = {**_context(form, claim.applicant, claim.scheme), "claim": claim}
    return render(request, "cases/claim_facts.html", context)
