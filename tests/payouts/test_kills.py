"""Power is cut in each step of paying, by SIGKILL and with real commits. Whoever starts again neither loses nor doubles."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from core import clock
from core.models import AuditEntry
from ledger.queries import balances
from payouts.models import Batch, Collection, Doubt, Line
from payouts.queries import due
from payouts.services import collecting, doubts, sending, sweeping
from payouts.services.collect import TOGETHER, collect
from payouts.states import CollectionState
from payouts.tasks import send_batch, sweep_sending
from tests.factories.cases import make_recipient
from tests.factories.payouts import BENEFIT, checker, collected, maker, released
from tests.factories.programmes import shipped_law
from tests.factories.stations import make_station
from tests.payouts import dying

NOVEMBER = date(2026, 11, 1)
KILLED = -9
pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("friday", "bank")]


@pytest.fixture
def bank(tmp_path: Path, monkeypatch) -> Path:
    shipped_law()
    monkeypatch.setattr(settings, "PORTAL_BANK_DIR", tmp_path)
    return tmp_path


def people_everywhere(each: int = 2) -> int:
    regions = ["150102", "150502", "152921"]
    for region in regions:
        station = make_station(region)
        for _number in range(each):
            make_recipient(station)
    return len(regions) * each


def paid_lines() -> Counter:
    """How many live lines each instalment has."""
    return Counter(Line.objects.sealed().exclude(batch__state="cancelled").values_list("instalment_id", flat=True))


def booked(kind: str) -> Decimal:
    return sum((account.balance for account in balances(kind=kind)), Decimal(0))


def rows_in_bank_folder(bank: Path) -> list[str]:
    files = (bank / "out").glob("UI*.txt") if (bank / "out").is_dir() else []
    return [row for file in files for row in file.read_text(encoding="gb18030").splitlines()[1:]]


@pytest.mark.parametrize(
    ("place", "nth", "whole_batches"),
    [
        ("payouts.services.screening.gather", 1, 0),
        ("payouts.services.sealing.seal", 1, 0),
        ("payouts.services.collect._mark", 1, 0),
        ("payouts.services.screening.gather", 2, 1),
        ("payouts.services.sealing.seal", 3, 2),
    ],
)
def test_a_collect_killed_on_the_way_leaves_whole_leagues_and_the_next_one_finds_the_rest(place, nth, whole_batches):
    people, actor = people_everywhere(), maker()
    assert dying.run(place, "collect", actor.username, nth=nth) == KILLED
    assert Batch.objects.count() == Batch.objects.filter(state="sealed").count() == whole_batches
    assert booked("expense") == 2 * whole_batches * BENEFIT
    collect(month=NOVEMBER, actor=actor)
    assert set(paid_lines().values()) == {1}
    assert len(paid_lines()) == people
    assert booked("expense") == people * BENEFIT == -booked("payable")
    assert due.overlooked() == 0


def test_two_workers_collecting_at_once_make_one_line_an_instalment():
    people, one, two = people_everywhere(each=20), maker(), maker()
    workers = [dying.start("-", "collect", user.username) for user in (one, two)]
    for worker in workers:
        _out, err = worker.communicate(timeout=120)
        assert worker.returncode == 0, err
    assert set(paid_lines().values()) == {1}
    assert len(paid_lines()) == people == sum(Batch.objects.values_list("line_count", flat=True))
    assert booked("expense") == people * BENEFIT


def test_a_collecting_order_whose_worker_was_killed_is_taken_up_again():
    people, actor = people_everywhere(), maker()
    order = collecting.ask(month=NOVEMBER, actor=actor)
    assert dying.run("payouts.services.screening.gather", "run_collection", order.pk, nth=2) == KILLED
    order.refresh_from_db()
    assert (order.state, order.leagues_done) == (CollectionState.RUNNING, TOGETHER)
    collecting.run(order.pk)
    assert Line.objects.count() < people
    with clock.at(clock.now() + 2 * sweeping.COLLECTING_LEASE):
        assert sweeping.uncollected() == [order.pk]
        collecting.run(order.pk)
    assert Collection.objects.get().state == CollectionState.DONE
    assert len(paid_lines()) == people
    assert set(paid_lines().values()) == {1}


@pytest.mark.parametrize("place", ["payouts.services.ready._store", "core.audit.record"])
def test_a_release_killed_before_its_commit_never_happened(place):
    batch, second = collected(2), checker()
    assert dying.run(place, "release", f"{batch.pk}:{second.username}") == KILLED
    batch.refresh_from_db()
    assert (batch.state, batch.released_by, batch.pieces.count()) == ("sealed", None, 0)
    assert not AuditEntry.objects.filter(verb="batch.released").exists()
    assert dying.run("-", "release", f"{batch.pk}:{second.username}") == 0
    batch.refresh_from_db()
    assert batch.state == "released"


@pytest.mark.parametrize("place", ["os.fsync", "core.audit.record"])  # the file is being written; it is whole, but not laid
def test_a_sender_killed_before_its_first_commit_is_made_up_for_by_the_sweep(bank, place):
    batch = released(2)
    assert dying.run(place, "send_batch", batch.pk, bank=bank) == KILLED
    batch.refresh_from_db()
    assert batch.state == "released"
    assert rows_in_bank_folder(bank) == []
    with clock.at(clock.now() + 2 * sweeping.BELL_MISSED):
        sweep_sending()
    batch.refresh_from_db()
    assert batch.state == "sent"
    assert len(rows_in_bank_folder(bank)) == 2


@pytest.mark.parametrize(
    ("place", "nth", "rows"),
    [
        ("payouts.services.instruction.lay", 1, 0),  # between SENDING and the file
        ("os.fsync", 2, 2),  # the file has its name, and a power cut may still take that away
        ("payouts.services.sending.finish", 1, 2),  # between the file and SENT
    ],
)
@pytest.mark.parametrize("word", ["has_it", "never_got_it"])
def test_a_sender_killed_after_sending_leaves_doubt_that_two_people_end(bank, place, nth, rows, word):
    batch = released(2)
    assert dying.run(place, "send_batch", batch.pk, bank=bank, nth=nth) == KILLED
    batch.refresh_from_db()
    assert batch.state == "sending"
    assert len(rows_in_bank_folder(bank)) == rows
    send_batch(batch.pk)
    assert len(rows_in_bank_folder(bank)) == rows
    with clock.at(clock.now() + 2 * sweeping.SENDING_LEASE):
        sweep_sending()
        send_batch(batch.pk)
    assert len(rows_in_bank_folder(bank)) == rows
    batch.refresh_from_db()
    assert batch.state == "doubtful"
    doubt, one, two = Doubt.objects.get(), maker(), checker()
    doubts.say(doubt_id=doubt.pk, actor=one, word=word, evidence="电话")
    doubts.confirm(doubt_id=doubt.pk, actor=two, word=word)
    collect(month=NOVEMBER, actor=one)
    live = Line.objects.with_state().exclude(state="failed").values_list("instalment_id", flat=True)
    assert sorted(live) == sorted(set(live))
    assert len(live) == 2
    assert booked("expense") == 2 * BENEFIT
    assert booked("clearing") == (-2 * BENEFIT if word == "has_it" else 0)
    assert booked("payable") == (0 if word == "has_it" else -2 * BENEFIT)


def test_two_workers_sending_the_same_batch_write_it_once(bank):
    batch = released(3)
    workers = [dying.start("-", "send_batch", batch.pk, bank=bank) for _number in range(2)]
    for worker in workers:
        _out, err = worker.communicate(timeout=120)
        assert worker.returncode == 0, err
    batch.refresh_from_db()
    assert batch.state == "sent"
    assert len(rows_in_bank_folder(bank)) == 3
    assert AuditEntry.objects.filter(verb="batch.sending").count() == 1
    assert sending.begin(batch_id=batch.pk, actor=maker()) is None
