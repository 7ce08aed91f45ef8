"""Vacancies for tests, put straight into the tables in a given situation. The services have tests of their own."""

import itertools
from datetime import timedelta
from typing import Any

from core import clock
from jobs.models import Occupation, Vacancy
from jobs.states.vacancies import Employer, Insurance, VacancyState
from stations.models import Station
from tests.factories.enterprises import make_enterprise
from tests.factories.stations import make_station, make_user

_numbers = itertools.count(1)


def make_vacancy(station: Station | None = None, *, published: bool = True, **fields: Any) -> Vacancy:
    """A vacancy of a unit for a shoe maker, on show for thirty days unless told otherwise; every call gives another one."""
    station = station or make_station()
    number, title = next(_numbers), fields.pop("title", "手工制鞋工")
    maker = fields.pop("created_by", None) or make_user()
    unit = None
    if fields.get("employer_kind", Employer.UNIT) == Employer.UNIT:
        unit = fields.pop("enterprise", None) or make_enterprise(station.region_code[:6])
        fields = {"enterprise": unit, "employer": unit.name, "credit_code": unit.credit_code} | fields
    values = {
        "number": f"GX{station.region_code[:6]}-{clock.today().year}-{number:06d}",
        "title": title,
        "occupation": Occupation.objects.get(pk=fields.pop("occupation", "6050401")),
        "headcount": 3,
        "pay_from": "3000.00",
        "pay_to": "4500.00",
        "insurance": Insurance.EMPLOYEE,
        "region": station.region,
        "station": station,
        "valid_until": clock.today() + timedelta(days=30),
        "created_at": clock.now(),
        "created_by": maker,
        **fields,
    }
    if published:
        values |= {"state": VacancyState.PUBLISHED, "published_at": clock.now(), "published_by": maker}
    return Vacancy.objects.create(**values)
