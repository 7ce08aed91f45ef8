"""A grant and a hire record at the same moment: whichever comes first, no money for a month that the job covers."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from cases.models import Claim, Hire, Instalment
from cases.services.hire_sweep import end_employed
from core import clock
from core.policies import Refused
from tests.cases.test_claim_races import NOON, at_once
from tests.factories.cases import grant, make_claim, make_recipient, make_resident
from tests.factories.desk import first_checked, vote
from tests.factories.enterprises import make_credit_code
from tests.factories.hires import make_hire, record
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers

pytestmark = pytest.mark.django_db(transaction=True)
HIRED, OCTOBER, NOVEMBER = date(2026, 11, 9), date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def staff():
    shipped_law()
    return Officers(BANNER)


def payable_from(month):
    """Months that will be paid: of a claim that runs or ended, up to its last month."""
    live = Instalment.objects.filter(cancelled_on=None, month__gte=month).select_related("claim")
    return [part for part in live if part.claim.last_month is None or part.month <= part.claim.last_month]


@pytest.mark.parametrize("_again", range(3))
def test_a_grant_and_a_hire_record_have_one_order(staff, _again):
    with clock.at(NOON):
        claim = first_checked(staff)
        officers = [staff.second_check, staff.station]
    vote_ends, hire_ends = at_once(
        lambda: vote(Claim.objects.get(pk=claim.pk), officers[0]), lambda: record(staff, claim.resident, HIRED)
    )
    assert isinstance(hire_ends, Hire)
    claim.refresh_from_db()
    with clock.at(NOON):
        if isinstance(vote_ends, Refused):
            assert (vote_ends.code, claim.state, Instalment.objects.count()) == ("employed", "first_checked", 0)
        elif vote_ends.changed:  # the record was there first: no vote counts any more
            assert (vote_ends.changed, claim.state, Instalment.objects.count()) == (["excluded"], "accepted", 0)
        else:
            assert claim.state == "granted"
            assert end_employed() == 1
        assert payable_from(NOVEMBER) == []


def test_round_every_service_the_second_of_the_two_waits_and_sees_the_first(staff):
    """The job is written and not committed yet when the month is made payable in another session."""
    with clock.at(NOON):
        person = make_resident(staff.desk)
        claim = make_claim(person, state="accepted")
    written, ends = threading.Event(), []

    def make_payable():
        try:
            written.wait(10)
            with clock.at(NOON):
                grant(claim, first=NOVEMBER, months=1)
            ends.append("granted")
        except IntegrityError as refused:
            ends.append(str(refused))
        finally:
            connection.close()

    other = threading.Thread(target=make_payable)
    other.start()
    with clock.at(NOON), transaction.atomic():
        make_hire(person, HIRED)
        written.set()
        other.join(2)
        assert other.is_alive()  # it waits for this transaction
    other.join(20)
    assert "hire record covers" in ends[0]
    assert not Instalment.objects.exists()


def test_two_sweeps_at_once_end_each_claim_once(staff):
    with clock.at(NOON):
        for _number in range(6):
            make_hire(make_recipient(first=OCTOBER).resident, date(2026, 11, 20))
    ends = at_once(end_employed, end_employed)
    with clock.at(NOON):
        assert sum(ends) + end_employed() == 6
    for claim in Claim.objects.all():
        assert list(claim.steps.values_list("verb", flat=True)) == ["end"]


def test_the_same_job_recorded_twice_at_once_stands_once(staff):
    with clock.at(NOON):
        person, actors, code = make_resident(staff.desk), [staff.station, staff.acceptance], make_credit_code()
    ends = at_once(*[lambda actor=actor: record(staff, person, HIRED, actor=actor, credit_code=code) for actor in actors])
    assert sorted(type(end).__name__ for end in ends) == ["Hire", "Refused"]
