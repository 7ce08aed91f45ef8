"""A new minimum wage in the middle of running plans: the months not begun follow it, once, and everything says so."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from cases.models import Assessment, Instalment, Rerating
from cases.queries.claims import unused_months
from cases.reports.invariants import INVARIANTS, assessments_differ
from cases.services import entitlement
from cases.services.rerating import Swept, rerate_all
from cases.tasks import rerate
from core import clock, invariants
from core.models import AuditEntry
from programmes.services.assessment import recompute
from tests.factories.desk import granted, person_at
from tests.factories.programmes import proposed, publish, publisher, shipped_law
from tests.factories.rerating import FULL, LATER, OLD_FULL, OLD_LATER, amounts, new_wage

#: Of a sweep of one chunk, the machine's account and the savepoints included.
STATEMENTS = 21
pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def law(db, friday):
    shipped_law()


@pytest.fixture
def claim(officers):
    """Eighteen months from October 2026 on, granted in November."""
    return granted(officers)


def breaches():
    """The codes of what `verify` would find in cases."""
    found = [line.split(":")[0] for line in invariants.breaches(INVARIANTS)]
    return found + list(assessments_differ(None))


def test_a_higher_wage_raises_the_months_from_its_own_on_in_both_bands(claim):
    before = amounts(claim)
    new_wage()
    assert rerate_all() == Swept(1, 1)
    now = amounts(claim)
    assert list(now) == list(before)
    assert {month: now[month] for month in ("2026-11", "2026-12", "2027-01", "2027-09", "2027-10", "2028-03")} == {
        "2026-11": OLD_FULL,
        "2026-12": OLD_FULL,
        "2027-01": FULL,
        "2027-09": FULL,
        "2027-10": LATER,
        "2028-03": LATER,
    }
    assert claim.instalments.filter(cancelled_on=clock.today()).count() == 15


def test_a_lower_wage_lowers_them(claim):
    new_wage("2000")
    rerate_all()
    assert (amounts(claim)["2026-12"], amounts(claim)["2027-01"]) == (OLD_FULL, Decimal("1900.00"))


def test_a_wage_that_begins_with_the_thirteenth_month_changes_that_band_alone(claim):
    new_wage(valid_from=date(2027, 10, 1))
    rerate_all()
    assert (amounts(claim)["2027-09"], amounts(claim)["2027-10"]) == (OLD_FULL, LATER)
    assert claim.reratings.get().months[0] == {"month": "2027-10", "before": str(OLD_LATER), "after": str(LATER)}


def test_the_decision_keeps_its_assessment_and_both_work_out_again(claim):
    decided = claim.decision.assessment
    new_wage()
    rerate_all()
    newest = claim.assessments.latest("pk")
    claim.decision.refresh_from_db()
    assert claim.decision.assessment == decided != newest
    assert (newest.facts, newest.on, newest.rules_label) == (decided.facts, decided.on, decided.rules_label)
    assert newest.assessed_by.is_machine
    assert newest.amount == sum(amounts(claim).values())
    for kept in (decided, newest):
        assert recompute(kept.result) == kept.result
    assert breaches() == []


def test_verify_holds_and_finds_a_re_rated_amount_that_nobody_worked_out(claim):
    new_wage()
    rerate_all()
    assert breaches() == []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # the superuser's way round every trigger
        Instalment.objects.filter(claim=claim, month=date(2027, 1, 1), cancelled_on__isnull=True).update(amount=1)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert breaches() == ["rerated_amount"]


def test_sweeping_again_does_nothing(claim):
    new_wage()
    for _ring in range(3):
        rerate.delay()
    assert rerate_all() == Swept()
    assert (claim.assessments.count(), claim.reratings.count(), claim.steps.filter(verb="rerate").count()) == (2, 1, 1)


def test_a_second_change_follows_the_first(claim):
    new_wage()
    rerate_all()
    new_wage("2500", date(2027, 7, 1))
    assert rerate_all() == Swept(1, 1)
    now = amounts(claim)
    assert (now["2027-06"], now["2027-07"], now["2027-10"]) == (FULL, Decimal("2375.00"), Decimal("2125.00"))
    assert breaches() == []


def test_months_already_begun_stay_and_are_named(claim, officers, client):
    new_wage(valid_from=date(2026, 11, 1))
    rerate_all()
    now = amounts(claim)
    assert (now["2026-10"], now["2026-11"], now["2026-12"]) == (OLD_FULL, OLD_FULL, FULL)
    named = [{"month": "2026-11", "before": str(OLD_FULL), "after": str(FULL)}]
    assert claim.reratings.get().by_hand == named
    assert AuditEntry.objects.get(verb="claim.rerated").data["by_hand"] == named
    client.force_login(officers.first_check)
    page = client.get(reverse("cases:claim_show", args=[claim.pk])).content.decode()
    assert "最低工资标准调整时下列月份已经开始，金额不变，差额由人工处理：" in page
    assert "2026-11 2,156.50 → 2,280.00" in page
    assert breaches() == []


def test_the_month_that_begins_at_midnight_is_re_rated_before_and_named_after(officers):
    first, second = granted(officers), granted(officers, person_at(officers))
    with clock.at("2026-12-31T23:59"):
        new_wage()
        entitlement.suspend(claim_id=second.pk, actor=officers.first_check, from_on=clock.today(), reason="核实中")
        rerate_all(size=1)
    assert {amounts(each)["2027-01"] for each in (first, second)} == {FULL}
    with clock.at("2027-02-01T00:00"):
        new_wage("2500", date(2027, 2, 1))
        rerate_all(size=1)
    for each in (first, second):
        assert (amounts(each)["2027-02"], amounts(each)["2027-03"]) == (FULL, Decimal("2375.00"))
        assert [row["month"] for row in each.reratings.latest("pk").by_hand] == ["2027-02"]


def test_a_suspended_claim_is_re_rated_and_stays_suspended(claim, officers):
    entitlement.suspend(claim_id=claim.pk, actor=officers.first_check, from_on=clock.today(), reason="核实中")
    new_wage()
    assert rerate_all() == Swept(1, 1)
    claim.refresh_from_db()
    assert (claim.state, amounts(claim)["2027-01"]) == ("suspended", FULL)


def test_an_ended_claim_is_left_alone(claim, officers):
    entitlement.end(claim_id=claim.pk, actor=officers.first_check, reason="employed", on=clock.today())
    new_wage()
    assert rerate_all() == Swept()
    assert claim.assessments.count() == 1


def test_rules_that_leave_running_plans_alone_leave_them_alone(officers):
    draft = proposed(publisher(), valid_from=date(2026, 11, 1), rerate_on_wage_change=False)
    publish(draft, publisher())
    claim = granted(officers)
    new_wage(valid_from=date(2026, 10, 1))
    assert rerate_all() == Swept(1, 0)
    assert rerate_all() == Swept()
    assert set(amounts(claim).values()) == {OLD_FULL, OLD_LATER}
    assert (claim.assessments.count(), claim.reratings.get().assessment) == (1, None)


def test_a_wage_after_the_last_month_concerns_nobody(claim):
    new_wage(valid_from=date(2028, 4, 1))
    assert rerate_all() == Swept()


def test_a_wage_of_another_league_concerns_nobody_here(claim):
    new_wage(region_code="1504")
    assert rerate_all() == Swept()
    new_wage("2450", date(2027, 2, 1), region_code="1505")
    rerate_all()
    assert (amounts(claim)["2027-01"], amounts(claim)["2027-02"]) == (OLD_FULL, Decimal("2327.50"))


def test_an_unchanged_class_1_is_looked_at_once_and_changes_nothing(claim):
    draft = proposed(publisher(), scheme="minimum_wage", valid_from=date(2027, 1, 1), class_2_month="2250")
    publish(draft, publisher())
    assert rerate_all() == Swept(1, 0)
    assert rerate_all() == Swept()
    assert claim.assessments.count() == 1


def test_re_rated_months_that_are_given_up_count_once_as_unused(claim, officers):
    new_wage()
    rerate_all()
    entitlement.end(claim_id=claim.pk, actor=officers.first_check, reason="employed", on=clock.today())
    assert unused_months(claim.resident_id, claim.scheme) == 16
    assert breaches() == []


def test_a_sweep_that_dies_leaves_whole_claims_only(officers, monkeypatch):
    claims = [granted(officers, person_at(officers)) for _number in range(3)]
    new_wage()
    real, calls = Instalment.objects.bulk_create, []

    def dies_second(rows):
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError("the worker is gone")
        return real(rows)

    monkeypatch.setattr(Instalment.objects, "bulk_create", dies_second)
    with pytest.raises(ConnectionError):
        rerate_all(size=1)
    assert [amounts(each)["2027-01"] for each in claims] == [FULL, OLD_FULL, OLD_FULL]
    assert breaches() == []
    assert rerate_all(size=1) == Swept(2, 2)
    assert [amounts(each)["2027-01"] for each in claims] == [FULL] * 3


def test_a_chunk_asks_the_same_number_of_statements_for_one_claim_and_for_five(officers, django_assert_num_queries):
    granted(officers)
    new_wage()
    with django_assert_num_queries(STATEMENTS):
        rerate_all()
    for _number in range(5):
        granted(officers, person_at(officers))
    new_wage("2500", date(2027, 2, 1))
    with django_assert_num_queries(STATEMENTS):
        assert rerate_all() == Swept(6, 6)


def test_the_pages_say_it(claim, officers, client):
    new_wage()
    rerate_all()
    client.force_login(officers.first_check)
    shown = client.get(reverse("cases:claim_show", args=[claim.pk])).content.decode()
    assert "最低工资标准调整，待遇重新核定" in shown
    assert "2027-01–2027-09 2156.50 → 2280.00; 2027-10–2028-03 1929.50 → 2040.00" in shown
    assessed = client.get(reverse("cases:claim_assessment", args=[claim.pk])).content.decode()
    assert "最低工资调整为 2400" in assessed
    decision = client.get(reverse("cases:claim_decision", args=[claim.pk])).content.decode()
    assert decision.count("已调整") == 15


def test_the_record_names_amounts_and_rules(claim):
    new_wage()
    rerate_all()
    entry = AuditEntry.objects.get(verb="claim.rerated")
    assert (entry.subject_id, entry.actor.is_machine, entry.region_code) == (str(claim.pk), True, claim.region_code)
    assert entry.data["months"][0] == {"month": "2027-01", "before": str(OLD_FULL), "after": str(FULL)}
    assert set(entry.data["wages"]) - set(entry.data["wages_before"]) == {"minimum_wage@2027-01-01"}
    assert entry.data["assessment"] == claim.assessments.latest("pk").pk


def test_the_database_keeps_one_re_rating_a_claim_and_law_and_never_changes_it(claim):
    new_wage()
    rerate_all()
    kept = claim.reratings.get()
    again = Rerating(claim=claim, law=kept.law, before=kept.before, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Rerating.objects.bulk_create([again])
    with pytest.raises(IntegrityError), transaction.atomic():
        Rerating.objects.create(claim=claim, law="0" * 64, before=kept.before, months=kept.months, at=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Rerating.objects.update(months=[])
    assert Assessment.objects.filter(rerating=kept).count() == 1
