"""The desk's queue of cards to put right: whom money cannot reach, until a second person has a new card before her."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import BankAccount, Suspension
from cases.services import changes
from core import clock
from core.periods import add_months
from payouts.models import Line
from payouts.services.collect import collect
from payouts.states import Hold
from portal.queries import workbench
from stations.states import Role
from tests.factories.bank import SentBatch, read
from tests.factories.cases import make_account, make_recipient
from tests.factories.payouts import maker
from tests.factories.programmes import shipped_law
from tests.factories.residents import card_number
from tests.factories.stations import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def law():
    shipped_law()


def waiting(user):
    return [(row.subject, row.state, row.url) for row in workbench.oldest(user) if row.queue.code == "account"]


def held_at(officers, **account):
    """A resident of the desk whose money of this month was collected and held."""
    resident = make_recipient(officers.desk).resident
    resident.accounts.update(**account)
    collect(month=clock.this_month(), actor=maker())
    assert Line.objects.held().filter(resident_id=resident.pk).exists()
    return resident


@pytest.mark.usefixtures("law")
def test_whoever_has_no_card_waits_at_the_own_desk_and_at_no_other(officers, neighbours):
    mine = held_at(officers, state="closed")
    hers = held_at(neighbours, state="closed")
    page = reverse("cases:resident_account", args=[mine.pk])
    assert waiting(officers.station) == [(mine.name, "missing", page)]
    assert [url for _name, _state, url in waiting(neighbours.station)] == [reverse("cases:resident_account", args=[hers.pk])]
    assert waiting(officers.acceptance) == []


@pytest.mark.usefixtures("law")
def test_a_person_stands_there_once_however_many_months_are_held(officers):
    resident = make_recipient(officers.desk, first=add_months(clock.this_month(), -2), months=3).resident
    resident.accounts.update(holder_name="别人")
    collect(month=clock.this_month(), actor=maker())
    assert Line.objects.held().filter(resident_id=resident.pk, hold_reason=Hold.NAME_DIFFERS).count() == 3
    assert [state for _name, state, _url in waiting(officers.station)] == ["name"]
    resident.accounts.update(holder_name=resident.name)
    assert waiting(officers.station) == []


@pytest.mark.usefixtures("law")
def test_with_a_new_card_asked_for_it_is_the_second_persons_turn(officers):
    resident = held_at(officers, state="closed")
    change = changes.request_account(
        resident_id=resident.pk, actor=officers.station, number=card_number(), bank_name="中国建设银行", reason="x"
    )
    assert waiting(officers.station) == []
    changes.decide(change_id=change.pk, actor=officers.acceptance, confirm=False, note="x")
    assert len(waiting(officers.station)) == 1
    change = changes.request_account(
        resident_id=resident.pk, actor=officers.station, number=card_number(), bank_name="中国建设银行", reason="x"
    )
    changes.decide(change_id=change.pk, actor=officers.acceptance, confirm=True)
    assert waiting(officers.station) == []


@pytest.mark.parametrize("word", ["F", "SR"], ids=["refused", "sent back"])
@pytest.mark.usefixtures("law")
def test_what_the_bank_refused_or_sent_back_waits_until_another_card_is_confirmed(word, tmp_path):
    sent = SentBatch(tmp_path, 1)
    sent.answer(word[0])
    if word.endswith("R"):
        read(sent.statement(sent.say("R")))
    resident = Line.objects.get().instalment.resident
    user = make_user(Role.STATION, station=resident.station)
    assert [state for _name, state, _url in waiting(user)] == ["refused"]
    BankAccount.objects.filter(resident=resident).update(is_current=False, state="closed")
    make_account(resident, verified_at=clock.now() + timedelta(minutes=1))
    assert waiting(user) == []


@pytest.mark.usefixtures("law")
def test_other_holds_and_the_dead_are_no_matter_of_a_card(officers):
    paused = make_recipient(officers.desk)
    people = {"suspended_by": officers.second_check}
    Suspension.objects.create(claim=paused, from_on=clock.this_month(), reason="x", **people)
    dead = held_at(officers, state="closed")
    assert len(waiting(officers.station)) == 1
    dead.deceased_on = clock.today()
    dead.save()
    assert waiting(officers.station) == []


@pytest.mark.usefixtures("law")
def test_the_statements_of_the_workbench_do_not_grow_with_the_cards(officers, client, django_assert_num_queries):
    for _ in range(3):
        held_at(officers, state="closed")
    client.force_login(officers.station)
    client.get(reverse("portal:workbench"))
    with django_assert_num_queries(6):
        page = client.get(reverse("portal:workbench"))
    assert len(page.context["rows"]) == 3
