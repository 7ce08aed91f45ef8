"""Start-up mentoring: the list with its figure, a pair and its log, beginning and ending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cases.models import Resident
from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.mentoring import MeetingForm, MentoringEndForm, MentoringFilter, MentoringForm
from jobs.models import Mentoring
from jobs.policies import orders as policies
from jobs.queries import mentoring as query
from jobs.queries.providers import serving_in
from jobs.services import mentoring
from jobs.states.providers import ProviderKind
from stations.policies import holds


def shown(request: HttpRequest, pk: int) -> Mentoring:
    """The mentoring, if the reader may see it."""
    found: Mentoring = get_object_or_404(query.listed(request.user), pk=pk)
    return found


def _may(request: HttpRequest, thing: Any) -> bool:
    return holds(request.user, *policies.DESK, region_code=thing.region_code, station_id=thing.station_id)


@reads
def mentoring_list(request: HttpRequest) -> HttpResponse:
    """The pairs within the reader's posts, and how many count as at least six months one to one."""
    filters = MentoringFilter(request.GET)
    page = keyset(query.listed(request.user, **filters.chosen), request, order=("-began_on", "-pk"))
    for each in page:
        each.course = query.course_of(each)
    context = {"page": page, "filters": filters, "counted": query.counted(request.user)}
    return render(request, "jobs/mentoring_list.html", context)


@reads
def mentoring_figures(request: HttpRequest) -> HttpResponse:
    """The pairs year by year, as the plan for founders counts them."""
    return render(request, "jobs/mentoring_figures.html", {"years": query.by_year(request.user)})


@writes
def mentoring_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One pair: its course, its log, and the form for the next meeting."""
    found = shown(request, pk)
    may = _may(request, found) and found.ended_on is None
    form = MeetingForm(request.POST or None, initial={"on": clock.today(), "way": "face"})
    if request.method == "POST" and may and form.is_valid():
        try:
            mentoring.meet(mentoring_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The meeting stands in the log."))
            return redirect(found.get_absolute_url())
    meetings = sorted(found.meetings.all(), key=lambda each: each.on, reverse=True)
    context = {"found": found, "course": query.course_of(found), "meetings": meetings, "form": form, "may": may}
    return render(request, "jobs/mentoring_show.html", context)


@writes
def mentoring_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """A founder gets a mentor."""
    founder = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    mentors = list(serving_in(founder.region_code, ProviderKind.MENTOR))
    initial = {"began_on": clock.today()}
    form = MentoringForm(request.POST or None, mentors=mentors, initial=initial, cancel_url=founder.get_absolute_url())
    may = _may(request, founder)
    if request.method == "POST" and may and form.is_valid():
        try:
            made = mentoring.begin(founder_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Founder and mentor are a pair."))
            return redirect(made.get_absolute_url())
    context = {"founder": founder, "form": form, "may": may, "mentors": mentors}
    return render(request, "jobs/mentoring_begin.html", context)


@writes
def mentoring_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentoring is over."""
    found = shown(request, pk)
    may = _may(request, found) and found.ended_on is None
    form = MentoringEndForm(request.POST or None, initial={"on": clock.today()}, cancel_url=found.get_absolute_url())
    if request.method == "POST" and may and form.is_valid():
        try:
            mentoring.end(mentoring_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded."))
            return redirect(found.get_absolute_url())
    return render(request, "jobs/mentoring_end.html", {"found": found, "form": form, "may": may})
