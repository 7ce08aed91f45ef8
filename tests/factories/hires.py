"""Hire records for tests: made by the service where a test has a desk, put straight into the table where it has none."""

from datetime import date
from typing import Any

from cases.models import Hire, Resident
from cases.services import hires
from core import clock
from tests.factories.enterprises import make_credit_code
from tests.factories.stations import make_user

EMPLOYER = "科尔沁乳业有限公司"


def make_hire(resident: Resident, hired_on: date, **fields: Any) -> Hire:
    """A live record straight in the table; another employer for every call."""
    values: dict[str, Any] = {
        "credit_code": make_credit_code(),
        "employer": EMPLOYER,
        "source": Hire.Source.REGISTER,
        "recorded_at": clock.now(),
        **fields,
    }
    values.setdefault("recorded_by", make_user())
    return Hire.objects.create(resident=resident, hired_on=hired_on, **values)


def record(officers: Any, resident: Resident, hired_on: date, **fields: Any) -> Hire:
    """The desk records that the person was hired."""
    values: dict[str, Any] = {"actor": officers.station, "credit_code": make_credit_code(), "employer": EMPLOYER, **fields}
    return hires.record(resident_id=resident.pk, hired_on=hired_on, **values)
