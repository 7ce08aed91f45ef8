"""Before a minimum wage is published its publisher sees how many running benefits it changes, and by how much."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cases.queries.foretelling import Foretold, foretell
from cases.services.rerating import rerate_all
from core.money import ZERO
from tests.factories.desk import granted, person_at, submitted, vote
from tests.factories.programmes import proposed, publish, publisher, shipped_law
from tests.factories.rerating import FULL, LATER, NEW_YEAR, OLD_FULL, OLD_LATER, amounts
from tests.factories.stations import make_user

STATEMENTS = 2


@pytest.fixture(autouse=True)
def law(db, friday):
    shipped_law()


@pytest.fixture
def claim(officers):
    """Eighteen months from October 2026 on, granted in November."""
    return granted(officers)


def wage(amount="2400", valid_from=NEW_YEAR, **fields):
    return proposed(publisher(), scheme="minimum_wage", valid_from=valid_from, class_1_month=amount, **fields)


def page(client, user, ruleset, **headers):
    client.force_login(user)
    return client.get(reverse("cases:rerating_foretell", args=[ruleset.pk]), headers=headers)


def test_it_foretells_to_the_fen_what_the_sweep_then_does(claim, officers):
    lifted = vote(
        granted(officers, person_at(officers, born_on=date(1970, 1, 5)), contribution_months=240), officers.approver
    ).claim
    assert lifted.state == "granted"
    submitted(officers, person_at(officers))
    draft = wage()
    before = [amounts(each) for each in (claim, lifted)]
    found = foretell(draft)
    publish(draft, publisher())
    assert rerate_all().rerated == found.claims == 2
    after = [amounts(each) for each in (claim, lifted)]
    changed = [
        new[month] - old[month] for old, new in zip(before, after, strict=True) for month in old if new[month] != old[month]
    ]
    assert (found.months, found.more) == (len(changed), sum(changed))
    assert (found.begun_claims, found.begun_more) == (0, ZERO)


def test_both_bands_and_months_not_begun_are_counted(claim):
    assert foretell(wage()) == Foretold(1, 15, 9 * (FULL - OLD_FULL) + 6 * (LATER - OLD_LATER))


def test_months_that_have_begun_are_named_apart_and_a_lower_wage_counts_down(claim):
    found = foretell(wage("2000", valid_from=date(2026, 11, 1)))
    assert (found.begun_claims, found.begun_more) == (1, Decimal("1900.00") - OLD_FULL)
    assert found.more < 0


def test_a_narrower_region_with_a_table_of_its_own_is_left_out(claim):
    publish(wage("2500", region_code="1505", valid_from=date(2026, 12, 1)), publisher())
    assert foretell(wage()) == Foretold()
    assert foretell(wage("2450", region_code="1504")) == Foretold()


def test_the_same_wage_and_other_rules_change_nothing(claim):
    assert foretell(wage("2270")) == Foretold()
    assert foretell(proposed(publisher(), approval_limit="60000")) == Foretold()


def test_the_number_of_statements_does_not_grow_with_the_claims(claim, officers, django_assert_num_queries):
    draft = wage()
    with django_assert_num_queries(STATEMENTS):
        foretell(draft)
    granted(officers, person_at(officers))
    with django_assert_num_queries(STATEMENTS):
        foretell(draft)


def test_the_publisher_sees_the_figures_on_the_page_and_as_a_part_of_it(client, claim):
    draft, second = wage(), publisher()
    for answer in (page(client, second, draft), page(client, second, draft, **{"HX-Request": "true"})):
        assert answer.status_code == 200
        assert "1,774.50 元" in answer.content.decode()
    assert "<html" not in page(client, second, draft, **{"HX-Request": "true"}).content.decode()
    client.force_login(second)
    shown = client.get(reverse("programmes:ruleset_publish", args=[draft.pk])).content.decode()
    assert reverse("cases:rerating_foretell", args=[draft.pk]) in shown


@pytest.mark.parametrize(("role", "region"), [("second_check", "150502"), ("rules_publisher", "150400"), ("auditor", "150000")])
def test_nobody_else_does(client, claim, role, region):
    assert page(client, make_user(role, region), wage()).status_code in (403, 404)
