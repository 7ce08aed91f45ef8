"""The steps of trainees: present, leaving, assessed; the code of the day; the training of one resident."""

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.models import Resident
from core import clock
from core.forms import PortalForm
from core.http import reads, writes
from core.policies import Refused
from jobs.forms.courses import AssessForm, SheetDayForm, TraineeLeaveForm
from jobs.forms.events_public import PresentForm
from jobs.models import Course, Trainee
from jobs.policies.events import can_run
from jobs.queries import courses as query
from jobs.services import courses_exports, courses_steps
from jobs.views.courses import run_of
from jobs.views.events import code_of, outside, workbook


def _trainee(request: HttpRequest, pk: int) -> Trainee:
    mine = Course.objects.visible_to(request.user)
    found: Trainee = get_object_or_404(Trainee.objects.select_related("course__station", "resident"), pk=pk, course__in=mine)
    if not can_run(request.user, found.course):
        raise PermissionDenied
    return found


@never_cache
@writes
def course_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The teacher's sheet of a day: who is there."""
    course, today = run_of(request, pk), clock.today()
    filters = SheetDayForm(request.GET or {"on": min(max(today, course.from_on), course.until_on)})
    on = filters.chosen.get("on") or today
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("trainee") if key.isdecimal() and len(key) < 18]
        try:
            there = courses_steps.note_presence(course_id=pk, actor=request.user, on=on, trainee_ids=keys)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The sheet is saved: %(count)s present.") % {"count": there})
        return redirect(f"{reverse('jobs:course_sheet', args=[pk])}?on={on.isoformat()}")
    present = query.present_on(course, on)
    rows = [(one, one.pk in present) for one in query.trainees(course) if one.left_on is None or one.left_on >= on]
    context = {
        "course": course,
        "filters": filters,
        "on": on,
        "rows": rows,
        "held": course.from_on <= on <= min(course.until_on, today),
    }
    return render(request, "jobs/course_sheet.html", context)


@reads
def course_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of today: trainees scan it in the room. Tomorrow it opens nothing."""
    course, today = run_of(request, pk), clock.today()
    address = outside("jobs:course_here", course.token, query.day_key(course, today))
    held = course.state == "open" and course.from_on <= today <= course.until_on
    context = {"course": course, "today": today, "held": held, "address": address, "code": code_of(address)}
    return render(request, "jobs/course_code.html", context)


@writes
def course_trainees_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The trainees as a spreadsheet; that it was taken out is recorded."""
    course = run_of(request, pk)
    if request.method != "POST":
        return redirect(course)
    target = io.BytesIO()
    courses_exports.write_trainees(target=target, course=course, actor=request.user)
    return workbook(target.getvalue(), f"{course.number}-trainees")


@login_not_required
@never_cache
@writes
def course_here(request: HttpRequest, token: str, key: str) -> HttpResponse:
    """Public by the code of the day: a trainee is there."""
    course = get_object_or_404(Course.objects.select_related("station"), token=token)
    fresh = constant_time_compare(key, query.day_key(course, clock.today()))
    form = PresentForm(request.POST or None) if fresh else None
    done = False
    if request.method == "POST" and form is not None and form.is_valid() and not form.by_machine:
        try:
            new = courses_steps.be_present(course_id=course.pk, mobile=form.cleaned_data["mobile"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("You are on today's sheet.") if new else _("You were on today's sheet already."))
            done = True
    response = render(request, "jobs/course_here.html", {"course": course, "form": None if done else form, "fresh": fresh})
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@writes
def trainee_assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the result and the certificate, or put them right."""
    trainee = _trainee(request, pk)
    initial = {
        "result": trainee.result if trainee.result != "none" else "",
        "assessed_on": trainee.assessed_on or clock.today(),
        "certificate_no": trainee.certificate_no or "",
        "certificate_level": trainee.certificate_level,
        "certificate_on": trainee.certificate_on,
    }
    form = AssessForm(request.POST or None, initial=initial, cancel_url=trainee.course.get_absolute_url())
    return _step(request, trainee, form, courses_steps.assess, _("The result is saved."), "jobs/trainee_assess.html")


@writes
def trainee_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a trainee left before the end."""
    trainee = _trainee(request, pk)
    form = TraineeLeaveForm(
        request.POST or None, initial={"left_on": clock.today()}, cancel_url=trainee.course.get_absolute_url()
    )
    return _step(
        request, trainee, form, courses_steps.leave, _("The trainee has left; the place is free."), "jobs/trainee_leave.html"
    )


def _step(request: HttpRequest, trainee: Trainee, form: PortalForm, act: object, said: str, template: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(trainee_id=trainee.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return redirect(trainee.course)
    return render(request, template, {"form": form, "trainee": trainee, "course": trainee.course})


@never_cache
@reads
def resident_training(request: HttpRequest, pk: int) -> HttpResponse:
    """The courses, certificates and events of one resident; the newest certificate begins a claim for the skills subsidy."""
    resident = Resident.objects.visible_to(request.user).filter(pk=pk).first()
    if resident is None:
        raise Http404
    context = {
        "resident": resident,
        "trainings": query.of_resident(resident),
        "visits": query.events_of(resident),
        "unclaimed": query.unclaimed(resident).first(),
    }
    return render(request, "jobs/resident_training.html", context)
