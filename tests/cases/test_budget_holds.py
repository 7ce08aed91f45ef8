"""Nothing is granted past a budget, whoever comes at once; what the law owes is granted whatever was planned."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.models import Decision, Instalment
from cases.services import checking, publicity, publicity_end
from core import clock
from core.policies import Refused
from ledger.models import Budget
from tests.cases.test_claim_races import at_once
from tests.factories import papers
from tests.factories.cases import make_resident
from tests.factories.desk import first_checked, vote
from tests.factories.programme_story import submitted
from tests.factories.programmes import shipped_law
from tests.factories.publicity import NAME, to_publish
from tests.factories.stations import BANNER, Officers

NOON = "2026-11-20T12:00"
SKILLS = {
    "basis": "employee", "contribution_months": 40, "insured_now": True, "level": 5, "urgent": False,
    "certificate_on": "2026-09-01", "occupation": "焊工",
}  # fmt: skip


def _ready(staff, number):
    """A skills subsidy of 1,000 yuan that waits for the second check."""
    with clock.at(NOON):
        told = {**SKILLS, "certificate_no": f"JN{number}"}
        claim = submitted(staff, make_resident(staff.desk), "skills_subsidy", told)
        claim = papers.accept(claim, staff.acceptance)
        return vote(claim, staff.first_check).claim


def _budget(planned, scheme="skills_subsidy", **fields):
    return Budget.objects.create(scheme=scheme, league="150500", year=2026, planned=Decimal(planned), **fields)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_grant_the_last_of_a_budget_one_wins():
    shipped_law()
    staff = Officers(BANNER)
    first, second = _ready(staff, 1), _ready(staff, 2)
    people = staff.second_check, staff.another("second_check")
    _budget("1500.00")

    def grant(claim, actor):
        seen = claim.assessments.latest("pk").pk
        return lambda: checking.check(claim_id=claim.pk, actor=actor, grants=True, reason="", seen=seen)

    ends = at_once(grant(first, people[0]), grant(second, people[1]))
    refused = [end for end in ends if isinstance(end, Refused)]
    assert (len(refused), Decision.objects.count()) == (1, 1)
    assert refused[0].code == "budget"
    assert Instalment.objects.get().amount == Decimal("1000.00")


@pytest.mark.django_db
def test_walking_round_the_service_does_not_help(officers):
    shipped_law()
    claim = _ready(officers, 3)
    with clock.at(NOON):
        vote(claim, officers.second_check)
    paid = Instalment.objects.get()
    _budget("1000.00")
    again = Instalment.objects.filter(pk=paid.pk).values().get() | {"period": "JN4"}
    del again["id"]
    with pytest.raises(IntegrityError, match="the budget of skills_subsidy"), transaction.atomic():
        Instalment.objects.create(**again)


@pytest.mark.django_db
def test_what_the_law_owes_is_granted_whatever_was_planned(officers):
    shipped_law()
    _budget("1.00", "unemployment_benefit", binding=False)
    with clock.at(NOON):
        claim = vote(first_checked(officers), officers.second_check).claim
    assert claim.state == "granted"


@pytest.mark.django_db
def test_the_budget_of_another_league_is_not_touched(officers):
    shipped_law()
    Budget.objects.create(scheme="skills_subsidy", league="150400", year=2026, planned=Decimal("0.00"))
    claim = _ready(officers, 5)
    with clock.at(NOON):
        assert vote(claim, officers.second_check).claim.state == "granted"


@pytest.mark.django_db
def test_a_claim_that_the_budget_keeps_waiting_after_its_publicity_says_so(published_law, officers, client):
    with clock.at(NOON):
        claim = to_publish(officers)
        publicity.make_list(actor=officers.second_check, scheme=NAME, region_code=BANNER)
        _budget("200.00", NAME)
        client.force_login(officers.first_check)
        page = reverse("cases:claim_show", args=[claim.pk])
        assert "尚余200.00元" not in client.get(page).content.decode()
    with clock.at("2026-11-28T00:05"):
        client.logout()
        client.force_login(officers.first_check)
        assert publicity_end.close_due().granted == 0
        text = client.get(page).content.decode()
        assert "尚余200.00元" in text
        assert "266.40" in text
        Budget.objects.update(planned=Decimal("300.00"))
        assert "尚余" not in client.get(page).content.decode()
        assert publicity_end.close_due().granted == 1
