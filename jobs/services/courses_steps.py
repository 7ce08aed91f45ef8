"""What becomes of a trainee: present day by day, leaving, assessed, certified."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.identifiers import clean_mobile, clean_number, is_mobile
from core.policies import Refused, constraint_of
from jobs.models import Course, Presence, Trainee
from jobs.services.courses import locked
from jobs.states.courses import CourseState, Level, Result
from stations.models import User
from stations.services.machine import machine_user

_PRESENT = """
INSERT INTO jobs_presence (trainee_id, "on", recorded_at, recorded_by_id) VALUES (%s, %s, %s, NULL)
ON CONFLICT (trainee_id, "on") DO NOTHING
"""


@transaction.atomic
def be_present(*, course_id: int, mobile: str) -> bool:
    """The trainee with that mobile is there today, by the own telephone; returns whether that is new.

    Raises Refused outside the days of the course and for a number that no trainee, or more than one, has.
    """
    course, today = Course.objects.get(pk=course_id), clock.today()
    if course.state != CourseState.OPEN or not course.from_on <= today <= course.until_on:
        raise Refused(_("No lesson of this course is held today."), code="shut")
    number = clean_mobile(mobile)
    if not is_mobile(number):
        raise Refused(_("A mobile number has eleven digits and begins with 1."), field="mobile")
    mine = list(course.trainees.filter(resident__mobile=number, left_on__isnull=True)[:2])
    if len(mine) != 1:
        raise Refused(_("The telephone cannot tell who you are. Ask the teacher to put you on the sheet."), field="mobile")
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, [mine[0].pk, today, clock.now()])
        new = bool(cursor.rowcount)
    if new:
        _audit(machine_user(), "trainee.present", mine[0], course, on=str(today))
    return new


@transaction.atomic
def note_presence(*, course_id: int, actor: User, on: date, trainee_ids: Sequence[int]) -> int:
    """On that day exactly these trainees were there, as the teacher's sheet has it; returns how many."""
    course = locked(course_id, actor)
    if course.state == CourseState.CANCELLED:
        raise Refused(_("This course is cancelled."), code="wrong_state")
    if not course.from_on <= on <= min(course.until_on, clock.today()):
        raise Refused(_("Choose a day of the course that has come."), field="on")
    there = set(course.trainees.filter(pk__in=trainee_ids).values_list("pk", flat=True))
    known = Presence.objects.filter(trainee__course=course, on=on)
    known.exclude(trainee__in=there).delete()
    before = set(known.values_list("trainee_id", flat=True))
    new = [Presence(trainee_id=key, on=on, recorded_at=clock.now(), recorded_by=actor) for key in sorted(there - before)]
    try:
        with transaction.atomic():
            Presence.objects.bulk_create(new)
    except IntegrityError as error:
        if constraint_of(error) == "presence_in_course":
            raise Refused(_("Somebody on this sheet had left the course before that day."), field="on") from None
        raise
    audit.record(actor, "course.presence_noted", course, on=str(on), present=len(there))
    return len(there)


@transaction.atomic
def leave(*, trainee_id: int, actor: User, left_on: date, reason: str) -> Trainee:
    """The trainee left before the end; the place is free."""
    trainee, course = _trainee(trainee_id, actor)
    if trainee.left_on or trainee.result != Result.NONE:
        raise Refused(_("This trainee has left or been assessed already."), code="wrong_state")
    if not course.from_on <= left_on <= min(course.until_on, clock.today()):
        raise Refused(_("The day of leaving is a day of the course that has come."), field="left_on")
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    if trainee.presences.filter(on__gt=left_on).exists():
        raise Refused(_("The sheet has this trainee present after that day."), field="left_on")
    trainee.left_on, trainee.left_note = left_on, reason.strip()[:200]
    trainee.save(update_fields=["left_on", "left_note"])
    _audit(actor, "trainee.left", trainee, course, on=str(left_on))
    return trainee


@transaction.atomic
def assess(
    *,
    trainee_id: int,
    actor: User,
    result: str,
    assessed_on: date,
    certificate_no: str = "",
    certificate_level: int | None = None,
    certificate_on: date | None = None,
) -> Trainee:
    """How the assessment ended and, where it was passed, the certificate; entered again it is put right, with a trace.

    Raises Refused naming the field: a day that cannot be, half a certificate, one that somebody else holds.
    """
    trainee, course = _trainee(trainee_id, actor)
    if course.state == CourseState.CANCELLED or trainee.left_on:
        raise Refused(_("Who left, or whose course was cancelled, is not assessed."), code="wrong_state")
    if not course.from_on <= assessed_on <= clock.today():
        raise Refused(_("The assessment lies between the first day of the course and today."), field="assessed_on")
    if result not in (Result.PASSED, Result.FAILED):
        raise Refused(_("Choose how the assessment ended."), field="result")
    number = clean_number(certificate_no)
    _refuse_certificate(result, assessed_on, number, certificate_level, certificate_on)
    trainee.result, trainee.assessed_on, trainee.assessed_by = result, assessed_on, actor
    trainee.certificate_no, trainee.certificate_level = number or None, certificate_level if number else None
    trainee.certificate_on = certificate_on if number else None
    try:
        with transaction.atomic():
            trainee.save(
                update_fields=[
                    "result", "assessed_on", "assessed_by", "certificate_no", "certificate_level", "certificate_on",
                ]
            )  # fmt: skip
    except IntegrityError as error:
        if "certificate_no" in constraint_of(error):
            raise Refused(_("Another trainee holds a certificate of this number."), field="certificate_no") from None
        raise
    _audit(
        actor, "trainee.assessed", trainee, course, result=str(result), on=str(assessed_on), level=trainee.certificate_level or 0
    )
    return trainee


def _refuse_certificate(result: str, assessed_on: date, number: str, level: int | None, on: date | None) -> None:
    if not number:
        if level or on:
            raise Refused(_("Enter the number of the certificate too."), field="certificate_no")
        return
    if result != Result.PASSED:
        raise Refused(_("Only who passed has a certificate."), field="certificate_no")
    if level not in Level.values:
        raise Refused(_("Choose the level of the certificate."), field="certificate_level")
    if on is None or not assessed_on <= on <= clock.today():
        raise Refused(_("The certificate was issued between the assessment and today."), field="certificate_on")


def _trainee(trainee_id: int, actor: User) -> tuple[Trainee, Course]:
    """The trainee and the course, both held, the course first as whoever joins holds it."""
    course = locked(Trainee.objects.values_list("course_id", flat=True).get(pk=trainee_id), actor)
    trainee = Trainee.objects.select_related("resident").locked(pk=trainee_id)
    return trainee, course


def _audit(actor: User, verb: str, trainee: Trainee, course: Course, **data: str | int) -> None:
    audit.record(
        actor, verb, trainee, region=course.region_code, station_id=course.station_id, course=course.pk,
        resident=trainee.resident_id, **data,
    )  # fmt: skip
