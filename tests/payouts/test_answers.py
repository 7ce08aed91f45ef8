"""The bank's word comes in: late, twice, wrong, in part, contradicting itself or never, and each ends in a defined state."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.policies import Refused
from ledger.models import Journal
from ledger.queries import balances
from payouts.bankfiles.layout import fen, plain
from payouts.models import Answer, BankException, Line, Result, Return
from payouts.services.answers import reading
from payouts.services.answers.reading import Waits
from tests.factories.bank import SentBatch, read
from tests.factories.bankfiles import DAY
from tests.factories.payouts import BENEFIT

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def sent(law, tmp_path):
    """Four lines that the bank has."""
    return SentBatch(tmp_path, 4)


def states(batch):
    return Counter(Line.objects.filter(batch=batch).with_state().values_list("state", flat=True))


def kinds():
    return sorted(BankException.objects.values_list("kind", flat=True))


def books():
    return {account.kind: account.balance for account in balances(fund="UI") if account.balance}


def snapshot():
    return (
        Answer.objects.count(),
        Result.objects.count(),
        Return.objects.count(),
        BankException.objects.count(),
        Journal.objects.count(),
    )


@pytest.mark.parametrize("form", ["text", "report"])
def test_a_full_answer_closes_the_batch_and_the_books_say_so(sent, form):
    reading = read(getattr(sent, form)(sent.say("SSFS")))
    assert (reading.answer.paid, reading.answer.failed, reading.answer.excepted) == (3, 1, 0)
    batch = sent.refresh()
    assert batch.state == "closed"
    assert (batch.paid_count, batch.paid_total, batch.failed_count, batch.failed_total) == (3, 3 * BENEFIT, 1, BENEFIT)
    assert states(batch) == {"paid": 3, "failed": 1}
    assert books() == {"expense": 4 * BENEFIT, "payable": -BENEFIT, "bank": -3 * BENEFIT}
    failed = Result.objects.get(outcome=2)
    assert (failed.needs_account, failed.reason_code, failed.reason) == (True, "BE01", "户名账号不符")


def test_a_day_statement_confirms_what_was_paid(sent):
    read(sent.statement(sent.say("SS--")))
    assert states(sent.refresh()) == {"paid": 2, "sent": 2}
    assert sent.batch.state == "answered"


@pytest.mark.parametrize("form", ["text", "statement"])
def test_a_file_full_of_strangers_lines_is_refused_instead_of_excepted_line_by_line(sent, form, monkeypatch):
    monkeypatch.setattr(reading, "STRANGERS", 3)
    said = sent.say("SSSS")
    strangers = [said[0]._replace(line_no=900 + n, key=f"{said[0].key[:-7]}{900 + n:07d}") for n in range(8)]
    before = snapshot()
    with pytest.raises(Refused) as refused:
        read(getattr(sent, form)(said + strangers))
    assert refused.value.code == "strangers"
    assert snapshot() == before
    read(getattr(sent, form)(said + strangers[:7]))
    assert (states(sent.refresh()), len(kinds())) == ({"paid": 4}, 7)


def test_the_same_file_again_changes_nothing_under_any_name(sent):
    path = sent.text(sent.say("SSFP"))
    read(path)
    before = snapshot()
    again = read(path.rename(path.with_name("other.txt")))
    assert again.already
    assert snapshot() == before


def test_the_same_words_in_another_file_change_nothing_but_are_counted(sent):
    sent.answer("SSFS")
    results, journals = list(Result.objects.values()), Journal.objects.count()
    reading = read(sent.report(sent.say("SSFS")))
    assert (reading.answer.repeated, reading.answer.excepted) == (4, 0)
    assert list(Result.objects.values()) == results
    assert Journal.objects.count() == journals


def test_a_partial_answer_leaves_the_rest_sent_and_late_answers_are_welcome(sent):
    read(sent.text(sent.say("S---")))
    assert states(sent.refresh()) == {"paid": 1, "sent": 3}
    assert sent.batch.state == "answered"
    read(sent.text(sent.say("-PPF")))
    assert states(sent.batch) == {"paid": 1, "sent": 2, "failed": 1}
    read(sent.report(sent.say("-SS-")))
    assert states(sent.refresh()) == {"paid": 3, "failed": 1}
    assert sent.batch.state == "closed"


def test_pending_after_paid_is_no_news(sent):
    sent.answer("SSSS")
    reading = sent.answer("SSSP")
    assert (reading.answer.repeated, reading.answer.excepted) == (4, 0)


def test_a_second_answer_that_contradicts_the_first_waits_for_a_person(sent):
    sent.answer("SSFS")
    reading = read(sent.report(sent.say("FSSS")))
    assert reading.answer.excepted == 2
    assert kinds() == ["contradiction", "success_after_failure"]
    assert states(sent.refresh()) == {"paid": 3, "failed": 1}
    assert BankException.objects.get(kind="success_after_failure").blocks
    assert not BankException.objects.get(kind="contradiction").blocks


def test_wrong_amount_wrong_account_and_unknown_line_are_not_guessed(sent):
    verdicts = sent.say()
    verdicts[0] = verdicts[0]._replace(amount=plain(fen(verdicts[0].amount) + 1))
    verdicts[1] = verdicts[1]._replace(account="6217000000000000000")
    verdicts[2] = verdicts[2]._replace(key=f"{sent.batch.number}-0000099")
    reading = read(sent.text(verdicts))
    assert kinds() == ["unknown_line", "wrong_account", "wrong_amount"]
    assert reading.answer.paid == 1
    assert states(sent.refresh()) == {"paid": 1, "sent": 1, "doubtful": 2}
    assert books()["bank"] == -BENEFIT


@pytest.mark.parametrize(
    "key", ["NOTPROVIDED", "张三", "UI1505-20261123-01", "X" * 40, "UI-99999999999", "a\tb-0000001", "-0000001"]
)
def test_a_key_that_is_none_of_ours_is_an_exception(sent, key):
    read(sent.text([sent.say()[0]._replace(key=key)]))
    found = BankException.objects.get()
    assert (found.kind, found.key, found.line_id) == ("unknown_line", key, None)


def test_a_line_twice_in_one_file_is_applied_neither_way(sent):
    verdicts = sent.say("SSSS")
    read(sent.text([*verdicts, verdicts[0], verdicts[1]._replace(status="F")]))
    assert kinds() == ["duplicate"] * 4
    assert states(sent.refresh()) == {"paid": 2, "doubtful": 2}


def test_no_account_number_is_kept_with_an_exception(sent):
    read(sent.text([row._replace(account="6217009999999990001") for row in sent.say()]))
    found = BankException.objects.values().first()
    assert found["last4"] == "0001"
    assert "621700999" not in str(found)


def test_totals_that_differ_refuse_the_file_whole(sent):
    before = snapshot()
    path = sent.put(sent.text(sent.say()).read_bytes().replace(b"|4|8626.00|", b"|4|8626.01|"))
    with pytest.raises(Refused, match=r"8626\.01.*8626\.00"):
        read(path)
    assert snapshot() == before
    assert states(sent.refresh()) == {"sent": 4}


def test_a_file_cut_off_anywhere_changes_nothing(sent):
    content = sent.text(sent.say("SSFF")).read_bytes()
    before = snapshot()
    for size in range(0, len(content), 23):
        with pytest.raises(Refused):
            read(sent.put(content[:size]))
    assert snapshot() == before


def test_an_answer_about_a_batch_that_nobody_knows_is_refused(sent):
    with pytest.raises(Refused, match="UI1505-20991231-01"):
        read(sent.text(sent.say(), number="UI1505-20991231-01"))


def test_lines_of_another_batch_in_the_file_are_exceptions(sent, tmp_path):
    other = SentBatch(tmp_path, 2)
    read(sent.text([*sent.say(), *other.say()]))
    assert kinds() == ["other_batch", "other_batch"]
    assert states(other.refresh()) == {"doubtful": 2}


def test_a_statement_may_speak_of_many_batches(sent, tmp_path):
    other = SentBatch(tmp_path, 2)
    read(sent.statement([*sent.say(), *other.say()]))
    assert (sent.refresh().state, other.refresh().state) == ("closed", "closed")
    assert Answer.objects.get().batch is None


@pytest.mark.parametrize("state", ["sending", "doubtful"])
def test_an_answer_waits_while_its_batch_is_not_settled(sent, state):
    other = sent.batch
    with transaction.atomic():
        _force(other, state)
        with pytest.raises(Waits):
            sent.answer()
    assert Result.objects.count() == 0


def test_a_line_answered_in_a_batch_that_was_never_sent_is_an_exception(law, sent):
    _force(sent.batch, "released")
    sent.answer()
    assert kinds() == ["not_sent"] * 4
    assert Result.objects.count() == 0
    assert sent.refresh().state == "released"


def test_money_that_comes_back_is_a_state_of_its_own(sent):
    sent.answer("SSSS")
    reading = read(sent.statement(sent.say("SR--")))
    assert (reading.answer.returned, reading.answer.repeated) == (1, 1)
    batch = sent.refresh()
    assert states(batch) == {"paid": 3, "returned": 1}
    assert (batch.state, batch.returned_count, batch.returned_total) == ("closed", 1, BENEFIT)
    assert books() == {"expense": 4 * BENEFIT, "payable": -BENEFIT, "bank": -3 * BENEFIT}


def test_paid_and_returned_in_the_same_statement_is_returned(sent):
    verdicts = sent.say("SSSS")
    read(sent.statement([*verdicts, verdicts[0]._replace(status="R")]))
    assert states(sent.refresh()) == {"paid": 3, "returned": 1}


def test_returns_that_make_no_sense_wait_for_a_person(sent):
    sent.answer("FSS-")
    verdicts = sent.say("RR-R")
    verdicts[1] = verdicts[1]._replace(amount="1.00")
    read(sent.statement(verdicts))
    assert kinds() == ["contradiction", "return_unpaid", "wrong_amount"]
    assert Return.objects.count() == 0


def test_a_rejection_of_the_whole_group_is_a_question_for_a_person(sent):
    content = sent.report(sent.say()).read_bytes()
    start, end = content.index(b"<NbOfTxsPerSts>"), content.index(b"</OrgnlGrpInfAndSts>")
    content = content[:start].replace(b"ACSC", b"RJCT") + content[end:]
    start, end = content.index(b"<OrgnlPmtInfAndSts>"), content.index(b"</CstmrPmtStsRpt>")
    read(sent.put(content[:start] + content[end:]))
    assert kinds() == ["group_only"]
    assert states(sent.refresh()) == {"sent": 4}


def test_postgres_itself_lets_nobody_change_the_banks_word(sent):
    sent.answer("SSFS")
    for table in ("payouts_result", "payouts_answer", "payouts_return", "payouts_bankexception"):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Result.objects.update(outcome=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(
            line_id=Result.objects.first().line_id, batch=sent.batch, outcome=1, on_day="2026-11-23", at="2026-11-23T00:00Z"
        )


def test_amounts_are_summed_to_the_fen(sent):
    sent.answer("SSFF")
    assert sent.refresh().paid_total + sent.batch.failed_total == sent.batch.total == Decimal("8626.00")


def _force(batch, state):
    """Put the batch into a state round its guards: only a test may."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute("UPDATE payouts_batch SET state = %s WHERE id = %s", [state, batch.pk])
        cursor.execute("SET LOCAL session_replication_role = 'origin'")


@pytest.mark.parametrize("day", ["00010101", "99991231"])
def test_an_answer_of_a_day_that_cannot_be_meant_is_refused_whole(sent, day):
    content = sent.text(sent.say("SS")).read_bytes().replace(f"|{DAY:%Y%m%d}|".encode(), f"|{day}|".encode())
    with pytest.raises(Refused):
        read(sent.put(content))
    assert not Answer.objects.exists()


def test_a_line_of_text_without_an_account_is_an_exception(sent):
    read(sent.text([row._replace(account="") for row in sent.say("S")[:1]]))
    assert BankException.objects.get().kind == "wrong_account"
    assert not Result.objects.exists()
