"""A budget is proposed by one finance person and confirmed by another, and shows what is granted, paid and left."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core import clock
from core.policies import NotAllowed, Refused
from ledger.models import Budget, BudgetPlan
from ledger.services import budget
from tests.factories.payouts import checker, maker, released
from tests.factories.programmes import shipped_law
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db
PLAN = {"scheme": "hiring_subsidy", "league": "150500", "year": 2026, "planned": "874500.00", "document": "内财社〔2026〕1号"}


def proposed(actor, **fields):
    return budget.propose(actor=actor, **{**PLAN, "planned": Decimal(PLAN["planned"]), **fields})


def test_a_plan_becomes_the_budget_by_a_second_person_on_the_page(client):
    first, second = maker(), checker()
    client.force_login(first)
    assert client.post(reverse("payouts:budget_propose"), PLAN).status_code == 302
    plan = BudgetPlan.objects.get()
    assert not Budget.objects.exists()
    assert 'name="confirm"' not in client.get(reverse("payouts:budget_decide", args=[plan.pk])).content.decode()
    client.force_login(second)
    assert 'name="confirm"' in client.get(reverse("payouts:budget_decide", args=[plan.pk])).content.decode()
    client.post(reverse("payouts:budget_decide", args=[plan.pk]), {"confirm": "yes"})
    assert Budget.objects.get().planned == Decimal("874500.00")
    page = client.get(reverse("payouts:budget_list"), {"year": 2026}).content.decode()
    assert "874,500.00" in page


def test_the_proposer_does_not_confirm_and_one_plan_waits_at_a_time():
    actor = maker()
    plan = proposed(actor)
    with pytest.raises(NotAllowed):
        budget.decide(plan_id=plan.pk, actor=actor, confirm=True)
    with pytest.raises(Refused):
        proposed(maker(), planned=Decimal("1.00"))
    budget.decide(plan_id=plan.pk, actor=checker(), confirm=False)
    assert not Budget.objects.exists()


def test_a_programme_that_pays_nothing_has_no_budget():
    with pytest.raises(Refused):
        proposed(maker(), scheme="hard_to_employ")


def test_a_budget_shows_what_is_granted_and_what_is_to_come(client):
    with clock.at("2026-11-20T09:00"):
        shipped_law()
        released(2)
        Budget.objects.create(scheme="unemployment_benefit", league="150500", year=2026, planned=Decimal("100000"), binding=False)
        client.force_login(maker())
        row = Budget.objects.get()
        page = client.get(reverse("payouts:budget_show", args=[row.pk])).content.decode()
    assert "8,626.00" in page  # two people, November and December
    assert "2026-12" in page


def test_finance_of_the_next_league_sees_nothing_of_it(client):
    row = Budget.objects.create(scheme="hiring_subsidy", league="150500", year=2026, planned=Decimal("1"))
    client.force_login(make_user("finance_maker", "150400"))
    assert client.get(reverse("payouts:budget_show", args=[row.pk])).status_code == 404
    assert "hiring" not in client.get(reverse("payouts:budget_list"), {"year": 2026}).content.decode()


def test_the_list_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    for league in range(1, 8):
        Budget.objects.create(scheme="hiring_subsidy", league=f"150{league}00", year=2026, planned=Decimal("1"))
    client.force_login(maker())
    client.get(reverse("payouts:budget_list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("payouts:budget_list"), {"year": 2026})
