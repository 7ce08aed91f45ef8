"""Courses at the desk: the list, one course, opening, changing, ending; who is on it."""

import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.models import Resident
from cases.queries import residents
from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.courses import CourseFilter, CourseForm, TraineeSearch
from jobs.forms.events import EventCancelForm
from jobs.models import Course
from jobs.policies.events import can_plan, can_run
from jobs.queries import courses as query
from jobs.services import courses, courses_exports
from jobs.states.courses import COURSE
from jobs.views.events import workbook
from stations.models import Station

FOUND = 20


def course_of(request: HttpRequest, pk: int) -> Course:
    """The course, if the reader may see it."""
    rows = Course.objects.visible_to(request.user).select_related("station", "occupation", "vacancy")
    found: Course = get_object_or_404(rows, pk=pk)
    return found


def run_of(request: HttpRequest, pk: int) -> Course:
    """The course, if it is the reader's to run."""
    course = course_of(request, pk)
    if not can_run(request.user, course):
        raise PermissionDenied
    return course


@reads
def course_list(request: HttpRequest) -> HttpResponse:
    """The courses of the reader's places with what became of the trainees, the latest first."""
    filters = CourseFilter(request.GET)
    page = keyset(query.with_counts(query.listed(request.user, filters.chosen)), request, order=("-from_on", "-pk"))
    return render(request, "jobs/course_list.html", {"filters": filters, "page": page, "may_open": can_plan(request.user)})


@writes
def course_export(request: HttpRequest) -> HttpResponse:
    """The list under its filters as a spreadsheet; that it was taken out is recorded."""
    if request.method != "POST":
        return redirect("jobs:course_list")
    rows, target = query.listed(request.user, CourseFilter(request.GET).chosen), io.BytesIO()
    courses_exports.write_courses(target=target, rows=rows, actor=request.user, filters=dict(request.GET.items()))
    return workbook(target.getvalue(), "courses")


@writes
def course_open(request: HttpRequest) -> HttpResponse:
    """Open a course for a post that is needed."""
    if not can_plan(request.user):
        raise PermissionDenied
    stations = Station.objects.open().of(request.user).order_by("code")
    first = stations.first()
    back = reverse("jobs:course_list")
    form = CourseForm(request.POST or None, stations=stations, initial={"station": first and first.pk}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            course = courses.open_course(actor=request.user, **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The course is open. Put people on it."))
            return redirect(course)
    return render(request, "jobs/course_open.html", {"form": form})


@writes
def course_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is told of the course."""
    course = run_of(request, pk)
    form = CourseForm(request.POST or None, stations=Station.objects.none(), course=course, cancel_url=course.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            courses.edit(course_id=pk, actor=request.user, **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(course)
    return render(request, "jobs/course_edit.html", {"form": form, "course": course})


@never_cache
@reads
def course_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One course in its four steps, and its trainees."""
    course = course_of(request, pk)
    rows = list(query.trainees(course))
    runs = can_run(request.user, course)
    context = {
        "course": course,
        "trainees": rows,
        "steps": {
            "trained": sum(1 for one in rows if one.days),
            "passed": sum(1 for one in rows if one.result == "passed"),
            "certified": sum(1 for one in rows if one.certificate_no),
            "placed": sum(1 for one in rows if one.placed),
        },
        "runs": runs,
        "verbs": COURSE.open_from(course.state) if runs else [],
        "begun": course.from_on <= clock.today(),
    }
    return render(request, "jobs/course_show.html", context)


@writes
def course_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The lessons are over."""
    course = run_of(request, pk)
    if request.method == "POST":
        try:
            courses.close(course_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The course has ended. Results may still be entered."))
    return redirect(course)


@writes
def course_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the course off, with the reason."""
    course = run_of(request, pk)
    form = EventCancelForm(request.POST or None, cancel_url=course.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            courses.cancel(course_id=pk, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The course is cancelled."))
            return redirect(course)
    return render(request, "jobs/course_cancel.html", {"form": form, "course": course})


@never_cache
@writes
def course_join(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for residents and put them on the course."""
    course = run_of(request, pk)
    if request.method == "POST":
        try:
            keys = [int(key) for key in request.POST.getlist("resident") if key.isdecimal() and len(key) < 18]
            made = courses.join(course_id=pk, actor=request.user, resident_ids=keys)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("%(count)s people were put on the course.") % {"count": len(made)})
            return redirect(course)
    form = TraineeSearch(request.GET)
    text = form.chosen.get("q", "")
    found: list[Resident] = []
    if text:
        known = course.trainees.values("resident_id")
        rows = residents.search(request.user, text).filter(deceased_on__isnull=True).exclude(pk__in=known)
        found = list(rows.select_related("station")[:FOUND])
    return render(request, "jobs/course_join.html", {"course": course, "filters": form, "found": found, "text": text})
