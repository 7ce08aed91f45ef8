"""The demo bank answers from instruction files alone, and every way of answering ends in a defined state."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from core import clock
from payouts.bankfiles import demo
from payouts.bankfiles.instruction_read import read_instruction
from payouts.models import Answer, BankException, Line
from payouts.queries.reconciliation import tie_out
from payouts.services import copying
from payouts.services.answers import folder
from payouts.tasks import read_answers
from stations.services.machine import machine_user
from tests.factories.bankfiles import payment, written
from tests.factories.payouts import released

PEOPLE = 6


@pytest.fixture
def bank(law, tmp_path, settings):
    """The folder between bureau and bank."""
    settings.PORTAL_BANK_DIR = tmp_path
    return tmp_path


def send(bank, form="text", people=PEOPLE):
    batch = released(people)
    copying.hand_out(number=batch.number, form=form, folder=bank / "out", actor=machine_user())
    return batch


def open_bank(bank, behaviour, *, delay="0", seed="1"):
    call_command("demo_bank", "--folder", str(bank), "--behaviour", behaviour, "--delay", delay, "--seed", seed, "--once")


def states(batch):
    batch.refresh_from_db()
    return batch.state, Counter(Line.objects.filter(batch=batch).with_state().values_list("state", flat=True))


@pytest.mark.parametrize("form", ["text", "pain001"])
@pytest.mark.parametrize(
    ("behaviour", "state", "lines", "exceptions"),
    [
        ("all_ok", "closed", {"paid": 6}, 0),
        ("fail:2", "closed", {"paid": 4, "failed": 2}, 0),
        ("late", "closed", {"paid": 6}, 0),
        ("twice", "closed", {"paid": 6}, 0),
        ("wrong", "answered", {"paid": 4, "doubtful": 2}, 3),
        ("partial", "answered", {"paid": 3, "sent": 3}, 0),
        ("silent", "sent", {"sent": 6}, 0),
        ("pending", "closed", {"paid": 6}, 0),
        ("contradict", "closed", {"paid": 5, "failed": 1}, 2),
    ],
)
def test_each_way_of_answering_ends_in_a_defined_state(bank, form, behaviour, state, lines, exceptions):
    batch = send(bank, form)
    open_bank(bank, behaviour)
    read_answers()
    assert states(batch) == (state, lines)
    assert BankException.objects.count() == exceptions
    assert tie_out(clock.today()).differences == []


def test_the_mixed_bank_ties_out_whatever_it_says(bank):
    batches = [send(bank, form, 25) for form in ("text", "pain001", "text")]
    for _look in range(2):
        open_bank(bank, "mixed", seed="3")
        read_answers()
    assert Answer.objects.count() > 2
    assert folder.refused_files() == []
    assert {states(batch)[0] for batch in batches} <= {"sent", "answered", "closed"}
    assert tie_out(clock.today()).differences == []


def test_the_same_instruction_and_seed_give_the_same_answers():
    instruction = read_instruction(written("text", [payment(number) for number in range(1, 400)]))
    assert demo.plan(instruction, "mixed", 1) == demo.plan(instruction, "mixed", 1)
    assert demo.plan(instruction, "mixed", 1) != demo.plan(instruction, "mixed", 2)
    said = Counter(row.status for reply in demo.plan(instruction, "mixed", 1) for row in reply.verdicts)
    assert said["S"] > said["F"] > 0
    assert said["P"] > 0


def test_a_late_answer_is_late(bank):
    send(bank)
    open_bank(bank, "late", delay="10")
    assert folder.waiting() == []
    with clock.at("2026-11-20T09:03:30"):
        open_bank(bank, "late", delay="10")
    assert len(folder.waiting()) == 1


def test_a_pending_answer_leaves_the_lines_sent_until_the_bank_knows(bank):
    batch = send(bank)
    open_bank(bank, "pending", delay="10")
    with clock.at("2026-11-20T09:01:00"):
        open_bank(bank, "pending", delay="10")
        read_answers()
        assert states(batch) == ("answered", {"sent": 6})
        assert tie_out(clock.today()).differences == []
    with clock.at("2026-11-20T09:10:00"):
        open_bank(bank, "pending", delay="10")
        read_answers()
        assert states(batch) == ("closed", {"paid": 6})


@pytest.mark.parametrize("behaviour", ["friendly", "fail:x", "fail:N", "fail:"])
def test_a_behaviour_that_no_bank_has_is_wrong_usage(bank, behaviour):
    with pytest.raises(CommandError, match=behaviour):
        open_bank(bank, behaviour)


def test_a_bank_killed_after_writing_writes_the_same_bytes_again(bank):
    batch = send(bank)
    open_bank(bank, "fail:1")
    (answer,) = folder.waiting()
    first = answer.read_bytes()
    for note in (bank / "demo").glob(f"{batch.number}.[1t]*"):
        note.unlink()
    open_bank(bank, "fail:1")
    assert answer.read_bytes() == first


def test_a_second_file_of_the_same_batch_is_not_carried_out(bank):
    batch = send(bank)
    open_bank(bank, "all_ok")
    copying.hand_out(number=batch.number, form="pain001", folder=bank / "out", actor=machine_user())
    open_bank(bank, "all_ok")
    assert len(folder.waiting()) == 1


def test_an_unfinished_file_is_left_alone(bank):
    (bank / "out").mkdir()
    (bank / "out" / ".UI1505-20261123-01-x.part").write_bytes(b"#half")
    (bank / "out" / "broken.txt").write_bytes(b"#half")
    open_bank(bank, "all_ok")
    assert folder.waiting() == []


def test_a_refused_answer_is_kept_beside_with_its_reason(bank):
    batch = send(bank)
    open_bank(bank, "all_ok")
    (answer,) = folder.waiting()
    answer.write_bytes(answer.read_bytes()[:-40])
    read_answers()
    assert folder.waiting() == []
    assert [file.name for file in folder.refused_files()] == [answer.name]
    assert states(batch) == ("sent", {"sent": 6})


def test_the_bank_does_not_open_in_production(bank, settings):
    settings.PORTAL_PRODUCTION = True
    with pytest.raises(CommandError):
        open_bank(bank, "all_ok")
