"""Start-up mentoring: begun, its meetings written down, ended."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from core import audit, clock
from core.policies import Refused, require
from jobs.models import Mentoring, MentorMeeting
from jobs.policies import orders as policies
from jobs.queries.providers import serving_in
from jobs.states.mentoring import MeetingWay
from jobs.states.providers import ProviderKind
from stations.models import User
from stations.policies import holds

NOT_HERE = _("Mentorings of this place are kept by another desk.")


@transaction.atomic
def begin(*, founder_id: int, actor: User, mentor_id: int, began_on: date, firm: str = "", goal: str = "") -> Mentoring:
    """Founder and mentor are a pair from that day; a founder has one mentor at a time."""
    founder = Resident.objects.visible_to(actor).get(pk=founder_id)
    may = holds(actor, *policies.DESK, region_code=founder.region_code, station_id=founder.station_id)
    require(may, NOT_HERE)
    mentor = serving_in(founder.region_code, ProviderKind.MENTOR).filter(pk=mentor_id).first()
    if mentor is None:
        raise Refused(_("Choose a mentor who serves here."), field="mentor_id")
    if began_on > clock.today():
        raise Refused(_("The day is today or before."), field="began_on")
    try:
        with transaction.atomic():
            made = Mentoring.objects.create(
                founder=founder, mentor=mentor, began_on=began_on, firm=firm.strip(), goal=goal.strip(), created_by=actor,
                created_at=clock.now(), region_code=founder.region_code, station_id=founder.station_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("This founder has a mentor already: end that mentoring first.")) from error
    audit.record(actor, "mentoring.begun", made, mentor=mentor.pk)
    return made


@transaction.atomic
def meet(*, mentoring_id: int, actor: User, on: date, way: str, minutes: int, talked: str, next_step: str = "") -> MentorMeeting:
    """A meeting stands in the log, one a day, within the mentoring."""
    found = _locked(mentoring_id, actor)
    if not found.began_on <= on <= (found.ended_on or clock.today()):
        raise Refused(_("The day lies within the mentoring, up to today."), field="on")
    try:
        with transaction.atomic():
            made = MentorMeeting.objects.create(
                mentoring=found, on=on, way=MeetingWay(way), minutes=minutes, talked=talked.strip(), next_step=next_step.strip(),
                recorded_by=actor, recorded_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("A meeting of that day is in the log already."), field="on") from error
    audit.record(actor, "mentoring.met", found, on=str(on), meeting=made.pk)
    return made


@transaction.atomic
def end(*, mentoring_id: int, actor: User, on: date, note: str) -> Mentoring:
    """The mentoring is over; whether it counts follows from its log."""
    found = _locked(mentoring_id, actor)
    if found.ended_on is not None:
        raise Refused(_("This mentoring has ended already."))
    if not found.began_on <= on <= clock.today():
        raise Refused(_("The day lies within the mentoring, up to today."), field="on")
    if not note.strip():
        raise Refused(_("Say it in a few words."), field="note")
    if found.meetings.filter(on__gt=on).exists():
        raise Refused(_("They met after that day: the end is no earlier than the last meeting."), field="on")
    found.ended_on, found.end_note = on, note.strip()
    found.save(update_fields=["ended_on", "end_note"])
    audit.record(actor, "mentoring.ended", found, on=str(on))
    return found


def _locked(mentoring_id: int, actor: User) -> Mentoring:
    found: Mentoring = Mentoring.objects.visible_to(actor).locked(pk=mentoring_id)
    require(holds(actor, *policies.DESK, region_code=found.region_code, station_id=found.station_id), NOT_HERE)
    return found
