"""The public page of a vacancy tells search engines what it tells people: a JobPosting as data, which no browser runs."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from core import clock
from core.templatetags.portal import linked_data
from jobs.reports.postings import job_posting
from tests.factories.cases import make_resident
from tests.factories.jobs import make_vacancy
from tests.factories.stations import make_station

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def published(station=None, **fields):
    return make_vacancy(station or make_station(), state="published", published_at=clock.now(), **fields)


def page(vacancy):
    return Client().get(f"/public/vacancy/{vacancy.pk}/")


def test_the_page_carries_the_posting_that_people_read():
    vacancy = published(
        title="制鞋工", pay_from=Decimal("3000.00"), pay_to=Decimal("4500.00"), valid_until=date(2026, 12, 31),
        latitude=Decimal("43.617000"), longitude=Decimal("122.265000"),
    )  # fmt: skip
    said = json.loads(BLOCK.search(page(vacancy).content.decode())[1])

    assert (said["@type"], said["title"], said["datePosted"]) == ("JobPosting", "制鞋工", "2026-11-20")
    assert said["validThrough"] == "2026-12-31T23:59:59+08:00"
    assert said["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "minValue": 3000.0, "maxValue": 4500.0, "unitText": "MONTH",
    }  # fmt: skip
    assert said["hiringOrganization"]["name"] == vacancy.employer
    assert said["url"].endswith(f"/public/vacancy/{vacancy.pk}/")
    assert said["jobLocation"]["geo"]["latitude"] == 43.617
    assert vacancy.place in said["jobLocation"]["address"]["addressLocality"]


def test_the_policy_of_the_page_runs_no_script_of_the_page_itself():
    policy = page(published()).headers["Content-Security-Policy"]

    assert "unsafe-inline" not in next(part for part in policy.split(";") if "script-src" in part or "default-src" in part)


def test_a_text_that_closes_the_block_stays_data():
    bad = '</script><script>alert("&")</script>'
    vacancy = published(description=bad)
    text = page(vacancy).content.decode()

    assert text.count("</script>") == len(re.findall(r"<script\b", text))
    assert json.loads(BLOCK.search(text)[1])["description"].startswith(bad)
    assert "<script>" not in linked_data({"a": bad}).removeprefix("<script type")


def test_a_household_and_a_vacancy_that_is_gone_are_told_to_nobody():
    station = make_station()
    home = published(station, employer_kind="household", household=make_resident(station), enterprise=None, credit_code="")
    gone = published(station, valid_until=date(2026, 11, 19))

    assert job_posting(home, "x") is None
    for vacancy in (home, gone):
        assert not BLOCK.search(page(vacancy).content.decode())


def test_pay_by_the_piece_is_no_salary_of_a_time():
    assert "baseSalary" not in job_posting(published(pay_unit="piece"), "x")
