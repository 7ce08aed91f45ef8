"""Power is cut while the bank's answer is read, and two workers read at once: every word counts once or not at all."""

from collections import Counter

import pytest

from core import clock
from ledger.models import Journal
from ledger.queries import balances
from payouts.models import Answer, Line, Result
from payouts.queries.reconciliation import tie_out
from payouts.services.answers import folder
from payouts.tasks import read_answers
from stations.services.machine import machine_user
from tests.factories.bank import SentBatch, read
from tests.factories.payouts import BENEFIT
from tests.factories.programmes import shipped_law
from tests.payouts import dying

KILLED = -9
PEOPLE = 8
pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("friday")]


@pytest.fixture
def sent(tmp_path, settings):
    """Eight lines that the bank has, with real commits."""
    shipped_law()
    settings.PORTAL_BANK_DIR = tmp_path
    (tmp_path / "in").mkdir()
    return SentBatch(tmp_path, PEOPLE)


def words():
    return (Answer.objects.count(), Result.objects.count(), Journal.objects.filter(key__contains=":answer:").count())


def all_is_well(batch):
    batch.refresh_from_db()
    states = Counter(Line.objects.filter(batch=batch).with_state().values_list("state", flat=True))
    books = {account.kind: account.balance for account in balances(fund="UI") if account.balance}
    assert (batch.state, states) == ("closed", {"paid": 6, "failed": 2})
    assert books == {"expense": 8 * BENEFIT, "payable": -2 * BENEFIT, "bank": -6 * BENEFIT}
    assert tie_out(clock.today()).differences == []


@pytest.mark.parametrize(
    ("place", "nth"),
    [
        ("payouts.services.answers.table.fill", 1),  # the file is registered, nothing is read
        ("payouts.services.answers.table._rows", 1),  # the COPY is under way
        ("payouts.services.answers.reading.judge", 1),  # the lines are read, nothing is judged
        ("payouts.services.answers.booking.book", 1),  # the results are written, nothing is booked
        ("ledger.services.journal.post", 1),
        ("core.audit.record", 1),
        ("core.audit.record", 2),  # everything is written, nothing committed
    ],
)
def test_a_reader_killed_on_the_way_changed_nothing_and_the_next_one_reads_it_whole(sent, place, nth):
    path = sent.text(sent.say("SSSFSSFS"))
    assert dying.run(place, "bank_result", path, nth=nth) == KILLED
    assert words() == (0, 0, 0)
    assert sent.refresh().state == "sent"
    assert dying.run("-", "bank_result", path) == 0
    assert words() == (1, 8, 1)
    all_is_well(sent.batch)


def test_a_reader_killed_after_its_commit_leaves_a_file_that_is_known(sent, tmp_path):
    sent.text(sent.say("SSSFSSFS")).rename(tmp_path / "in" / "answer.txt")
    assert dying.run("payouts.services.answers.folder._move", "read_answers", "-", bank=tmp_path) == KILLED
    assert words() == (1, 8, 1)
    assert len(folder.waiting()) == 1
    read_answers()
    assert folder.waiting() == []
    assert words() == (1, 8, 1)
    all_is_well(sent.batch)


def test_two_workers_reading_the_same_file_count_it_once(sent):
    path = sent.text(sent.say("SSSFSSFS"))
    workers = [dying.start("-", "bank_result", path) for _number in range(2)]
    for worker in workers:
        _out, err = worker.communicate(timeout=120)
        assert worker.returncode == 0, err
    assert words() == (1, 8, 1)
    all_is_well(sent.batch)


def test_two_workers_reading_two_halves_at_once_close_the_batch(sent):
    halves = [sent.text(sent.say("SSSF----")), sent.report(sent.say("----SSFS"))]
    workers = [dying.start("-", "bank_result", path) for path in halves]
    for worker in workers:
        _out, err = worker.communicate(timeout=120)
        assert worker.returncode == 0, err
    assert words() == (2, 8, 2)
    all_is_well(sent.batch)


def test_two_workers_emptying_the_folder_read_each_file_once(sent, tmp_path):
    for name, said in (("a", "SSSF----"), ("b", "----SSFS"), ("c", "SSSF----")):
        sent.text(sent.say(said)).rename(tmp_path / "in" / name)
    workers = [dying.start("-", "read_answers", "-", bank=tmp_path) for _number in range(2)]
    for worker in workers:
        _out, err = worker.communicate(timeout=120)
        assert worker.returncode == 0, err
    assert words() == (2, 8, 2)
    assert folder.waiting() == []
    all_is_well(sent.batch)


def test_reading_in_this_process_sees_what_the_dead_one_left(sent):
    path = sent.text(sent.say("SSSFSSFS"))
    assert dying.run("payouts.services.answers.booking.book", "bank_result", path) == KILLED
    assert not read(path).already
    assert read(path).already
    assert machine_user().pk == Answer.objects.get().received_by_id
    all_is_well(sent.batch)
