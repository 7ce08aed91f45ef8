"""What people do with a round: begin it, screen it again, ask its units, check it, give it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.forms.claims import ReasonForm
from cases.forms.screening import BeginForm, CheckForm
from cases.models import SampledUnit, ScreeningRound
from cases.policies import screening as policies
from cases.queries import screening as query
from cases.services import asking, round_checks, screening
from cases.tasks import screening as tasks
from cases.views.screening import named, pending, shown, units_of
from core.http import writes
from core.policies import Refused
from programmes.queries import labels
from stations.models import Region
from stations.states import Role


@writes
def screening_begin(request: HttpRequest) -> HttpResponse:
    """Choose a programme and a region; the screening begins as soon as a worker takes it."""
    if not policies.can_begin(request.user):
        raise PermissionDenied
    schemes = [(name, labels.scheme(name)) for name in screening.programmes()]
    levels = (Region.Level.LEAGUE, Region.Level.BANNER)
    regions = Region.objects.within(request.user, Role.ACCEPTANCE).filter(level__in=levels).order_by("code")
    form = BeginForm(request.POST or None, schemes=schemes, regions=regions, cancel_url=reverse("cases:screening_list"))
    if request.method == "POST" and form.is_valid():
        try:
            made = screening.begin(
                actor=request.user, scheme=form.cleaned_data["scheme"], region_code=form.cleaned_data["region"].pk
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            tasks.ring_on_commit(tasks.screen, made.pk)
            messages.success(request, _("Round %(number)s is begun; every unit is being screened.") % {"number": made.number})
            return redirect("cases:screening_show", pk=made.pk)
    return render(request, "cases/screening_begin.html", {"form": form})


@writes
def screening_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of the round that is not on its way is screened anew."""
    found = shown(request, pk)
    if request.method == "POST":
        try:
            screening.again(round_id=found.pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            tasks.ring_on_commit(tasks.screen, found.pk)
            messages.success(request, _("The round is being screened again."))
    return redirect("cases:screening_show", pk=found.pk)


@writes
def screening_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The qualified units are asked to confirm their account."""
    found = shown(request, pk)
    if request.method == "POST":
        try:
            count = asking.ask(round_id=found.pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            told = ngettext("%(count)s unit is asked.", "%(count)s units are asked.", count)
            messages.success(request, told % {"count": count})
    return redirect("cases:screening_show", pk=found.pk)


@writes
def screening_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The sample to open, the totals, and the reader's vote on the round as a whole."""
    found = shown(request, pk)
    form = CheckForm(request.POST or None, initial={"seen": found.run}, cancel_url=reverse("cases:screening_show", args=[pk]))
    if request.method == "POST" and form.is_valid():
        try:
            voted = round_checks.check(round_id=found.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            if voted.launch_at:
                tasks.ring_on_commit(tasks.launch, found.pk)
            messages.success(request, _("Your vote is given. The round: %(state)s.") % {"state": voted.get_state_display()})
            return redirect("cases:screening_show", pk=found.pk)
    rows = units_of(request, found)
    context = {
        "found": found,
        "form": form,
        "sample": query.sample(found, request.user),
        "counts": query.counts(found, rows),
        "biggest": query.biggest(rows),
        "votes": query.votes(found),
        "returned": query.returned(found),
        "may": policies.has_post(request.user, found) and policies.is_independent(request.user, found),
        "may_return": found.state in ("first_checked", "approval") and policies.has_post(request.user, found),
        **pending(found),
        "unopened": query.unopened(found, request.user),
    }
    return render(request, "cases/screening_check.html", context)


@writes
def sampled_open(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit of the sample is opened: recorded, then shown."""
    rounds = ScreeningRound.objects.visible_to(request.user)
    drawn = get_object_or_404(SampledUnit.objects.filter(round__in=rounds), pk=pk)
    if request.method == "POST":
        try:
            round_checks.open_sampled(sampled_id=drawn.pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("cases:screening_check", pk=drawn.round_id)
        return redirect("cases:screened_show", pk=drawn.unit_id)
    return redirect("cases:screening_check", pk=drawn.round_id)


@writes
def screening_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The round goes back to the first check, with the reason."""
    found = shown(request, pk)
    back = reverse("cases:screening_check", args=[found.pk])
    form = ReasonForm(request.POST or None, label=_("Return to the first check"), cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            round_checks.give_back(round_id=found.pk, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The round is returned to the first check."))
            return redirect("cases:screening_show", pk=found.pk)
    may = policies.has_post(request.user, found) and found.state in ("first_checked", "approval")
    return render(request, "cases/screening_return.html", {"found": named(found), "form": form, "may": may})
