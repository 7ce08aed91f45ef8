"""A vacancy as search engines read it: a JobPosting of schema.org, of what the public page says and nothing more."""

from datetime import datetime, time
from typing import Any

from core import clock
from jobs.models import Vacancy
from jobs.states.vacancies import Employer, Hours, Insurance, PayUnit

_HOURS = {
    Hours.FULL: "FULL_TIME", Hours.SHIFTS: "FULL_TIME", Hours.PART: "PART_TIME", Hours.SCHOOL: "PART_TIME",
    Hours.EVENING: "PART_TIME", Hours.FLEXIBLE: "PER_DIEM", Hours.HOME: "OTHER",
}  # fmt: skip
#: A piece is no unit of time: pay by the piece is told in the description alone.
_UNITS = {PayUnit.MONTH: "MONTH", PayUnit.DAY: "DAY", PayUnit.HOUR: "HOUR"}


def job_posting(vacancy: Vacancy, address: str) -> dict[str, Any] | None:
    """The posting of a unit's vacancy at `address`; None for a household, which search engines are not to find."""
    if vacancy.employer_kind == Employer.HOUSEHOLD:
        return None
    ends = datetime.combine(vacancy.valid_until, time(23, 59, 59), tzinfo=clock.BEIJING)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": _description(vacancy),
        "identifier": {"@type": "PropertyValue", "name": vacancy.station.name, "value": vacancy.number},
        "url": address,
        "validThrough": ends.isoformat(),
        "employmentType": _HOURS[Hours(vacancy.hours)],
        "hiringOrganization": {"@type": "Organization", "name": vacancy.employer, "taxID": vacancy.credit_code},
        "jobLocation": _place(vacancy),
        "totalJobOpenings": vacancy.wanted,
        "occupationalCategory": f"{vacancy.occupation_id} {vacancy.occupation.name}",
        "directApply": False,
    }
    if vacancy.published_at is not None:
        said["datePosted"] = clock.day_of(vacancy.published_at).isoformat()
    if vacancy.pay_unit in _UNITS:
        said["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": "CNY",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": float(vacancy.pay_from),
                "maxValue": float(vacancy.pay_to),
                "unitText": _UNITS[PayUnit(vacancy.pay_unit)],
            },
        }
    return said


def _description(vacancy: Vacancy) -> str:
    parts = (vacancy.description, vacancy.pay_words, vacancy.get_hours_display(), Insurance(vacancy.insurance).label)
    return "\n".join(str(part) for part in parts if part)


def _place(vacancy: Vacancy) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressCountry": "CN",
        "addressRegion": "内蒙古自治区",
        "addressLocality": vacancy.place,
    }
    if vacancy.address:
        address["streetAddress"] = vacancy.address
    place: dict[str, Any] = {"@type": "Place", "address": address}
    if vacancy.latitude is not None and vacancy.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates", "latitude": float(vacancy.latitude), "longitude": float(vacancy.longitude)
        }  # fmt: skip
    return place
