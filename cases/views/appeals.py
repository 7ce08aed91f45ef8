"""Pages of appeals: the list, the appeal beside its decision, taking one in, the delivery of a letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.appeals import AppealFilter, AppealForm, DeliveryForm
from cases.models import Appeal, Claim, Decision, Letter
from cases.policies import appeals as policies
from cases.queries import appeals as query
from cases.services import appeals, deliveries
from cases.states import APPEAL
from cases.views.claims import shown as claim_shown
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused

#: Verb of the table: the page behind it and its words, the first of them first. The outcome has one page, whatever follows.
STEPS = {
    "follow": ("cases:appeal_follow", gettext_lazy("Record the course")),
    "propose": ("cases:appeal_conclude", gettext_lazy("Record the outcome")),
    "confirm": ("cases:appeal_confirm", gettext_lazy("Look at the outcome and confirm")),
    "send_back": ("cases:appeal_return", gettext_lazy("Send back")),
}


def shown(request: HttpRequest, pk: int) -> Appeal:
    """The appeal of that number, if the reader may see it."""
    found: Appeal = get_object_or_404(
        Appeal.objects.visible_to(request.user).select_related(
            "claim__resident", "claim__enterprise", "claim__station", "decision__assessment", "decision__checked_by",
            "decision__decided_by", "decision__claim__resident", "decision__claim__enterprise", "recorded_by", "proposed_by",
            "confirmed_by", "follow_up",
        ),
        pk=pk,
    )  # fmt: skip
    return found


def may_confirm(user: Any, found: Appeal) -> bool:
    """Whether `user` is the second person that the outcome waits for."""
    made_it = found.route == "objection" and user.pk in (found.decision.checked_by_id, found.decision.decided_by_id)
    return found.proposed_by_id != user.pk and not made_it and policies.can(user, "confirm", found)


@reads
def appeal_list(request: HttpRequest) -> HttpResponse:
    """The appeals within the reader's posts, the earliest term first."""
    filters = AppealFilter(request.GET)
    page = keyset(query.listed(request.user, **filters.chosen), request, order=("decide_by", "pk"))
    for each in page:
        each.light = query.light_of(each)
    return render(request, "cases/appeal_list.html", {"page": page, "filters": filters})


@reads
def appeal_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One appeal: its terms, what was decided beside what the rules say today, and what became of it."""
    found = shown(request, pk)
    verbs = [verb for verb in STEPS if verb in APPEAL.open_from(found.state) and policies.can(request.user, verb, found)]
    if not may_confirm(request.user, found) and "confirm" in verbs:
        verbs.remove("confirm")
    context = {
        "found": found,
        "light": query.light_of(found),
        "steps": [{"url": reverse(STEPS[verb][0], args=[pk]), "label": STEPS[verb][1]} for verb in verbs],
        "comparison": query.compared(found.decision),
    }
    return render(request, "cases/appeal_show.html", context)


@writes
def appeal_create(request: HttpRequest, pk: int) -> HttpResponse:
    """An appeal against the decision of a claim is taken in; the terms are shown beside."""
    claim = claim_shown(request, pk)
    decision = get_object_or_404(Decision, claim=claim)
    back = reverse("cases:claim_decision", args=[pk])
    initial = {"filed_by": claim.applicant.name}
    form = AppealForm(request.POST or None, initial=initial, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            found = appeals.file(claim_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            if found.is_late:
                messages.warning(request, _("It came after the last day; whether it is heard is for the authority to say."))
            messages.success(request, _("The appeal is recorded."))
            return redirect(found.get_absolute_url())
    context = {
        "claim": claim,
        "decision": decision,
        "form": form,
        "ways": query.open_ways(claim, decision),
        "may": policies.can_file(request.user, claim),
        "known": list(claim.appeals.order_by("pk")),
    }
    return render(request, "cases/appeal_create.html", context)


@writes
def delivery_create(request: HttpRequest, pk: int) -> HttpResponse:
    """When, how and to whom a letter was delivered."""
    letters = Letter.objects.defer("pdf").filter(claim__in=Claim.objects.visible_to(request.user)).select_related("claim")
    letter = get_object_or_404(letters, pk=pk)
    back = reverse("cases:claim_show", args=[letter.claim_id])
    form = DeliveryForm(request.POST or None, initial={"received_by": letter.claim.applicant.name}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            deliveries.deliver(letter_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The delivery is on record."))
            return redirect(back)
    context = {
        "letter": letter,
        "claim": letter.claim,
        "form": form,
        "there": getattr(letter, "delivery", None),
        "may": policies.can_record_delivery(request.user, letter),
    }
    return render(request, "cases/delivery_create.html", context)
