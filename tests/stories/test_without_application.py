"""From the frozen year to reconciled money: a round screens a banner, units confirm, two people check, everything is paid."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cases.models import Claim, Decision, ScreeningRound, UnitAnswer
from cases.queries import facts
from cases.reports.invariants import assessments_differ
from cases.services import asking, launching, publicity, publicity_end, round_checks, screening
from core import clock
from core.invariants import breaches
from portal.management.commands.verify import INVARIANTS
from tests.factories.enterprises import make_corporate_account, make_sample_firm, make_staff_reports
from tests.factories.programme_story import pay
from tests.factories.programmes import shipped_law
from tests.factories.screening import SCHEME, confirm_all, make_unit, make_units, open_sample, publisher, row_of, screened
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db


def test_a_round_from_the_frozen_year_to_paid_and_reconciled_money(officers, tmp_path):
    shipped_law()
    with clock.at("2026-11-02T09:00"):
        units = make_units(station=officers.desk)
        others = [make_unit() for _number in range(4)]
        found = screened(officers)
        assert asking.ask(round_id=found.pk, actor=officers.acceptance) == 5
        answers = confirm_all(officers, found, leave=2)
        assert len(answers) == 3
    with clock.at("2026-11-17T09:00"):  # ten working days later silence is a yes
        assert asking.close_due() == 2
        for voter in (officers.first_check, officers.second_check):
            open_sample(found, voter)
            found = round_checks.check(round_id=found.pk, actor=voter, reason="无误", seen=found.run)
        assert (found.state, found.launch_at is None) == ("launched", False)
        done = launching.run(round_id=found.pk)
        assert (done.claims, done.changed) == (5, 0)
        claims = list(Claim.objects.order_by("pk"))
        assert {(claim.state, claim.channel, claim.occasion) for claim in claims} == {("publicity", "unasked", "2025")}
        assert {claim.pk for claim in claims} == {row_of(unit).claim_id for unit in (units["qualified"], *others)}
        shown = publicity.make_list(actor=publisher(), scheme=SCHEME, region_code="150500")
        assert (shown.entries_count, shown.amount) == (5, Decimal("7200.00"))
    with clock.at(shown.closes_on + timedelta(days=1)):
        assert publicity_end.close_due().granted == 5
        decision = Decision.objects.first()
        assert (decision.checked_by, decision.decided_by) == (officers.first_check, officers.second_check)
        day = pay(officers, tmp_path)
        assert day.paid == {"UI": Decimal("7200.00")}
        assert not list(assessments_differ(None))
        assert not list(breaches(INVARIANTS))
    assert ScreeningRound.objects.get().state == "launched"
    assert UnitAnswer.objects.filter(answer="silent").count() == 2


def test_sample_firms_that_reported_every_month_are_paid_without_asking(tmp_path):
    shipped_law()
    scheme, banner = "reporter_allowance", "152502"
    officers = Officers(banner)
    assert screening.unknown_facts(scheme) == []
    assert facts.known(scheme) == {"sample_firm", "months_reported", "report_year"}
    with clock.at("2026-03-02T09:00"):
        paid, gap, no_sample = (
            make_sample_firm(banner),
            make_sample_firm(banner),
            make_sample_firm(banner, since=date(2026, 1, 1)),
        )
        for unit, months in ((paid, 12), (gap, 11), (no_sample, 0)):
            make_corporate_account(unit)
            make_staff_reports(unit, 2025, months)
        found = screened(officers, banner, scheme)
        assert (found.occasion, found.year) == ("2025", None)
        assert row_of(paid).amount == Decimal("1189.44")
        assert (row_of(gap).reasons, row_of(no_sample).reasons) == (["months_reported"], ["sample_firm", "months_reported"])
        assert asking.ask(round_id=found.pk, actor=officers.acceptance) == 1
        confirm_all(officers, found)
        for voter in (officers.first_check, officers.second_check):
            open_sample(found, voter)
            found = round_checks.check(round_id=found.pk, actor=voter, reason="无误", seen=found.run)
        assert launching.run(round_id=found.pk).claims == 1
        shown = publicity.make_list(actor=officers.second_check, scheme=scheme, region_code=banner)
    with clock.at(shown.closes_on + timedelta(days=1)):
        assert publicity_end.close_due().granted == 1
        assert pay(officers, tmp_path).paid == {"UI": Decimal("1189.44")}
        assert not list(assessments_differ(None))
        assert not list(breaches(INVARIANTS))
