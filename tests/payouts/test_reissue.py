"""A failed line leaves its instalment payable, once the ground for it is confirmed, and never while the bank disputes it."""

import pytest
from django.db import DatabaseError, transaction

from cases.models import BankAccount, Resident
from core import clock
from core.models import AuditEntry
from ledger.queries import balances
from payouts.models import BankException, Batch, InstructionPiece, Line
from payouts.services import exceptions, sending
from payouts.services.collect import collect
from payouts.services.release import release
from payouts.states import Hold, Standing
from stations.services.machine import machine_user
from tests.factories.bank import SentBatch
from tests.factories.cases import make_account
from tests.factories.payouts import BENEFIT, checker, maker, released

pytestmark = pytest.mark.usefixtures("law")
LATER = "2026-11-21T10:00"


@pytest.fixture
def sent(law, tmp_path):
    """Two lines that the bank has."""
    return SentBatch(tmp_path, 2)


def new_account(line, *, verified=True):
    """The person brings another account."""
    resident = line.instalment.resident
    resident.accounts.update(is_current=False)
    with clock.at(LATER):
        return make_account(resident, verified=verified)


def failed_line(sent):
    sent.answer("FS")
    return Line.objects.with_state().get(state="failed")


def books():
    return {account.kind: account.balance for account in balances(fund="UI") if account.balance}


def test_a_failed_line_waits_for_an_account_that_was_confirmed_after_the_failure(sent):
    line = failed_line(sent)
    assert collect(month=line.month, actor=maker()) == []
    new_account(line, verified=False)
    assert collect(month=line.month, actor=maker()) == []
    assert Line.objects.filter(instalment=line.instalment).count() == 1


def test_a_failed_line_is_paid_to_the_new_account_under_a_new_key(sent):
    line = failed_line(sent)
    account = new_account(line)
    (batch,) = collect(month=line.month, actor=maker())
    again = batch.lines.get()
    assert (again.attempt, again.account_id, again.amount) == (2, account.pk, line.amount)
    assert again.key != line.key
    assert books() == {"expense": 2 * BENEFIT, "bank": -BENEFIT, "payable": -BENEFIT}


def test_a_second_try_that_is_held_books_nothing_and_is_collected_when_cleared(sent):
    line, actor = failed_line(sent), maker()
    account = new_account(line)
    BankAccount.objects.filter(pk=account.pk).update(holder_name="李四")
    assert collect(month=line.month, actor=actor) == []
    BankAccount.objects.filter(pk=account.pk).update(holder_name=line.instalment.resident.name)
    (batch,) = collect(month=line.month, actor=actor)
    assert batch.lines.get().attempt == 2
    assert books() == {"expense": 2 * BENEFIT, "bank": -BENEFIT, "payable": -BENEFIT}


def test_a_held_second_try_stays_held_while_the_bank_says_that_the_first_was_paid(sent):
    line, actor = failed_line(sent), maker()
    account = new_account(line)
    BankAccount.objects.filter(pk=account.pk).update(holder_name="李四")
    collect(month=line.month, actor=actor)
    sent.answer("SS")
    assert BankException.objects.get().blocks
    BankAccount.objects.filter(pk=account.pk).update(holder_name=line.instalment.resident.name)
    assert collect(month=line.month, actor=actor) == []
    assert Line.objects.get(attempt=2).hold_reason == Hold.BANK_DISAGREES


def test_a_sealed_second_try_is_taken_out_when_the_bank_says_that_the_first_was_paid(sent):
    line = failed_line(sent)
    new_account(line)
    (batch,) = collect(month=line.month, actor=maker())
    sent.answer("SS")
    assert release(batch_id=batch.pk, actor=checker()).state == "cancelled"
    assert collect(month=line.month, actor=maker()) == []
    assert Line.objects.get(attempt=2).standing in (Standing.SEALED, Standing.HELD)
    assert books()["expense"] == 2 * BENEFIT


def released_second_try(sent):
    """The other account, collected and let go, and nothing handed over yet."""
    line = failed_line(sent)
    new_account(line)
    (batch,) = collect(month=line.month, actor=maker())
    return release(batch_id=batch.pk, actor=checker())


def test_a_released_second_try_goes_back_to_the_second_person_when_the_bank_says_that_the_first_was_paid(sent, settings):
    settings.PORTAL_BANK_DIR = sent.folder / "bank"
    batch = released_second_try(sent)
    sent.answer("SS")
    assert BankException.objects.get().blocks
    sending.send(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.released_by, batch.released_at, batch.sending_at) == ("sealed", None, None, None)
    assert list((sent.folder / "bank" / "out").iterdir()) == []
    assert books() == {"expense": 2 * BENEFIT, "bank": -BENEFIT, "payable": -BENEFIT}
    (called_back,) = AuditEntry.objects.filter(verb="batch.called_back")
    assert called_back.data["reasons"] == [Hold.BANK_DISAGREES]
    assert not InstructionPiece.objects.filter(batch=batch).exists()
    assert release(batch_id=batch.pk, actor=checker()).state == "cancelled"


def test_a_batch_that_was_called_back_is_released_and_sent_when_the_bank_was_wrong(sent, settings):
    settings.PORTAL_BANK_DIR = sent.folder / "bank"
    batch = released_second_try(sent)
    sent.answer("SS")
    sending.send(batch.pk)
    found = BankException.objects.get()
    exceptions.propose(exception_id=found.pk, actor=maker(), settlement="noted", evidence="王经理来电")
    exceptions.confirm(exception_id=found.pk, actor=checker(), settlement="noted")
    release(batch_id=batch.pk, actor=checker())
    sending.send(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.line_count) == ("sent", 1)


def test_a_person_who_dies_between_release_and_sending_is_not_paid(settings, tmp_path):
    settings.PORTAL_BANK_DIR = tmp_path
    batch = released(2)
    dead = batch.lines.first()
    Resident.objects.filter(pk=dead.resident_id).update(deceased_on=clock.today())
    sending.send(batch.pk)
    batch = release(batch_id=batch.pk, actor=checker())
    sending.send(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.line_count, batch.total) == ("sent", 1, BENEFIT)
    assert dead.key not in (tmp_path / "out" / batch.file_name).read_text(encoding="gb18030")


def test_a_released_batch_keeps_who_released_it(sent):
    batch = released_second_try(sent)
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(released_by=None, released_at=None)
    for kept in ({}, {"released_at": None}):
        with pytest.raises(DatabaseError, match=r"nobody has released it|totals are final"), transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(state="sealed", **kept)
    sending.begin(batch_id=batch.pk, actor=machine_user())
    with pytest.raises(DatabaseError, match="cannot go from sending to sealed"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state="sealed")
