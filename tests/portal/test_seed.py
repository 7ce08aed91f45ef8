"""The demo: through the services, whole, the same for the same seed, and never where it does not belong."""

from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command

from cases.models import Claim, Resident, ScreeningRound
from cases.states import ClaimState
from core import clock
from core.identifiers import is_card, read_id
from core.models import AuditEntry
from core.names import is_name
from payouts.models import Batch, Line
from payouts.queries.recoveries import repayments
from payouts.states import BatchState
from portal.services.seed.money import PayDay
from portal.services.seed.offices import ACCOUNTS, PASSWORD, Offices, directory
from portal.services.seed.people import Inventor
from stations.models import User
from tests.factories.cases import make_recipient
from tests.factories.payouts import checker, maker
from tests.factories.programmes import shipped_law
from tests.factories.stations import make_station, make_user

pytestmark = pytest.mark.django_db


def seed(**options) -> str:
    said = StringIO()
    call_command("seed", **{"residents": 300, "seed": 1, **options}, stdout=said)
    return said.getvalue()


def test_the_demo_holds_every_state_and_every_invariant_and_is_told_once(client, friday):
    said = seed()
    assert PASSWORD in said
    assert Resident.objects.count() == 300
    states = set(Claim.objects.values_list("state", flat=True))
    assert states == set(ClaimState.values)
    assert {BatchState.SEALED, BatchState.CLOSED} <= set(Batch.objects.values_list("state", flat=True))
    rounds = ScreeningRound.objects.filter(scheme="stability_refund").order_by("on")
    assert [found.state for found in rounds] == ["launched", "asking"]
    refunds = Line.objects.filter(instalment__claim__in=rounds[0].rows.filter(claim__isnull=False).values("claim"))
    assert set(refunds.with_state().values_list("state", flat=True)) == {"paid"}
    call_command("verify", stdout=StringIO())
    parts = repayments(User.objects.get(username="check1"))
    assert [part.is_late for part in parts.order_by("due_on")] == [True, False, False]
    before = AuditEntry.objects.count()
    assert seed(seed=2)
    assert (Resident.objects.count(), AuditEntry.objects.count()) == (300, before)
    for username, _role, _place, name in directory():
        assert User.objects.get(username=username, is_demo=True).name == name
        answer = client.post("/accounts/sign-in/", {"username": username, "password": PASSWORD})
        assert answer.status_code == 302, username
        client.post("/accounts/sign-out/")
    said = StringIO()
    call_command("batch_collect", "--month", "2026-11", "--by", "finance1", stdout=said, stderr=StringIO())
    assert "UI1505-" in said.getvalue()


def test_the_accounts_are_those_that_the_bureau_was_promised():
    promised = "accept1 check1 check2 approve1 finance1 finance2 audit1 rules1 rules2 admin1".split()  # noqa: SIM905
    names = {account[0] for account in ACCOUNTS}
    assert {*promised, *(f"{name}n" for name in promised)} <= names


def test_it_is_impossible_in_production(settings):
    settings.PORTAL_PRODUCTION = True
    with pytest.raises(CommandError) as refused:
        seed()
    assert refused.value.returncode == 1
    assert not User.objects.filter(is_demo=True).exists()


def test_it_leaves_a_database_alone_in_which_people_work():
    make_user()
    with pytest.raises(CommandError) as refused:
        seed()
    assert refused.value.returncode == 1
    assert not Resident.objects.exists()


def test_a_negative_number_of_residents_is_wrong_usage():
    with pytest.raises(CommandError) as refused:
        seed(residents=-1)
    assert refused.value.returncode == 2


def test_the_same_seed_invents_the_same_people_nobody_twice():
    today = date(2026, 11, 20)
    crowds = []
    for _time in range(2):
        inventor = Inventor(Random(7))
        crowds.append([inventor.person(community="150502001001", today=today) for _number in range(2000)])
    assert crowds[0] == crowds[1]
    numbers = {person.id_number for person in crowds[0]}
    assert len(numbers) == 2000


def test_invented_people_have_sound_names_numbers_and_cards():
    with clock.at("2026-11-20T09:00:00"):
        inventor = Inventor(Random(3))
        for _number in range(500):
            person = inventor.person(community="150502001001", today=clock.today())
            number = read_id(person.id_number, on=clock.today())
            assert is_name(person.name), person.name
            assert (number.born_on, number.sex) == (person.born_on, "female" if person.sex == "女" else "male")
            assert is_card(inventor.card()[0])


def pay_day(people):
    """A pay day of the demo on which so many people are due, and its steps."""
    shipped_law()
    station = make_station("150502")
    due = [make_recipient(station).resident for _number in range(people)]
    offices = Offices({"finance1": maker(), "finance2": checker()}, [], {})
    steps = PayDay(date(2026, 11, 1), 5, offices, Inventor(Random(1))).tell()
    next(steps)
    return due, steps


def die(person):
    Resident.objects.filter(pk=person.pk).update(deceased_on=date(2026, 11, 19))


def test_a_pay_day_of_which_nothing_is_left_at_release_goes_on_without_its_batch(friday):
    (person,), steps = pay_day(1)
    next(steps)
    assert Batch.objects.get().state == BatchState.SEALED
    die(person)
    assert list(steps) == []
    assert Batch.objects.get().state == BatchState.CANCELLED


@pytest.mark.parametrize(("people", "state"), [(1, BatchState.CANCELLED), (2, BatchState.CLOSED)])
def test_a_batch_that_is_called_back_between_release_and_sending_is_released_again_with_what_is_left(friday, people, state):
    due, steps = pay_day(people)
    next(steps)
    next(steps)
    assert Batch.objects.get().state == BatchState.RELEASED
    die(due[0])
    list(steps)
    batch = Batch.objects.get()
    assert (batch.state, batch.lines.filter(result__outcome=1).count()) == (state, people - 1)
