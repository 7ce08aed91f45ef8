"""A vacancy is logged at the desk and put right there; whether it may be seen is another step."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from cases.services import numbers
from core import audit, clock
from core.identifiers import clean_number, is_uscc, mask_name
from core.policies import Refused, constraint_of, require
from enterprises.formulas import unit_names
from enterprises.models import Enterprise
from enterprises.services.registry import BAD_CODE
from jobs.formulas.vacancy_rows import clean_title
from jobs.models import Occupation, Vacancy
from jobs.policies import vacancies as policies
from jobs.states.vacancies import VACANCY, Employer, Source, VacancyState
from stations.models import Region, Station, User

#: The kind of a vacancy's number: 岗位.
KIND = "GW"
LONGEST_DAYS = 366
USUAL_DAYS = 30
OCCUPATION_LENGTH = 7
NOT_HERE = _("This vacancy is looked after by another station.")
#: What the form asks and the table keeps under the same name.
PLAIN = (
    "post", "department", "title", "headcount", "pay_from", "pay_to", "pay_unit", "pay_day", "hours", "hours_note", "insurance",
    "schooling", "welcome", "description", "address", "latitude", "longitude", "contact_name", "contact_phone", "valid_until",
)  # fmt: skip


@transaction.atomic
def log(
    *,
    actor: User,
    station_id: int,
    occupation: str,
    region_code: str,
    token: UUID | None = None,
    credit_code: str = "",
    employer: str = "",
    household_id: int | None = None,
    source: str = Source.DESK,
    **values: Any,
) -> Vacancy:
    """The vacancy is logged, not yet published; the same token twice is one vacancy.

    The employer is the household of a resident, a unit of the registry by its code, or one known by code and name alone.
    Raises Refused naming the field.
    """
    station = Station.objects.get(pk=station_id)
    require(
        policies.can_log(actor, station), _("Only the staff of an open station, or acceptance of its banner, log its vacancies.")
    )
    if token and (sent := _sent(token, actor)):
        return sent
    made = Vacancy(
        station=station, source=source, submit_token=token, created_at=clock.now(), created_by=actor,
        **_employer(actor, credit_code, employer, household_id), **_checked(occupation, region_code, values),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.number = numbers.take(KIND, station.region_code)
            made.save(force_insert=True)
    except IntegrityError as error:
        sent = _sent(token, actor) if token and "submit_token" in constraint_of(error) else None
        if sent is None:
            raise
        return sent
    audit.record(actor, "vacancy.logged", made, number=made.number, source=str(source))
    return made


@transaction.atomic
def edit(*, vacancy_id: int, actor: User, occupation: str, region_code: str, **values: Any) -> Vacancy:
    """Other words, pay or days: the vacancy is a draft again and is checked again before it is seen."""
    vacancy = Vacancy.objects.locked(pk=vacancy_id)
    require(policies.can_edit(actor, vacancy), NOT_HERE)
    if vacancy.state != VacancyState.DRAFT:
        vacancy.state = VACANCY.after("amend", vacancy.state)
    before = {name: getattr(vacancy, name) for name in (*PLAIN, "occupation_id", "region_id")}
    for name, value in _checked(occupation, region_code, values).items():
        setattr(vacancy, name, value)
    if vacancy.headcount < vacancy.filled:
        raise Refused(_("%(count)s people were hired already.") % {"count": vacancy.filled}, field="headcount")
    vacancy.state_note = ""
    vacancy.save()
    changed = [name for name, value in before.items() if str(getattr(vacancy, name)) != str(value)]
    audit.record(actor, "vacancy.edited", vacancy, fields=changed)
    return vacancy


def checked_until(until: date | None) -> date:
    """The last day on which it is shown; raises Refused for one that is over or lies too far."""
    today = clock.today()
    until = until or today + timedelta(days=USUAL_DAYS)
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise Refused(_("The last day lies between today and a year from now."), field="valid_until")
    return until


def checked_unit(credit_code: str, employer: str) -> dict[str, Any]:
    """Who a credit code names: the unit of the registry under its own name, or code and name; raises Refused by field."""
    code = clean_number(credit_code)
    if not is_uscc(code):
        raise Refused(BAD_CODE, field="unit")
    unit = Enterprise.objects.filter(credit_code=code).first()
    name = unit.name if unit else unit_names.normal_form(employer)
    if not unit_names.is_name(name):
        raise Refused(_("The unit is not in the registry: enter its name as on the licence."), field="employer")
    return {"employer_kind": Employer.UNIT, "enterprise": unit, "employer": name, "credit_code": code}


def household_name(name: str) -> str:
    """What the public reads instead of the name of a private person: 王*（家庭）."""
    return f"{mask_name(name)}（家庭）"


def _employer(actor: User, credit_code: str, employer: str, household_id: int | None) -> dict[str, Any]:
    if household_id is None:
        return checked_unit(credit_code, employer)
    resident = Resident.objects.visible_to(actor).filter(pk=household_id).first()
    require(resident is not None, _("This resident is kept by another station."))
    if resident is None or resident.deceased_on:
        raise Refused(_("The register says that this person has died."))
    return {"employer_kind": Employer.HOUSEHOLD, "household": resident, "employer": household_name(resident.name)}


def _checked(occupation: str, region_code: str, values: dict[str, Any]) -> dict[str, Any]:
    known = {name: values[name] for name in PLAIN if name in values}
    title = clean_title(known.get("title", ""))
    if len(title) < 2:
        raise Refused(_("The title has two characters at least."), field="title")
    found = Occupation.objects.filter(pk=occupation).first() if len(occupation) == OCCUPATION_LENGTH else None
    if found is None:
        raise Refused(_("Choose an occupation of the classification from the list."), field="occupation")
    region = Region.objects.filter(pk=region_code, level__gte=Region.Level.BANNER).first()
    if region is None:
        raise Refused(_("Choose the place of work."), field="region")
    pay_from = Decimal(known["pay_from"])
    pay_to = Decimal(known.get("pay_to") or pay_from)
    if pay_from <= 0:
        raise Refused(_("Say what is paid: more than nothing."), field="pay_from")
    if pay_to < pay_from:
        raise Refused(_("The highest pay is not below the lowest."), field="pay_to")
    if (known.get("latitude") is None) != (known.get("longitude") is None):
        raise Refused(_("Enter latitude and longitude together, or neither."), field="latitude")
    return {
        **known, "title": title, "occupation": found, "region": region, "pay_from": pay_from, "pay_to": pay_to,
        "contact_phone": known.get("contact_phone") or None, "valid_until": checked_until(known.get("valid_until")),
    }  # fmt: skip


def _sent(token: UUID, actor: User) -> Vacancy | None:
    return Vacancy.objects.filter(submit_token=token, created_by=actor).first()
