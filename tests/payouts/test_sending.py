"""Sending commits each step before the next; what is not known is doubt, and only two people end it."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from core import clock
from core.policies import NotAllowed, Refused
from core.states import WrongState
from ledger.models import Journal
from ledger.queries import balances
from payouts.models import Batch, Doubt, Line, Result
from payouts.services import doubts, instruction, sending, sweeping
from payouts.services.collect import collect
from payouts.services.release import release
from stations.services.machine import machine_user
from tests.factories.payouts import BENEFIT, checker, maker, released
from tests.factories.stations import make_user

pytestmark = pytest.mark.usefixtures("law", "bank_folder")


@pytest.fixture
def bank_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "PORTAL_BANK_DIR", tmp_path)
    return tmp_path


def _books():
    return {account.kind: account.balance for account in balances(fund="UI", league="150500")}


def _doubtful(people=2):
    batch = released(people)
    sending.begin(batch_id=batch.pk, actor=machine_user())
    doubt = sending.doubt(batch_id=batch.pk, cause="sender_silent", actor=machine_user())
    return Batch.objects.get(pk=batch.pk), doubt


def _states(batch):
    return list(Line.objects.with_state().filter(batch=batch).order_by("line_no").values_list("state", flat=True))


def test_a_released_batch_is_sent_once(bank_folder):
    batch = released(2)
    sending.send(batch.pk)
    sending.send(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.file_name) == ("sent", f"{batch.number}.txt")
    assert [file.name for file in (bank_folder / "out").iterdir()] == [batch.file_name]
    assert _books() == {"expense": 2 * BENEFIT, "payable": 0, "clearing": -2 * BENEFIT}
    assert Journal.objects.filter(key=f"{batch.number}:sent").count() == 1
    assert _states(batch) == ["sent", "sent"]


def test_a_sealed_batch_is_not_sent():
    batch = released(1)
    Batch.objects.filter(pk=batch.pk).update(state="sending")
    sending.send(batch.pk)
    batch.refresh_from_db()
    assert batch.state == "sending"


def test_a_sender_that_fails_before_anything_left_tries_again_later(bank_folder):
    batch = released(1)
    (bank_folder / "out").write_text("a file where the folder should be")
    with pytest.raises(FileExistsError):
        sending.send(batch.pk)
    batch.refresh_from_db()
    assert batch.state == "released"
    (bank_folder / "out").unlink()
    sending.send(batch.pk)
    batch.refresh_from_db()
    assert batch.state == "sent"
    assert not Doubt.objects.exists()


@pytest.mark.parametrize("step", ["instruction.lay", "finish"])
def test_a_sender_that_fails_after_sending_leaves_doubt_and_nothing_is_sent_again(bank_folder, monkeypatch, step):
    batch = released(1)

    def broken(**_given):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(f"payouts.services.{'sending.' if step == 'finish' else ''}{step}", broken)
        with pytest.raises(OSError, match="Input"):
            sending.send(batch.pk)
    laid = list((bank_folder / "out").iterdir())
    sending.send(batch.pk)
    batch.refresh_from_db()
    assert batch.state == "doubtful"
    assert list((bank_folder / "out").iterdir()) == laid
    assert Doubt.objects.get().cause == "sending_failed"


def test_a_file_of_what_was_released_before_is_never_laid(bank_folder):
    """Called back and let go again while a slow worker wrote: its file may differ from what the second person saw."""
    batch = released(1)
    with instruction.prepared(batch=batch, folder=bank_folder) as part:
        Batch.objects.filter(pk=batch.pk).update(state="sealed", released_by=None, released_at=None)
        with clock.at(clock.now() + sweeping.BELL_MISSED):
            release(batch_id=batch.pk, actor=checker())
        assert sending.begin(batch_id=batch.pk, actor=machine_user(), written=batch) is None
        assert part.exists()
    batch.refresh_from_db()
    assert batch.state == "released"
    assert list(bank_folder.iterdir()) == []


def test_a_worker_that_finds_the_batch_sent_by_another_leaves_no_file(bank_folder):
    batch = released(1)
    sending.begin(batch_id=batch.pk, actor=machine_user())
    assert sending.hand_over(batch=batch, folder=bank_folder, form="text", actor=machine_user()) is None
    assert list(bank_folder.iterdir()) == []


def test_a_dead_sender_is_doubted_after_its_lease_and_not_before():
    batch = released(1)
    sending.begin(batch_id=batch.pk, actor=machine_user())
    assert sweeping.doubt_dead_senders() == []
    with clock.at(clock.now() + sweeping.SENDING_LEASE + sweeping.BELL_MISSED):
        assert sweeping.doubt_dead_senders() == [batch.pk]
        assert sweeping.doubt_dead_senders() == []
    assert _states(batch) == ["doubtful"]


def test_a_late_sender_finds_its_batch_doubted(bank_folder):
    batch, _doubt = _doubtful(1)
    file = instruction.write_file(batch=batch, folder=bank_folder)
    with pytest.raises(WrongState):
        sending.finish(batch_id=batch.pk, actor=machine_user(), file=file)


def test_a_missed_bell_is_found():
    batch = released(1)
    assert sweeping.unsent() == []
    with clock.at(clock.now() + 2 * sweeping.BELL_MISSED):
        assert sweeping.unsent() == [batch.pk]


def test_one_person_alone_never_ends_a_doubt():
    _batch, doubt = _doubtful()
    one = maker()
    doubts.say(doubt_id=doubt.pk, actor=one, word="has_it", evidence="建行李经理 11-20 电话")
    with pytest.raises(NotAllowed):
        doubts.confirm(doubt_id=doubt.pk, actor=one, word="has_it")
    with pytest.raises(NotAllowed):
        doubts.confirm(doubt_id=doubt.pk, actor=make_user("finance_checker", "150400"), word="has_it")
    with pytest.raises(IntegrityError, match="doubt_two_people"), transaction.atomic():
        Doubt.objects.filter(pk=doubt.pk).update(confirmed_by=one, confirmed_at=clock.now())


def test_nothing_is_confirmed_that_nobody_said_or_that_was_said_anew():
    _batch, doubt = _doubtful()
    with pytest.raises(NotAllowed):
        doubts.confirm(doubt_id=doubt.pk, actor=checker(), word="")
    with pytest.raises(Refused):
        doubts.say(doubt_id=doubt.pk, actor=maker(), word="has_it", evidence=" ")
    doubts.say(doubt_id=doubt.pk, actor=maker(), word="has_it", evidence="电话")
    with pytest.raises(Refused):
        doubts.confirm(doubt_id=doubt.pk, actor=checker(), word="never_got_it")


def test_the_bank_has_it():
    batch, doubt = _doubtful()
    doubts.say(doubt_id=doubt.pk, actor=maker(), word="has_it", evidence="电话")
    doubts.confirm(doubt_id=doubt.pk, actor=checker(), word="has_it")
    batch.refresh_from_db()
    assert batch.state == "sent"
    assert _states(batch) == ["sent", "sent"]
    assert _books()["clearing"] == -2 * BENEFIT
    with pytest.raises(Refused):
        doubts.say(doubt_id=doubt.pk, actor=maker(), word="never_got_it", evidence="电话")


def test_the_bank_never_got_it_and_the_same_people_are_paid_under_new_keys():
    batch, doubt = _doubtful()
    doubts.say(doubt_id=doubt.pk, actor=checker(), word="never_got_it", evidence="电话")
    doubts.confirm(doubt_id=doubt.pk, actor=checker(), word="never_got_it")
    batch.refresh_from_db()
    assert (batch.state, batch.failed_count) == ("closed", 2)
    assert _books() == {"expense": 2 * BENEFIT, "payable": -2 * BENEFIT, "clearing": 0}
    (again,) = collect(month=batch.month, actor=maker())
    assert (again.line_count, set(again.lines.values_list("attempt", flat=True))) == (2, {2})
    assert _books() == {"expense": 2 * BENEFIT, "payable": -2 * BENEFIT, "clearing": 0}


def test_a_single_doubtful_line_fails_alone():
    batch = released(2)
    sending.send(batch.pk)
    line = batch.lines.get(line_no=1)
    doubt = doubts.open_line(line_id=line.pk, cause="no_answer", actor=maker())
    assert doubts.open_line(line_id=line.pk, cause="no_answer", actor=maker()) == doubt
    assert _states(batch) == ["doubtful", "sent"]
    doubts.say(doubt_id=doubt.pk, actor=maker(), word="never_got_it", evidence="电话")
    doubts.confirm(doubt_id=doubt.pk, actor=checker(), word="never_got_it")
    assert _states(batch) == ["failed", "sent"]
    assert Result.objects.get().needs_account is False
    assert _books() == {"expense": 2 * BENEFIT, "payable": -BENEFIT, "clearing": -BENEFIT}
