"""What Postgres refuses of vacancies, walked round the models."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from core import clock
from jobs.models import Occupation, Vacancy
from tests.factories.cases import make_resident
from tests.factories.jobs import make_vacancy

pytestmark = pytest.mark.django_db


def test_the_classification_nests_by_prefix_and_names_every_occupation():
    assert Occupation.objects.count() == 2047
    assert not Occupation.objects.filter(name="").exists()
    assert not Occupation.objects.filter(name__regex=r"[^A-Za-z](L/S|L|S)$").exists()  # marks of the book, no part of a name
    assert list(Occupation.objects.filter(code__in=("6", "605", "60504", "6050401")).values_list("name", flat=True)) == [
        "生产制造及有关人员",
        "纺织品、服装和皮革、毛皮制品加工制作人员",
        "鞋帽制作人员",
        "制鞋工",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"headcount": 0},
        {"filled": 4},
        {"pay_from": "0.00"},
        {"pay_to": "2999.99"},
        {"credit_code": ""},
        {"latitude": "47.000000"},
        {"latitude": "30.000000", "longitude": "110.000000"},
        {"published_by": None},
        {"state": "refused"},
        {"employer_kind": "household"},
    ],
)
def test_postgres_refuses_what_no_vacancy_may_say(wrong):
    vacancy = make_vacancy()

    with pytest.raises(DatabaseError), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(**wrong)


def test_a_household_offers_work_under_the_name_of_a_resident():
    vacancy = make_vacancy(employer_kind="household", household=make_resident(), employer="科尔沁区居民", occupation="4100103")

    assert list(Vacancy.objects.on_show(clock.today())) == [vacancy]


def test_a_vacancy_is_on_show_to_its_last_day_and_not_a_day_longer():
    vacancy = make_vacancy(valid_until=clock.today())

    assert vacancy in Vacancy.objects.on_show(clock.today())
    assert vacancy not in Vacancy.objects.on_show(clock.today() + timedelta(days=1))
