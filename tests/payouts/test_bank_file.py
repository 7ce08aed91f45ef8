"""bank_file: the first time it sends, afterwards it copies; never where nobody released."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.models import AuditEntry
from payouts.bankfiles.instruction_read import read_instruction
from payouts.models import Batch, Doubt, InstructionPiece, Line
from payouts.services import instruction, ready, sealing, sending
from stations.services.machine import machine_user
from tests.factories.payouts import collected, released
from tests.payouts.iso import breaches

pytestmark = pytest.mark.usefixtures("law")


def bank_file(batch, folder, form="text"):
    call_command("bank_file", "--batch", batch.number, "--format", form, "--out", str(folder))
    batch.refresh_from_db()


def test_a_released_batch_is_sent_by_writing_its_file(tmp_path):
    batch = released(3)
    bank_file(batch, tmp_path / "new")
    content = (tmp_path / "new" / f"{batch.number}.txt").read_bytes()
    read = read_instruction(content)
    assert batch.state == "sent"
    assert (read.number, read.fund, read.total, len(read.payments)) == (batch.number, "UI", batch.total, 3)
    lines = Line.objects.filter(batch=batch).order_by("line_no")
    assert [(line.key, line.account_cipher, line.holder_name) for line in lines] == [row[1:4] for row in read.payments]
    assert [path.name for path in (tmp_path / "new").iterdir()] == [f"{batch.number}.txt"]


def test_a_second_call_writes_the_same_bytes_and_changes_no_state(tmp_path):
    batch = released(3)
    bank_file(batch, tmp_path)
    first = (tmp_path / f"{batch.number}.txt").read_bytes()
    bank_file(batch, tmp_path / "copy")
    bank_file(batch, tmp_path / "copy", "pain001")
    assert (tmp_path / "copy" / f"{batch.number}.txt").read_bytes() == first
    xml = (tmp_path / "copy" / f"{batch.number}.xml").read_bytes()
    assert breaches(xml) == []
    assert [row[1:5] for row in read_instruction(xml).payments] == [row[1:5] for row in read_instruction(first).payments]
    assert batch.state == "sent"
    assert AuditEntry.objects.filter(verb="batch.copied").count() == 2
    assert AuditEntry.objects.filter(verb="batch.sent").count() == 1


def test_an_unreleased_batch_is_refused_and_no_file_is_left(tmp_path):
    batch = collected(1)
    with pytest.raises(CommandError) as refused:
        bank_file(batch, tmp_path)
    assert refused.value.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_a_batch_that_nobody_knows_is_refused(tmp_path):
    with pytest.raises(CommandError) as refused:
        bank_file(Batch(number="UI1505-20991231-01"), tmp_path)
    assert refused.value.returncode == 1


def test_a_batch_being_sent_or_doubtful_is_refused(tmp_path):
    batch = released(1)
    sending.begin(batch_id=batch.pk, actor=machine_user())
    for _state in range(2):
        with pytest.raises(CommandError) as refused:
            bank_file(batch, tmp_path)
        assert refused.value.returncode == 1
        sending.doubt(batch_id=batch.pk, cause="test", actor=machine_user())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", ["write_ready", "write"])
def test_a_failure_while_writing_has_sent_nothing_and_the_next_call_sends(tmp_path, monkeypatch, way):
    batch = released(1)
    if way == "write":
        ready.forget(batch)

    def broken(*_given):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(instruction.instruction, way, broken)
        with pytest.raises(CommandError) as refused:
            bank_file(batch, tmp_path)
    assert refused.value.returncode == 1
    batch.refresh_from_db()
    assert batch.state == "released"
    assert not Doubt.objects.exists()
    assert list(tmp_path.iterdir()) == []
    bank_file(batch, tmp_path)
    assert batch.state == "sent"


@pytest.mark.parametrize("change", ["amount = l.amount + 1", "account_cipher = other.account_cipher", "month = l.month + 31"])
def test_a_copy_of_lines_that_were_changed_is_never_written(tmp_path, change):
    batch = released(2)
    bank_file(batch, tmp_path)
    _tamper(batch, change)
    with pytest.raises(CommandError):
        bank_file(batch, tmp_path / "copy")
    assert list((tmp_path / "copy").iterdir()) == []


def test_the_file_of_many_pieces_is_whole_and_its_digest_is_the_sealed_one(tmp_path, monkeypatch):
    monkeypatch.setattr(sealing, "PIECE", 2)
    batch = released(5)
    bank_file(batch, tmp_path)
    read = read_instruction((tmp_path / f"{batch.number}.txt").read_bytes())
    assert [row[0] for row in read.payments] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("lies_ready", [True, False])
def test_a_tampered_line_is_never_written(tmp_path, lies_ready):
    batch = released(2)
    if not lies_ready:
        ready.forget(batch)
    _tamper(batch)
    with pytest.raises(CommandError):
        bank_file(batch, tmp_path)
    batch.refresh_from_db()
    assert batch.state == "released"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["text", "pain001"])
def test_what_lies_ready_gives_the_same_bytes_as_the_lines_themselves(tmp_path, monkeypatch, form):
    monkeypatch.setattr(sealing, "PIECE", 2)
    monkeypatch.setattr(ready, "HAND", 2)
    batch = released(7)
    assert list(InstructionPiece.objects.filter(batch=batch).values_list("place", flat=True)) == [0, 1, 2, 3]
    of_pieces = instruction.write_file(batch=batch, folder=tmp_path, form=form).read_bytes()
    ready.forget(batch)
    assert instruction.write_file(batch=batch, folder=tmp_path, form=form).read_bytes() == of_pieces


def test_what_lies_ready_tells_nobody_an_account(tmp_path):
    batch = released(1)
    account = batch.lines.get().account_cipher
    (piece,) = InstructionPiece.objects.filter(batch=batch)
    assert account.encode() not in bytes(piece.cipher)
    assert account in instruction.write_file(batch=batch, folder=tmp_path).read_text(encoding="gb18030")


@pytest.mark.parametrize(
    "change", ["cipher = other.cipher", "cipher = substr(p.cipher, 2)", "cipher = ''", "place = p.place + 10 * other.place + 5"]
)
def test_a_piece_that_is_not_what_was_released_is_never_written(tmp_path, monkeypatch, change):
    monkeypatch.setattr(sealing, "PIECE", 2)
    batch = released(4)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE payouts_instructionpiece p SET {change} FROM payouts_instructionpiece other"
            " WHERE p.batch_id = %s AND other.batch_id = p.batch_id AND other.place <> p.place",
            [batch.pk],
        )
    with pytest.raises(CommandError, match=batch.number):
        bank_file(batch, tmp_path)
    batch.refresh_from_db()
    assert batch.state == "released"
    assert list(tmp_path.iterdir()) == []


def _tamper(batch, change="holder_name = '李四'"):
    """Change a sealed line round every guard, as a thief with the database's password would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute(
            f"UPDATE payouts_line l SET {change} FROM payouts_line other"
            " WHERE l.batch_id = %s AND other.batch_id = l.batch_id AND other.line_no <> l.line_no",
            [batch.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = 'origin'")
