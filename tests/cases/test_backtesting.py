"""A draft is tried on what was claimed before it becomes law: who wins, who loses, what it costs."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cases.queries.backtesting import backtest
from tests.factories.desk import accepted, person_at, submitted
from tests.factories.programmes import proposed, publisher, shipped_law
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law(friday):
    shipped_law()


def test_a_stricter_draft_says_who_loses_and_why(officers):
    accepted(officers)  # 75 months paid: granted by the law of today
    accepted(officers, person_at(officers), contribution_months=11)
    submitted(officers, person_at(officers))  # not assessed yet
    found = backtest(proposed(publisher(), least_contribution_months=80), 12)
    assert (found.looked_at, found.losing, found.winning, found.same) == (2, 1, 0, 1)
    assert (found.before, found.after) == (Decimal("37455.00"), Decimal("0.00"))
    assert found.failing == {"contribution_months": 1}


def test_a_milder_draft_says_who_wins_and_what_it_costs(officers):
    accepted(officers, contribution_months=11)
    found = backtest(proposed(publisher(), least_contribution_months=6), 12)
    assert (found.winning, found.passing["contribution_months"]) == (1, 1)


def test_the_page_of_a_draft_shows_it_to_its_writers_only(client, officers):
    accepted(officers)
    draft = proposed(publisher(), least_contribution_months=80)
    client.force_login(publisher())
    page = client.get(reverse("cases:rule_backtest", args=[draft.pk]), {"months": "3"}).content.decode()
    assert "37,455.00" in page
    client.force_login(make_user("rules_publisher", "150400"))
    assert client.get(reverse("cases:rule_backtest", args=[draft.pk])).status_code in (403, 404)


def test_it_costs_the_same_number_of_queries_for_one_claim_and_for_four(officers, django_assert_num_queries):
    draft = proposed(publisher(), least_contribution_months=80)
    for _number in range(4):
        accepted(officers, person_at(officers))
    with django_assert_num_queries(2):
        assert backtest(draft, 12).looked_at == 4


def test_open_questions_stand_under_who_decides_them(client):
    client.force_login(publisher())
    page = client.get(reverse("programmes:unsure_list")).content.decode()
    assert "自治区人力资源和社会保障厅失业保险处" in page
    assert "增发3%" in page
