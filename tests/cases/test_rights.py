"""What excludes each other cannot be granted twice: by the service in words, by Postgres whatever goes round it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cases.models import Decision, ExclusiveRight
from cases.reports.invariants import INVARIANTS
from cases.services import checking, entitlement, publicity, rights
from core import clock
from core.invariants import breaches
from core.policies import Refused
from tests.cases.test_claim_races import at_once
from tests.factories import papers
from tests.factories.cases import make_claim, make_resident
from tests.factories.desk import granted, person_at, vote
from tests.factories.listed import ABSORPTION, HIRING, add, draft_for, make_firm, numbers, submit
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers

NOON = "2026-11-20T12:00"


@pytest.fixture
def unpublished(monkeypatch):
    """Grants are decided by the last vote at once, so that two of them can meet."""
    monkeypatch.setattr(publicity, "days_of", lambda claim: 0)


def staff_of_the_banner():
    shipped_law()
    return Officers(BANNER)


def ready(staff, scheme, number, facts, **told):
    """A firm's claim for one person that waits for the second check."""
    draft = draft_for(staff, make_firm(staff), scheme)
    add(staff, draft, number, **facts)
    claim = papers.accept(submit(staff, draft, **told), staff.acceptance)
    return vote(claim, staff.first_check).claim


def hiring(staff, number):
    return ready(staff, HIRING, number, {})


def absorption(staff, number):
    facts = {"group": "university_graduate", "hired_on": "2026-08-01"}
    return ready(staff, ABSORPTION, number, facts, firm_kind="public_utility")


def decide(claim, actor):
    seen = claim.assessments.latest("pk").pk
    return checking.check(claim_id=claim.pk, actor=actor, grants=True, reason="", seen=seen)


def months(first, count):
    return [date(first + (n // 12), n % 12 + 1, 1) for n in range(count)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", [hiring, absorption])
def test_of_two_firms_with_the_same_person_exactly_one_is_granted(unpublished, other):
    with clock.at(NOON):
        staff = staff_of_the_banner()
        (number,) = numbers(1)
        claims = [hiring(staff, number), other(staff, number)]
        people = [staff.second_check, staff.another("second_check")]
    at_once(*[lambda claim=claim, actor=actor: decide(claim, actor) for claim, actor in zip(claims, people, strict=True)])
    assert Decision.objects.filter(granted=True).count() == 1
    assert ExclusiveRight.objects.count() == 1
    states = sorted(type(claim).objects.get(pk=claim.pk).state for claim in claims)
    assert states in (["accepted", "granted"], ["first_checked", "granted"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("one", "two"), [("flexible_insurance", "public_post"), ("unemployment_benefit", "older_recipient")])
def test_of_two_programmes_that_exclude_each_other_exactly_one_takes_the_months(one, two):
    with clock.at(NOON):
        person = make_resident()
        claims = [make_claim(person, state="accepted", scheme=scheme) for scheme in (one, two)]

    def take(claim):
        with transaction.atomic():
            type(person).objects.locked(pk=person.pk)
            rights.take(claim, months(2026, 6), date(2026, 11, 20))
            return claim

    ends = at_once(*[lambda claim=claim: take(claim) for claim in claims])
    refused = [end for end in ends if isinstance(end, Refused)]
    (winner,) = {right.claim.number for right in ExclusiveRight.objects.select_related("claim")}
    assert len(refused) == 1
    assert winner in str(refused[0])


@pytest.mark.django_db
def test_postgres_refuses_an_overlap_whatever_goes_round_the_service(friday):
    person = make_resident()
    one, two = (make_claim(person, state="accepted", scheme=scheme) for scheme in ("flexible_insurance", "public_post"))
    held = {"resident": person, "key": "social_insurance_subsidy"}
    first = ExclusiveRight.objects.create(claim=one, during=DateRange(date(2026, 1, 1), date(2026, 7, 1)), **held)
    with pytest.raises(IntegrityError, match="exclusiveright_person"), transaction.atomic():
        ExclusiveRight.objects.bulk_create([ExclusiveRight(claim=two, during=DateRange(date(2026, 6, 1), None), **held)])
    ExclusiveRight.objects.create(claim=two, during=DateRange(date(2026, 7, 1), None), **held)
    ExclusiveRight.objects.filter(pk=first.pk).update(released_on=clock.today())
    ExclusiveRight.objects.create(claim=two, during=DateRange(date(2026, 6, 1), date(2026, 7, 1)), **held)
    with pytest.raises(IntegrityError, match="exclusiveright_person"), transaction.atomic():
        ExclusiveRight.objects.filter(pk=first.pk).update(released_on=None)


@pytest.mark.django_db
def test_a_granted_benefit_holds_its_months_and_gives_back_those_after_its_end(friday):
    staff = staff_of_the_banner()
    claim = granted(staff, person_at(staff))
    right = ExclusiveRight.objects.get(claim=claim)
    assert (right.key, right.during) == ("living_benefit", DateRange(date(2026, 10, 1), date(2028, 4, 1)))
    entitlement.end(claim_id=claim.pk, actor=staff.first_check, reason="employed", on=date(2026, 11, 10))
    right.refresh_from_db()
    assert (right.during, right.released_on) == (DateRange(date(2026, 10, 1), date(2026, 12, 1)), None)
    other = make_claim(claim.resident, state="accepted", scheme="older_recipient")
    with pytest.raises(Refused) as refused:
        rights.take(other, [date(2026, 11, 1)], clock.today())
    assert claim.number in str(refused.value)
    rights.take(other, [date(2026, 12, 1), date(2027, 2, 1)], clock.today())
    assert [right.during.lower for right in other.rights.order_by("pk")] == [date(2026, 12, 1), date(2027, 2, 1)]
    rights.release_after(other, date(2026, 12, 1))
    assert list(other.rights.order_by("pk").values_list("released_on", flat=True)) == [None, clock.today()]


@pytest.mark.django_db
def test_a_right_taken_after_the_first_vote_voids_it_and_names_the_condition(friday, unpublished):
    staff = staff_of_the_banner()
    (number,) = numbers(1)
    first, second = hiring(staff, number), hiring(staff, number)
    decide(first, staff.second_check)
    checked = decide(second, staff.second_check)
    assert checked.changed == ["people"]
    assert second.assessments.latest("pk").result["failed"] == ["once_per_person"]
    assert first.decision.amount == Decimal("1500.00")


@pytest.mark.django_db
def test_verify_finds_rights_that_overlap_and_rights_of_nobody_granted(friday):
    staff = staff_of_the_banner()
    claim = granted(staff, person_at(staff))
    assert not [line for line in breaches(INVARIANTS) if line.startswith("exclusive_right")]
    stray = make_claim(claim.resident, state="accepted", scheme="older_recipient")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE cases_exclusiveright DROP CONSTRAINT exclusiveright_person")
    ExclusiveRight.objects.create(
        claim=stray, resident=claim.resident, key="living_benefit", during=DateRange(date(2026, 11, 1), None)
    )
    assert len([line for line in breaches(INVARIANTS) if line.startswith("exclusive_right")]) == 2
