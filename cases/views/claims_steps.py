"""Pages of the bureau: accept, ask for corrections, check, and every move that asks for no more than a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cases.forms.claims import AcceptForm, CorrectionForm, EndForm, ReasonForm, SuspendForm, VoteForm
from cases.policies import claims as policies
from cases.queries import cautions, listed, moves, promises, sheet
from cases.queries import claims as claims_query
from cases.services import acceptance, checking, drafts, entitlement
from cases.services.assessing import EXCLUDED, RULES
from cases.states import ClaimState
from cases.views.claims import shown
from core import clock
from core.http import writes
from core.periods import add_working_days
from core.policies import Refused
from core.templatetags.portal import day
from programmes.queries import applicable, labels, parameters
from programmes.services import calendar


@dataclass(frozen=True)
class Plain:
    """A move whose page asks for a reason: what it does, in a sentence before and after."""

    run: Callable[..., Any]
    before: str | Promise
    after: str | Promise
    danger: bool = False
    reason_needed: bool = True


PLAIN: dict[str, Plain] = {
    "discard": Plain(
        drafts.discard,
        gettext_lazy("The draft is thrown away. This cannot be undone; a new claim can be begun at any time."),
        gettext_lazy("The draft is discarded."),
        danger=True,
        reason_needed=False,
    ),
    "not_accept": Plain(
        acceptance.not_accept,
        gettext_lazy("The claim ends here. This cannot be undone. The person gets a letter with the reason and how to appeal."),
        gettext_lazy("The claim is not accepted. Print the letter for the person."),
        danger=True,
    ),
    "withdraw": Plain(
        checking.withdraw,
        gettext_lazy("The person takes the claim back. This cannot be undone; the person may claim again."),
        gettext_lazy("The claim is withdrawn."),
        danger=True,
    ),
    "pause": Plain(
        checking.pause,
        gettext_lazy("The clock stands still until somebody goes on with the claim. Say what is being waited for and from whom."),
        gettext_lazy("The claim waits; its clock is stopped."),
    ),
    "proceed": Plain(
        checking.proceed,
        gettext_lazy("The clock goes on; the due day moves by the working days lost."),
        gettext_lazy("The clock goes on."),
        reason_needed=False,
    ),
    "return_to_acceptance": Plain(
        checking.give_back,
        gettext_lazy("The claim goes back to acceptance. The clock goes on running."),
        gettext_lazy("The claim is returned to acceptance."),
    ),
    "return_to_first": Plain(
        checking.give_back,
        gettext_lazy("The claim goes back to the first check; votes given in this round are void. The clock goes on running."),
        gettext_lazy("The claim is returned to the first check."),
    ),
    "resume": Plain(
        entitlement.resume,
        gettext_lazy("Payment goes on from today. Whoever suspended it cannot do this."),
        gettext_lazy("Payment goes on."),
    ),
}


#: What may have changed besides the facts.
BESIDE: dict[str, str | Promise] = {RULES: gettext_lazy("the rules"), EXCLUDED: gettext_lazy("what excludes the grant")}


@writes
def claim_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """A move that asks for a reason at most; its page says what it does before it is done."""
    claim = shown(request, pk)
    plain = PLAIN.get(verb)
    if plain is None:
        raise Http404
    back = reverse("cases:claim_show", args=[claim.pk])
    form = ReasonForm(request.POST or None, label=moves.LABELS[verb], required=plain.reason_needed, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            plain.run(claim_id=claim.pk, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, str(plain.after))
            return redirect(back)
    context = {
        "claim": claim,
        "form": form,
        "label": moves.LABELS[verb],
        "plain": plain,
        "may": policies.can(request.user, verb, claim),
    }
    return render(request, "cases/claim_move.html", context)


@writes
def claim_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept: the decision's clock starts today."""
    claim = shown(request, pk)
    days = parameters.value(claim.scheme, claim.region_code, clock.today(), "decision_working_days")
    error = ""
    lacking = promises.lacking(claim)
    form = AcceptForm(
        request.POST if request.method == "POST" else None,
        lacking={kind: applicable.paper_name(kind) for kind in lacking},
        cancel_url=reverse("cases:claim_show", args=[claim.pk]),
    )
    if request.method == "POST" and (not lacking or form.is_valid()):
        try:
            claim = acceptance.accept(claim_id=claim.pk, actor=request.user, **(form.said() if lacking else {}))
        except Refused as refused:
            error = "" if lacking else str(refused)
            form.refuse(refused)
        else:
            messages.success(request, _("The claim is accepted; a decision is due by %(day)s.") % {"day": day(claim.due_on)})
            return redirect("cases:claim_show", pk=claim.pk)
    running = claim.accepted_on is not None
    context = {
        "claim": claim,
        "days": days,
        "due_on": claim.due_on if running else add_working_days(clock.today(), days or 0, calendar.load()),
        "running": running,
        "form": form if lacking else None,
        "facts": sheet.fact_rows(claim.scheme, claim.facts),
        **claims_query.paper_rows(claim),
        "may_attach": policies.can_attach(request.user, claim),
        "error": error,
        "may": policies.can(request.user, "accept", claim),
        "others": [button for button in moves.buttons(request.user, claim)[1] if button.verb != "withdraw"],
        "returned": claims_query.returned(claim),
        "counts": listed.counts(claim),
        "correction": getattr(claim, "correction", None),
    }
    return render(request, "cases/claim_accept.html", context)


@writes
def claim_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The one notice with everything that is missing."""
    claim = shown(request, pk)
    with override("zh-hans"):  # the notice is a letter, and letters are Chinese whatever their writer reads
        points = "\n".join(claims_query.paper_rows(claim)["missing"])
    back = reverse("cases:claim_show", args=[claim.pk])
    form = CorrectionForm(request.POST or None, cancel_url=back, initial={"points": points})
    if request.method == "POST" and form.is_valid():
        try:
            notice = acceptance.ask_correction(claim_id=claim.pk, actor=request.user, points=form.lines())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The notice is written; the person has until %(day)s.") % {"day": day(notice.due_on)})
            return redirect("cases:claim_show", pk=claim.pk)
    days = parameters.value(claim.scheme, claim.region_code, clock.today(), "correction_working_days")
    may = policies.can(request.user, "ask_correction", claim) and getattr(claim, "correction", None) is None
    return render(request, "cases/claim_correction.html", {"claim": claim, "form": form, "days": days, "may": may})


@writes
def claim_check(request: HttpRequest, pk: int) -> HttpResponse:
    """First check, second check or approval: the assessment, and the reader's vote on it."""
    claim = shown(request, pk)
    assessment = claim.assessments.order_by("-pk").first()
    back = reverse("cases:claim_show", args=[claim.pk])
    form = VoteForm(request.POST or None, initial={"seen": assessment.pk} if assessment else {}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            checked = checking.check(claim_id=claim.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            _say(request, checked)
            decided = checked.claim.state in (ClaimState.GRANTED, ClaimState.REFUSED)
            return redirect("cases:claim_decision" if decided else "cases:claim_show", pk=claim.pk)
    context: dict[str, Any] = {
        "claim": claim,
        "form": form,
        "assessment": assessment,
        "title": moves.NEXT_LABELS.get(claim.state, _("Check")),
        "cautions": cautions.about(claim),
        **claims_query.paper_rows(claim),
        "may_attach": policies.can_attach(request.user, claim),
        "may": policies.can(request.user, checking.VERB_OF.get(ClaimState(claim.state), "grant"), claim),
        "votes": list(claim.votes.filter(void_at__isnull=True).select_related("actor").order_by("pk")),
        "returned": claims_query.returned(claim),
        "counts": listed.counts(claim),
        "others": [button for button in moves.buttons(request.user, claim)[1] if button.verb != "withdraw"],
    }
    if assessment is not None:
        context["findings"] = sheet.finding_rows(assessment)
        context["months"] = sheet.month_rows(assessment, claim)
        context["above_limit"] = claim.state == ClaimState.FIRST_CHECKED and checking.needs_approval(claim, assessment)
    return render(request, "cases/claim_check.html", context)


def _say(request: HttpRequest, checked: checking.Checked) -> None:
    if checked.changed:
        names = _(", ").join(str(BESIDE.get(name) or labels.fact(name)) for name in checked.changed)
        messages.warning(
            request,
            _("The register has changed since the assessment (%(names)s). Votes are void; the first check begins again.")
            % {"names": names},
        )
    elif checked.claim.state == ClaimState.FIRST_CHECKED:
        messages.success(request, _("Your vote is recorded; the claim goes to the second check."))
    elif checked.claim.state == ClaimState.APPROVAL:
        messages.success(request, _("Your vote is recorded; the amount is above your limit, so the approver decides."))
    elif checked.claim.state == ClaimState.PUBLISHED:
        messages.success(request, _("Every vote is for the grant. It is published before it is decided."))
    else:
        messages.success(request, _("The claim is decided. Print the letter for the person."))


@writes
def claim_suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Payment stands still from a day on."""
    claim = shown(request, pk)
    form = SuspendForm(
        request.POST or None, initial={"from_on": clock.today()}, cancel_url=reverse("cases:claim_show", args=[claim.pk])
    )
    if request.method == "POST" and form.is_valid():
        try:
            entitlement.suspend(claim_id=claim.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Payment is suspended. Print the letter for the person."))
            return redirect("cases:claim_show", pk=claim.pk)
    return render(
        request, "cases/claim_suspend.html", {"claim": claim, "form": form, "may": policies.can(request.user, "suspend", claim)}
    )


@writes
def claim_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Benefit ends with a reason that the law knows."""
    claim = shown(request, pk)
    form = EndForm(request.POST or None, initial={"on": clock.today()}, cancel_url=reverse("cases:claim_show", args=[claim.pk]))
    if request.method == "POST" and form.is_valid():
        try:
            entitlement.end(claim_id=claim.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The benefit is ended. Unused months are kept. Print the letter for the person."))
            return redirect("cases:claim_show", pk=claim.pk)
    may = policies.can(request.user, "end", claim)
    left = claim.instalments.filter(cancelled_on__isnull=True, month__gt=clock.this_month()).count()
    return render(request, "cases/claim_end.html", {"claim": claim, "form": form, "left": left, "may": may})
