"""Hire records: that somebody works for a unit, that the job ended, and that a record was wrong.

The record is the fact and nothing more: the sweep ends what the law stops with a job, payouts finds what was paid too much.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.formulas.hire_rows import EARLIEST, LEAST_AGE
from cases.models import Hire, Resident
from cases.policies import hires as policies
from core import audit, clock
from core.identifiers import clean_number, is_uscc
from core.periods import add_months
from core.policies import Refused, constraint_of, require
from enterprises.models import Enterprise
from stations.models import User

BAD_CODE = _("A unified social credit code has 18 characters with a check character. Compare it with the licence.")
NOT_YOURS = _("A second person of the banner strikes a hire record out: acceptance or a checker.")
NOT_HERE = _("This resident is kept by another station.")


@transaction.atomic
def record(
    *,
    resident_id: int,
    actor: User,
    hired_on: date,
    credit_code: str,
    employer: str = "",
    left_on: date | None = None,
    contract: str = "",
    source: str = Hire.Source.DESK,
    document: str = "",
) -> Hire:
    """The person is employed by the unit of that code from `hired_on`; a registered unit keeps its own name.

    Raises Refused naming the field: an impossible day or code, no name for a unit that nobody registered, a job that is
    on record already.
    """
    resident = Resident.objects.locked(pk=resident_id)
    require(policies.can_record(actor, resident), NOT_HERE)
    unit, code, name = _unit(credit_code, employer)
    _refuse_days(resident, hired_on, left_on)
    made = Hire(
        resident=resident, enterprise=unit, credit_code=code, employer=name, hired_on=hired_on, left_on=left_on,
        contract=contract, source=source, document=document.strip(), recorded_by=actor, recorded_at=clock.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        if constraint_of(error) == "hire_once":
            raise Refused(_("This job is on record already."), field="hired_on", code="known") from None
        raise
    audit.record(
        actor, "hire.recorded", made, region=resident.region_code, station_id=resident.station_id, resident=resident.pk,
        on=str(hired_on),
    )  # fmt: skip
    return made


@transaction.atomic
def leave(*, hire_id: int, actor: User, left_on: date) -> Hire:
    """The job ended on that day; the months after it are free for a benefit again. Written once."""
    hire = _locked(hire_id)
    require(policies.can_record(actor, hire.resident), NOT_HERE)
    if hire.voided_at:
        raise Refused(_("This record was struck out."))
    if hire.left_on:
        raise Refused(_("The day of leaving is on record already. If it is wrong, have the record struck out and enter it anew."))
    if not hire.hired_on <= left_on <= clock.today():
        raise Refused(_("The last day lies between the day of the hire and today."), field="left_on")
    hire.left_on = left_on
    hire.save(update_fields=["left_on"])
    _audit(actor, "hire.left", hire, on=str(left_on))
    return hire


@transaction.atomic
def void(*, hire_id: int, actor: User, reason: str) -> Hire:
    """A second person strikes the record out as wrong: it stays to be read and counts no more.

    What it ended stays ended until the decision is made anew on the person's objection.
    """
    hire = _locked(hire_id)
    if hire.voided_at:
        raise Refused(_("This record was struck out."))
    require(hire.recorded_by_id != actor.pk, _("You recorded it: another person strikes it out."))
    require(
        policies.can_void(actor, hire), _("A second person of the banner strikes a hire record out: acceptance or a checker.")
    )
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say what is wrong with the record and what shows it."), field="reason")
    hire.voided_by, hire.voided_at, hire.void_reason = actor, clock.now(), reason[:300]
    hire.save(update_fields=["voided_by", "voided_at", "void_reason"])
    _audit(actor, "hire.voided", hire, reason=hire.void_reason)
    return hire


def _locked(hire_id: int) -> Hire:
    """The record with its person, both held, the person first, as whoever grants a benefit holds them."""
    found = Hire.objects.values_list("resident_id", flat=True).get(pk=hire_id)
    resident = Resident.objects.locked(pk=found)
    hire: Hire = Hire.objects.locked(pk=hire_id)
    hire.resident = resident
    return hire


def _unit(credit_code: str, employer: str) -> tuple[Enterprise | None, str, str]:
    code = clean_number(credit_code)
    if not is_uscc(code):
        raise Refused(
            _("A unified social credit code has 18 characters with a check character. Compare it with the licence."),
            field="credit_code",
        )
    unit = Enterprise.objects.filter(credit_code=code).first()
    name = unit.name if unit else " ".join(employer.split())[:100]
    if not name:
        raise Refused(_("No unit of this code is registered: enter its name too."), field="employer")
    return unit, code, name


def _refuse_days(resident: Resident, hired_on: date, left_on: date | None) -> None:
    today = clock.today()
    if not EARLIEST <= hired_on <= today:
        raise Refused(_("The day of the hire must have come, and lies after 1949."), field="hired_on")
    if hired_on < add_months(resident.born_on, 12 * LEAST_AGE):
        raise Refused(_("The person was not 16 on that day; nobody younger is hired."), field="hired_on")
    if resident.deceased_on and hired_on > resident.deceased_on:
        raise Refused(_("The register says that this person had died before that day."), field="hired_on")
    if left_on and not hired_on <= left_on <= today:
        raise Refused(_("The last day lies between the day of the hire and today."), field="left_on")


def _audit(actor: User, verb: str, hire: Hire, **data: str) -> None:
    resident = hire.resident
    audit.record(actor, verb, hire, region=resident.region_code, station_id=resident.station_id, resident=resident.pk, **data)
