"""Courses: opened for a post that is needed, changed, ended or cancelled; who is on them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from cases.services import numbers
from core import audit, clock
from core.policies import Refused, constraint_of, require
from jobs.models import Course, Trainee
from jobs.policies.events import can_plan, can_run
from jobs.states.courses import COURSE, CourseState
from stations.models import Station, User

#: The series of public numbers: PX for 培训.
SERIES = "PX"
NOT_YOURS = _("The station that holds the course, or the acceptance of its place, runs it.")
FIELDS = (
    "title", "occupation_id", "vacancy_id", "provider", "address", "hours", "from_on", "until_on", "places", "subsidised",
    "subsidy_basis",
)  # fmt: skip


@transaction.atomic
def open_course(*, actor: User, station_id: int, token: UUID | None = None, **values: Any) -> Course:
    """The course takes trainees. The same sending twice, known by its `token`, gives what the first made. Takes the FIELDS."""
    station = Station.objects.get(pk=station_id)
    require(can_plan(actor, station), _("Courses are opened at an open station of yours."))
    if token and (sent := Course.objects.filter(submit_token=token, created_by=actor).first()):
        return sent
    _refuse(values)
    made = Course(
        number=numbers.take(SERIES, station.region_code), station=station, created_at=clock.now(), created_by=actor,
        submit_token=token, **{name: values[name] for name in FIELDS if name in values},
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "course.opened", made, occupation=made.occupation_id, subsidised=made.subsidised)
    return made


@transaction.atomic
def edit(*, course_id: int, actor: User, **values: Any) -> Course:
    """What is told of the course is as given, while it is open."""
    course = locked(course_id, actor)
    if course.state != CourseState.OPEN:
        raise Refused(_("This course has ended or is cancelled and is not changed any more."), code="wrong_state")
    wanted = {name: values[name] for name in FIELDS if name in values}
    _refuse({**{name: getattr(course, name) for name in FIELDS}, **wanted})
    if wanted.get("places", course.places) < course.taken:
        raise Refused(_("%(taken)s people are on it already.") % {"taken": course.taken}, field="places")
    changed = sorted(name for name, value in wanted.items() if getattr(course, name) != value)
    for name in changed:
        setattr(course, name, wanted[name])
    if changed:
        course.save(update_fields=changed)
        audit.record(actor, "course.changed", course, fields=changed)
    return course


@transaction.atomic
def close(*, course_id: int, actor: User) -> Course:
    """The lessons are over; results and certificates may still be entered."""
    course = locked(course_id, actor)
    if clock.today() < course.from_on:
        raise Refused(_("The course has not begun. Cancel it where it is not held."))
    return _move(course, "close", actor)


@transaction.atomic
def cancel(*, course_id: int, actor: User, reason: str) -> Course:
    """The course is not held, for the reason given."""
    course = locked(course_id, actor)
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    course.state_note = reason.strip()[:300]
    return _move(course, "cancel", actor, reason=course.state_note)


@transaction.atomic
def join(*, course_id: int, actor: User, resident_ids: Sequence[int]) -> list[Trainee]:
    """These residents are on the course; who is on it already stays. Raises Refused where the places do not suffice."""
    course = locked(course_id, actor)
    if course.state != CourseState.OPEN or clock.today() > course.until_on:
        raise Refused(_("This course takes nobody any more."), code="wrong_state")
    people = list(Resident.objects.visible_to(actor).filter(pk__in=resident_ids, deceased_on__isnull=True).order_by("pk"))
    if len(people) < len(set(resident_ids)):
        raise Refused(_("Choose residents whom you look after."), field="resident")
    known = set(course.trainees.values_list("resident_id", flat=True))
    made = [Trainee(course=course, resident=one, joined_at=clock.now(), joined_by=actor) for one in people if one.pk not in known]
    try:
        with transaction.atomic():
            made = Trainee.objects.bulk_create(made)
    except IntegrityError as error:
        if constraint_of(error) == "course_not_overfull":
            raise Refused(_("The course has no place left."), field="resident", code="full") from None
        raise
    audit.record_each(
        actor, "trainee.joined", [(one, {"course": course.pk, "resident": one.resident_id}) for one in made],
        places=[course] * len(made),
    )  # fmt: skip
    return made


def locked(course_id: int, actor: User) -> Course:
    """The course, held, and the actor's to run."""
    course: Course = Course.objects.locked(pk=course_id)
    require(can_run(actor, course), NOT_YOURS)
    return course


def _move(course: Course, verb: str, actor: User, **data: Any) -> Course:
    course.state = COURSE.after(verb, course.state)
    course.save(update_fields=["state", "state_note"])
    audit.record(actor, f"course.{course.state}", course, **data)
    return course


def _refuse(values: dict[str, Any]) -> None:
    if values["until_on"] < values["from_on"]:
        raise Refused(_("The last day is not before the first."), field="until_on")
    if values.get("subsidised") and not str(values.get("subsidy_basis") or "").strip():
        raise Refused(_("Name the rule by which the course is subsidised."), field="subsidy_basis")
