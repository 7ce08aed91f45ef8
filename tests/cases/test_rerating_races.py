"""Two sweeps at once, and a sweep beside people who act: one re-rating a claim, nobody waits, nothing is lost."""

import threading

import pytest
from django.db import connection, transaction

from cases.models import Claim, Instalment, Rerating
from cases.services import entitlement
from cases.services.rerating import Swept, rerate_all
from core import clock
from tests.factories.desk import granted, person_at
from tests.factories.programmes import shipped_law
from tests.factories.rerating import FULL, amounts, new_wage
from tests.factories.stations import BANNER, Officers

pytestmark = pytest.mark.django_db(transaction=True)
NOON = "2026-11-20T12:00"


@pytest.fixture
def staff():
    shipped_law()
    return Officers(BANNER)


def at_once(*acts):
    """Each act in a session of its own, all let go at the same moment; what each returned."""
    start, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def session(number, act):
        try:
            with clock.at(NOON):
                start.wait(timeout=10)
                ends[number] = act()
        finally:
            connection.close()

    threads = [threading.Thread(target=session, args=[number, act]) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ends


def test_two_sweeps_at_once_re_rate_each_claim_once(staff):
    with clock.at(NOON):
        claims = [granted(staff, person_at(staff)) for _number in range(8)]
        new_wage()
    ends = at_once(*[lambda: rerate_all(size=2)] * 3)
    with clock.at(NOON):
        rest = rerate_all()
    assert all(isinstance(end, Swept) for end in ends)
    assert sum(end.rerated for end in ends) + rest.rerated == 8
    assert Rerating.objects.count() == 8
    for claim in claims:
        assert amounts(claim)["2027-01"] == FULL
        assert claim.instalments.filter(cancelled_on__isnull=False).count() == 15


def test_a_sweep_that_looked_before_another_committed_writes_nothing_twice(staff, monkeypatch):
    """The other sweep deals with the claim between this one's first look and its lock."""
    with clock.at(NOON):
        claim = granted(staff)
        new_wage()
    real = Rerating.objects.bulk_create
    looked, dealt_with = threading.Event(), threading.Event()

    def slow(rows):
        rows = list(rows)
        if threading.current_thread().name == "first":
            looked.set()
            dealt_with.wait(timeout=1)
        return real(rows)

    monkeypatch.setattr(Rerating.objects, "bulk_create", slow)

    def first():
        threading.current_thread().name = "first"
        return rerate_all()

    def second():
        looked.wait(timeout=10)
        found = rerate_all()
        dealt_with.set()
        return found

    assert at_once(first, second) == [Swept(1, 1), Swept()]
    assert claim.reratings.count() == 1


def test_a_claim_that_somebody_is_ending_is_skipped_and_stays_as_it_was_ended(staff):
    with clock.at(NOON):
        claim, other = granted(staff), granted(staff, person_at(staff))
        new_wage()
        officer, ended, swept = staff.first_check, threading.Event(), threading.Event()

    def end():
        with transaction.atomic():
            entitlement.end(claim_id=claim.pk, actor=officer, reason="employed", on=clock.today())
            ended.set()
            return swept.wait(timeout=20)

    def sweep():
        ended.wait(timeout=20)
        found = rerate_all()
        swept.set()
        return found

    assert at_once(end, sweep) == [True, Swept(1, 1)]
    with clock.at(NOON):
        assert rerate_all() == Swept()
    assert Claim.objects.get(pk=claim.pk).state == "ended"
    assert list(amounts(claim)) == ["2026-10", "2026-11"]
    assert amounts(other)["2027-01"] == FULL


def test_ending_a_claim_waits_for_the_sweep_and_cancels_the_new_months(staff):
    with clock.at(NOON):
        claim, officer = granted(staff), staff.first_check
        new_wage()
    at_once(rerate_all, lambda: entitlement.end(claim_id=claim.pk, actor=officer, reason="employed", on=clock.today()))
    assert list(amounts(claim)) == ["2026-10", "2026-11"]
    assert Instalment.objects.unused().count() == 16
