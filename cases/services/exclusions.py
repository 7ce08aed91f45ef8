"""A unit objects to having been left out of a round: recorded at the desk, decided by another person (E-4)."""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Decision, ExclusionObjection, ScreenedUnit, ScreeningRound
from cases.policies import screening as policies
from cases.queries.screening import reason_label
from cases.services import screening, screening_sets
from cases.states import ObjectionChannel, ObjectionOutcome
from cases.states.screening import Finding
from core import audit, clock
from core.policies import Refused, require
from enterprises.services import years
from stations.models import User
from stations.services.machine import machine_user

#: So many objections of one unit to one round; each was looked into by a person.
MOST = 3
NOT_YOURS = _("Whoever entered the objection does not decide it: a checker of the place does.")
_ONE = """
DROP TABLE IF EXISTS objected_unit;
CREATE TEMPORARY TABLE objected_unit ON COMMIT DROP AS SELECT %s::bigint AS id
"""


@transaction.atomic
def receive(*, unit_id: int, actor: User, name: str, contact: str, text: str) -> ExclusionObjection:
    """What somebody says for a unit that was excluded or parked, written down at the desk; one at a time."""
    unit = ScreenedUnit.objects.visible_to(actor).locked(pk=unit_id)
    require(policies.can_record(actor, unit), _("The station or the window of the unit's banner records what it says."))
    return _object(unit, actor, {"name": name, "contact": contact, "text": text}, ObjectionChannel.DESK)


def _object(unit: ScreenedUnit, actor: User | None, words: dict[str, str], channel: ObjectionChannel) -> ExclusionObjection:
    if unit.outcome == Finding.QUALIFIED:
        raise Refused(_("This unit was not left out: there is nothing to object to."))
    told = {field: said.strip() for field, said in words.items()}
    for field, said in told.items():
        if not said:
            raise Refused(_("Say who objects, how to reach them, and what is not right."), field=field)
    try:
        with transaction.atomic():
            made = ExclusionObjection.objects.create(
                unit=unit, channel=channel, received_at=clock.now(), entered_by=actor, **told
            )
    except IntegrityError as error:
        raise Refused(_("An objection of this unit is being looked into already.")) from error
    who = actor or machine_user()
    audit.record(who, "exclusion.objected", unit, objection=made.pk, round=unit.round.number, channel=channel.value)
    return made


@transaction.atomic
def receive_open(*, unit_id: int, name: str, contact: str, text: str) -> ExclusionObjection:
    """What somebody says for the unit on its own page; who may open that page has been looked at.

    One at a time, and after a dismissal no more than a few: the way of appeal is then to apply and to appeal that decision.
    """
    unit = ScreenedUnit.objects.locked(pk=unit_id)
    if unit.objections.count() >= MOST:
        raise Refused(_("Your objections were decided. Apply by yourself: against that decision the law gives ways of appeal."))
    return _object(unit, None, {"name": name, "contact": contact, "text": text}, ObjectionChannel.WEB)


@transaction.atomic
def open_year(*, objection_id: int, actor: User, reason: str) -> bool:
    """The frozen year of the unit is opened, so that its counts can be corrected before the objection is decided.

    Raises Refused where a grant stands on the year. Deciding the objection freezes it again.
    """
    objection = _held(objection_id, actor)
    year, unit = objection.unit.round.year, objection.unit.enterprise_id
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    if year is None:
        raise Refused(_("This programme reads no insurance year."))
    if Decision.objects.filter(claim__enterprise=unit, granted=True, assessment__on__year=year + 1).exists():
        raise Refused(_("A grant stands on the counts of this year: they stay as they are."), code="granted")
    if not years.open_again(year=year, enterprise_id=unit, actor=actor, reason=reason.strip()):
        raise Refused(_("This year is open for corrections already."))
    return True


@transaction.atomic
def decide(*, objection_id: int, actor: User, upheld: bool, reason: str) -> ExclusionObjection:
    """Another person's word. Upheld, the unit is screened again from the registers as they are now, and the round begins a
    new run; while they still exclude the unit nothing is upheld: they are corrected first."""
    objection = _held(objection_id, actor)
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    if upheld:
        _again(objection.unit, actor)
    elif objection.unit.round.year is not None:
        years.freeze(year=objection.unit.round.year, enterprise_ids=[objection.unit.enterprise_id], actor=actor)
    objection.outcome = ObjectionOutcome.UPHELD if upheld else ObjectionOutcome.DISMISSED
    objection.reason, objection.decided_by, objection.decided_at = reason.strip()[:500], actor, clock.now()
    objection.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    verb = "exclusion.upheld" if upheld else "exclusion.dismissed"
    audit.record(actor, verb, objection.unit, objection=objection.pk, reason=objection.reason)
    return objection


def _held(objection_id: int, actor: User) -> ExclusionObjection:
    found = ExclusionObjection.objects.visible_to(actor).select_related("unit__round")
    objection: ExclusionObjection = found.locked(pk=objection_id)
    require(policies.can_decide_objection(actor, objection), NOT_YOURS)
    return objection


def _again(unit: ScreenedUnit, actor: User) -> None:
    found = ScreeningRound.objects.locked(pk=unit.round_id)
    screening.rest(found)
    if found.year is not None:
        years.freeze(year=found.year, enterprise_ids=[unit.enterprise_id], actor=actor)
    law = screening.law_of(found)
    with connection.cursor() as cursor:
        cursor.execute(_ONE, [unit.pk])
    done = screening_sets.screen(law, found, some="objected_unit")
    unit.refresh_from_db()
    if not done.units or unit.outcome == Finding.EXCLUDED:
        raise Refused(
            _("The registers still say what keeps the unit out: %(reasons)s. Correct them first.")
            % {"reasons": "; ".join(reason_label(code) for code in unit.reasons)},
            field="upheld",
            code="still_out",
        )
    if done.changed:
        screening.new_run(found, law, done, whole=False)
        found.save()
