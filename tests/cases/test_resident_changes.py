"""What two people change: one asks, another decides."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from cases.models import BankAccount, ChangeRequest
from cases.queries.residents import account_of
from cases.services import changes
from cases.states import AccountState, ChangeState
from core.policies import NotAllowed, Refused
from tests.factories.residents import CARD, card_number, id_number, make_resident

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sentences_in_english():
    with translation.override("en"):
        yield


def ask_account(officers, resident, actor=None, number=CARD):
    return changes.request_account(
        resident_id=resident.pk, actor=actor or officers.station, number=number, bank_name="中国建设银行", reason="换卡"
    )


def ask_number(officers, resident, actor=None, number=None):
    return changes.request_id_number(
        resident_id=resident.pk, actor=actor or officers.station, id_number=number or id_number(), reason="录入有误"
    )


def test_a_first_account_is_there_at_once_and_confirmed_by_a_second_person(officers):
    resident = make_resident(officers)
    change = ask_account(officers, resident)
    account = account_of(resident)
    assert (account.state, account.number, account.last4, account.holder_name) == ("unverified", CARD, "0122", resident.name)
    changes.decide(change_id=change.pk, actor=officers.acceptance, confirm=True)
    account.refresh_from_db()
    assert (account.state, account.verified_by) == (AccountState.VERIFIED, officers.acceptance)


def test_a_new_account_takes_over_only_when_confirmed(officers):
    resident = make_resident(officers, account="confirmed")
    old = account_of(resident)
    change = ask_account(officers, resident)
    assert account_of(resident) == old
    changes.decide(change_id=change.pk, actor=officers.first_check, confirm=True)
    new = account_of(resident)
    old.refresh_from_db()
    assert (new.number, new.state, new.recorded_by, new.verified_by) == (CARD, "verified", officers.station, officers.first_check)
    assert (old.is_current, old.state) == (False, AccountState.CLOSED)


def test_a_declined_first_account_is_closed_and_another_may_be_asked_for(officers):
    resident = make_resident(officers)
    change = ask_account(officers, resident)
    with pytest.raises(Refused, match="why"):
        changes.decide(change_id=change.pk, actor=officers.acceptance, confirm=False)
    changes.decide(change_id=change.pk, actor=officers.acceptance, confirm=False, note="户名不符")
    assert account_of(resident) is None
    ask_account(officers, resident, number=card_number())
    assert account_of(resident).state == "unverified"


def test_whoever_asked_does_not_decide(officers):
    resident = make_resident(officers)
    change = ask_account(officers, resident, actor=officers.acceptance)
    with pytest.raises(NotAllowed):
        changes.decide(change_id=change.pk, actor=officers.acceptance, confirm=True)
    changes.decide(change_id=change.pk, actor=officers.another("acceptance"), confirm=True)


def test_the_officer_next_door_and_other_posts_do_not_decide(officers, neighbours):
    make_resident(neighbours, account="unconfirmed")
    change = ask_account(officers, make_resident(officers))
    for actor in (neighbours.acceptance, neighbours.first_check, officers.station, officers.finance_maker, officers.auditor):
        with pytest.raises(NotAllowed):
            changes.decide(change_id=change.pk, actor=actor, confirm=True)
    assert list(ChangeRequest.objects.visible_to(officers.first_check)) == [change]
    assert change not in ChangeRequest.objects.visible_to(neighbours.first_check)


def test_the_database_holds_the_two_people_apart(officers):
    resident = make_resident(officers)
    change = ask_account(officers, resident)
    with pytest.raises(IntegrityError, match="changerequest_two_people"), transaction.atomic():
        ChangeRequest.objects.filter(pk=change.pk).update(state="confirmed", decided_by=change.requested_by)
    with pytest.raises(IntegrityError, match="changerequest_two_people"), transaction.atomic():
        ChangeRequest.objects.filter(pk=change.pk).update(state="declined")
    with pytest.raises(IntegrityError, match="bankaccount_two_people"), transaction.atomic():
        BankAccount.objects.filter(resident=resident).update(state="verified", verified_by=officers.station)
    with pytest.raises(IntegrityError, match="bankaccount_two_people"), transaction.atomic():
        BankAccount.objects.filter(resident=resident).update(state="verified")


def test_one_request_of_a_kind_waits_at_a_time(officers):
    resident = make_resident(officers)
    ask_account(officers, resident)
    with pytest.raises(Refused, match="already"):
        ask_account(officers, resident, number=card_number())
    ask_number(officers, resident)
    assert resident.change_requests.filter(state=ChangeState.OPEN).count() == 2


def test_an_id_number_changes_with_everything_read_off_it(officers):
    resident = make_resident(officers, sex="male")
    number = id_number(sex="female")
    change = ask_number(officers, resident, number=number)
    resident.refresh_from_db()
    assert resident.id_number != number
    assert number not in change.proposed_hint
    changes.decide(change_id=change.pk, actor=officers.first_check, confirm=True)
    resident.refresh_from_db()
    assert (resident.id_number, resident.sex, resident.id_last4) == (number, "female", number[-4:])


def test_a_number_that_was_taken_meanwhile_is_refused_and_the_request_stays_open(officers):
    resident, number = make_resident(officers), id_number()
    change = ask_number(officers, resident, number=number)
    make_resident(officers, id_number=number)
    with pytest.raises(Refused, match="already logged"):
        changes.decide(change_id=change.pk, actor=officers.first_check, confirm=True)
    change.refresh_from_db()
    assert change.state == ChangeState.OPEN


def test_whoever_asked_takes_it_back(officers):
    resident = make_resident(officers)
    change = ask_account(officers, resident)
    with pytest.raises(NotAllowed):
        changes.take_back(change_id=change.pk, actor=officers.acceptance)
    changes.take_back(change_id=change.pk, actor=officers.station)
    assert account_of(resident) is None
    with pytest.raises(NotAllowed):
        changes.decide(change_id=change.pk, actor=officers.acceptance, confirm=True)


@pytest.mark.parametrize("number", ["6217001234567890123", "123", "CARD", ""])
def test_what_is_no_card_is_refused(officers, number):
    with pytest.raises(Refused) as refused:
        ask_account(officers, make_resident(officers), number=number)
    assert refused.value.field == "number"


def test_a_card_in_use_for_somebody_else_is_refused(officers, neighbours):
    ask_account(neighbours, make_resident(neighbours))
    with pytest.raises(Refused, match="another resident"):
        ask_account(officers, make_resident(officers))
