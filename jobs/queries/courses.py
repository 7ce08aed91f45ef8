"""Reading courses: lists with their counts, trainees, the sheet of a day, and the training of one resident."""

import hashlib
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cases.models import Claim, Hire, Resident
from cases.states import ClaimState
from core.crypto import blind_index
from jobs.models import Course, Presence, Trainee, Visitor
from jobs.states.courses import Result

SKILLS_SUBSIDY = "skills_subsidy"
#: A claim that came to nothing leaves the certificate free for another.
LOST = (ClaimState.WITHDRAWN, ClaimState.REFUSED, ClaimState.NOT_ACCEPTED, ClaimState.DISCARDED)
#: A hire on record after the first day of the course is the fourth step.
PLACED = Exists(Hire.objects.live().filter(resident=OuterRef("resident_id"), hired_on__gte=OuterRef("course__from_on")))


def _of_course(rows: QuerySet[Any]) -> Any:
    counted = rows.filter(course=OuterRef("pk")).order_by().values("course").annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def with_counts(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Each with `passed`, `certified` and `placed`, in the same statement."""
    trainees = Trainee.objects.all()
    return courses.annotate(
        passed=_of_course(trainees.filter(result=Result.PASSED)),
        certified=_of_course(trainees.filter(certificate_no__isnull=False)),
        placed=_of_course(trainees.filter(PLACED)),
    )


def listed(user: Any, chosen: dict[str, Any]) -> QuerySet[Course]:
    """The courses that `user` may see under the filters of the list."""
    rows = Course.objects.visible_to(user).select_related("station", "occupation")
    if chosen.get("state"):
        rows = rows.filter(state=chosen["state"])
    if chosen.get("subsidised"):
        rows = rows.filter(subsidised=chosen["subsidised"] == "yes")
    if chosen.get("text"):
        rows = rows.filter(Q(title__icontains=chosen["text"]) | Q(provider__icontains=chosen["text"]))
    return rows


def trainees(course: Course) -> QuerySet[Trainee]:
    """Who is on the course, with `days` of presence and `placed`."""
    rows = course.trainees.select_related("resident").annotate(days=Count("presences"), placed=PLACED)
    return rows.order_by("resident__sort_key", "pk")


def present_on(course: Course, on: date) -> set[int]:
    """The trainees who were there that day."""
    return set(Presence.objects.filter(trainee__course=course, on=on).values_list("trainee_id", flat=True))


def day_key(course: Course, on: date) -> str:
    """What the code of the day carries beside the token: yesterday's photograph of it opens nothing today."""
    return hashlib.sha256(blind_index("course_day", f"{course.pk}:{on.isoformat()}")).hexdigest()[:12]


def of_resident(resident: Resident) -> QuerySet[Trainee]:
    """The courses of one resident, latest first, each with `days` and `placed`."""
    rows = Trainee.objects.filter(resident=resident).select_related("course__occupation", "course__station")
    return rows.annotate(days=Count("presences"), placed=PLACED).order_by("-course__from_on", "-pk")


def events_of(resident: Resident) -> QuerySet[Visitor]:
    """The events to which the resident came, as far as the visitor was recognised."""
    rows = Visitor.objects.filter(resident=resident).arrived().select_related("event__station")
    return rows.annotate(wanted=Count("intents"), begins=F("event__begins_at")).order_by("-begins")[:20]


def hints(applicant: Any, scheme: str) -> tuple[dict[str, Any], dict[str, str]]:
    """What a certificate of a course says to a claim for the skills subsidy: facts to begin with, words beside a fact.

    It is the newest certificate for which the person has not claimed. One of a subsidised course brings none (E-9).
    """
    if scheme != SKILLS_SUBSIDY or not isinstance(applicant, Resident):
        return {}, {}
    found = unclaimed(applicant).first()
    if found is None:
        return {}, {}
    course = found.course
    facts = {
        "certificate_no": found.certificate_no, "certificate_on": found.certificate_on.isoformat(),
        "level": found.certificate_level, "occupation": course.occupation.name, "training_subsidised": course.subsidised,
    }  # fmt: skip
    told = {"course": course.number, "title": course.title, "basis": course.subsidy_basis}
    beside = {"certificate_no": _("From course %(course)s %(title)s. Compare it with the certificate.") % told}
    if course.subsidised:
        beside["training_subsidised"] = (
            _("Course %(course)s was subsidised (%(basis)s): the same certificate brings no skills subsidy.") % told
        )
    return facts, beside


def unclaimed(resident: Resident) -> QuerySet[Trainee]:
    """The resident's certificates that no claim for the skills subsidy names, the newest first."""
    claims = Claim.objects.filter(resident=resident, scheme=SKILLS_SUBSIDY).exclude(state__in=LOST)
    named = claims.values_list("facts__certificate_no", flat=True)
    rows = Trainee.objects.filter(resident=resident, certificate_no__isnull=False).select_related("course__occupation")
    return rows.exclude(certificate_no__in=[one for one in named if one]).order_by("-certificate_on", "-pk")
