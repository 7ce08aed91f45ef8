"""Rounds of visits: chosen from a list, shared out, followed."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from core.templatetags.portal import day
from jobs.forms.visits import RoundChooseForm, VisitRoundForm
from jobs.models import VisitRound
from jobs.policies.visits import can_visit
from jobs.queries import rounds as query
from jobs.queries import visits as visit_query
from jobs.queries.people import seated
from jobs.services import rounds
from jobs.states.visits import RoundKind
from stations.models import Station

MONTHS, DAYS = 3, 30
#: What an empty form proposes: by when, and how many of the list.
DUE_DAYS, TICKED = 14, 20


@reads
def visitround_list(request: HttpRequest) -> HttpResponse:
    """The rounds, the newest first, each with how far it is."""
    page = keyset(_counted(request), request, order=("-pk",))
    return render(request, "jobs/visitround_list.html", {"page": page, "may_plan": can_visit(request.user)})


@never_cache
@reads
def visitround_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One round and its visits."""
    found = get_object_or_404(_counted(request), pk=pk)
    visits = visit_query.listed(request.user, {"state": "all"}).filter(round=found)
    context = {"round": found, "page": keyset(visits, request, order=visit_query.ORDER), "today": clock.today()}
    return render(request, "jobs/visitround_show.html", context)


@never_cache
@writes
def visitround_plan(request: HttpRequest) -> HttpResponse:
    """Choose a list, then from the list; the address holds the first choice, so that the second may be sent again."""
    if not can_visit(request.user):
        raise PermissionDenied
    stations = [(each.pk, each.name) for each in Station.objects.open().of(request.user).order_by("code")]
    if not stations:
        return render(request, "jobs/visitround_plan.html", {"filters": None, "form": None, "full": False})
    told = {"station": str(stations[0][0]), "kind": "units", "months": MONTHS, "days": DAYS, **request.GET.dict()}
    communities = query.communities(request.user, int(told["station"]) if str(told["station"]).isdigit() else 0)
    filters = RoundChooseForm(told, stations=stations, communities=communities)
    asked = {"station": stations[0][0], "kind": "units", "months": MONTHS, "days": DAYS, "code": "", **filters.chosen}
    station_id, kind = asked.pop("station"), asked.pop("kind")
    people = seated(station_id, request.user)
    listed = list(query.candidates(request.user, kind, station_id, **asked)[: query.MOST])
    form = VisitRoundForm(
        request.POST or None, people=people, listed=[(each.pk, _told(each)) for each in listed],
        initial={
            "chosen": [each.pk for each in listed[:TICKED]], "visitors": [people[0][0]], "name": RoundKind(kind).label,
            "due_on": clock.today() + timedelta(days=DUE_DAYS),
        },
        cancel_url=reverse("jobs:visitround_list"),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = rounds.plan(actor=request.user, station_id=station_id, kind=kind, **asked, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The round is planned."))
            return redirect(made)
    context = {
        "filters": filters,
        "form": form if listed or request.method == "POST" else None,
        "full": len(listed) == query.MOST,
    }
    return render(request, "jobs/visitround_plan.html", context)


def _counted(request: HttpRequest) -> Any:
    return (
        VisitRound.objects.visible_to(request.user)
        .select_related("station", "made_by")
        .annotate(
            planned=Count("visits"),
            met=Count("visits", filter=Q(visits__state="met")),
            missed=Count("visits", filter=Q(visits__state="missed")),
            left=Count("visits", filter=Q(visits__state="planned")),
        )
    )


def _told(subject: Any) -> str:
    if subject.met_on is None:
        return _("%(name)s (%(code)s), never visited") % {"name": subject.name, "code": subject.short_code}
    words = {"name": subject.name, "code": subject.short_code, "day": day(subject.met_on)}
    return _("%(name)s (%(code)s), last met on %(day)s") % words
