"""The day ties out, and every way in which it does not is said; verify finds what nobody may do."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core import audit, clock
from payouts.models import BankException
from payouts.queries.batches import league_names
from payouts.queries.reconciliation import tie_out
from payouts.services import exceptions
from tests.factories.bank import SentBatch, read
from tests.factories.payouts import BENEFIT, checker, collected, maker

pytestmark = pytest.mark.usefixtures("law")
DAY = "2026-11-20"
RETURN_OF_FAILED = (
    "INSERT INTO payouts_return (line_id, batch_id, on_day, at, reason_code, reason)"
    " SELECT line_id, batch_id, on_day, at, '', '' FROM payouts_result WHERE outcome = 2"
)


@pytest.fixture
def sent(law, tmp_path):
    """Three lines that the bank has."""
    return SentBatch(tmp_path, 3)


def run(command, *given, capsys):
    """Exit code and standard output."""
    try:
        call_command(command, *given)
    except CommandError as error:
        return error.returncode, capsys.readouterr().out
    return 0, capsys.readouterr().out


def reconcile(capsys):
    return run("reconcile", "--on", DAY, capsys=capsys)


def tamper(statement, *given):
    """Change what nobody may change, round every guard, as a thief with the database's password would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute(statement, given)
        cursor.execute("SET LOCAL session_replication_role = 'origin'")


def test_every_stage_of_a_batch_ties_out(law, tmp_path, capsys):
    collected(2)
    assert reconcile(capsys)[0] == 0
    other = SentBatch(tmp_path, 3)
    assert reconcile(capsys)[0] == 0
    other.answer("SFP")
    assert reconcile(capsys)[0] == 0
    read(other.statement(other.say("R-S")))
    code, out = reconcile(capsys)
    assert code == 0, out
    assert "UI 150500" in out


def test_a_settled_exception_ties_out(sent, capsys):
    sent.answer("FSS")
    sent.answer("SSS")
    found = BankException.objects.get()
    assert "1" in reconcile(capsys)[1]
    exceptions.propose(exception_id=found.pk, actor=maker(), settlement="paid", evidence="x")
    exceptions.confirm(exception_id=found.pk, actor=checker(), settlement="paid")
    code, out = reconcile(capsys)
    assert code == 0, out
    assert tie_out(clock.today()).groups[0].sums["after_all"] == BENEFIT
    assert run("verify", capsys=capsys)[1].count("batch_books") == 0


def test_a_past_day_says_what_it_said(sent, capsys):
    with clock.at("2026-11-23T09:00"):
        sent.answer("SSF")
        friday, monday = tie_out(clock.day_of(clock.now()).replace(day=20)), tie_out(clock.today())
    assert (friday.groups[0].sums["pending"], friday.groups[0].sums["paid"]) == (3 * BENEFIT, 0)
    assert (monday.groups[0].sums["pending"], monday.groups[0].sums["paid"]) == (0, 2 * BENEFIT)
    assert friday.differences == monday.differences == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE payouts_line SET amount = amount + 1 WHERE line_no = 1", ["batch", "approved"]),
        ("UPDATE payouts_batch SET total = total + 1, line_count = line_count + 1", ["lines", "batch"]),
        ("UPDATE cases_instalment SET amount = amount - 1 WHERE id IN (SELECT instalment_id FROM payouts_line)", ["approved"]),
        ("DELETE FROM payouts_result WHERE outcome = 1", ["clearing", "bank"]),
        ("UPDATE ledger_posting SET amount = amount * 2", ["instructed", "clearing", "bank", "whole"]),
        ("DELETE FROM ledger_posting", ["instructed", "bank"]),
    ],
)
def test_every_difference_is_said(sent, capsys, statement, words):
    sent.answer("SF-")
    tamper(statement)
    found = {difference.code for difference in tie_out(clock.today()).differences}
    assert found >= set(words)
    code, out = reconcile(capsys)
    assert code == 1
    assert sent.batch.number in out
    assert f"失业保险基金 {league_names()[sent.batch.league_code]} {sent.batch.number}" in out


def test_verify_holds_for_honest_money(sent, capsys):
    sent.answer("SFP")
    _code, out = run("verify", capsys=capsys)
    assert [
        line for line in out.splitlines() if not line.startswith(("assessment_", "decision_", "claim_steps", "resident_number"))
    ][:-1] == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE ledger_posting SET amount = amount + 1 WHERE amount > 0", "ledger_balance"),
        ("UPDATE payouts_batch SET total = total + 1", "batch_totals"),
        ("UPDATE payouts_batch SET released_by_id = made_by_id", "batch_two_people"),
        ("UPDATE payouts_line SET amount = amount + 1", "line_amount"),
        ("UPDATE payouts_line SET holder_name = '李四'", "batch_seal"),
        ("UPDATE payouts_result SET answer_id = NULL", "result_answered"),
        ("UPDATE payouts_batch SET paid_total = paid_total + 1", "batch_words"),
        ("UPDATE payouts_batch SET state = 'closed'", "batch_closed"),
        ("UPDATE payouts_batch SET state = 'sealed', sent_at = NULL", "result_sent"),
        ("DELETE FROM ledger_posting", "batch_books"),
        ("UPDATE ledger_posting SET amount = amount * 2", "fund_books"),
        ("UPDATE cases_bankaccount SET number = '\\x00'", "account_number"),
        ("UPDATE cases_decision SET granted = false", "line_granted"),
        ("UPDATE cases_instalment SET amount = amount + 1", "decision_amount"),
        ("UPDATE cases_instalment SET cancelled_on = current_date", "line_cancelled"),
        (RETURN_OF_FAILED, "return_paid"),
        ("UPDATE cases_bankaccount SET verified_by_id = NULL", "account_two_people"),
        ("UPDATE core_auditentry SET verb = 'nothing.done'", "audit"),
    ],
)  # fmt: skip
def test_verify_finds_what_nobody_may_do(sent, capsys, statement, code):
    sent.answer("SF-")
    audit.seal()
    drop_checks(statement)
    tamper(statement)
    exit_code, out = run("verify", capsys=capsys)
    assert exit_code == 1
    assert any(line.startswith(code) for line in out.splitlines()), out


def test_verify_finds_a_second_live_line(sent, capsys):
    columns = "batch_id, instalment_id, resident_id, account_id, amount, month, made_at, fund, scheme, league_code, region_code"
    rest = "holder_name, last4, cnaps, account_hash, account_cipher, standing, hold_reason"
    tamper(
        f"INSERT INTO payouts_line (line_no, attempt, {columns}, {rest})"
        f" SELECT 99, 2, {columns}, {rest} FROM payouts_line WHERE line_no = 1"
    )
    exit_code, out = run("verify", capsys=capsys)
    assert exit_code == 1
    assert {"line_one_live", "line_one_a_month"} <= {line.partition(":")[0] for line in out.splitlines()}


def drop_checks(statement):
    """The thief also drops the CHECK that would stop this statement; the transaction of the test brings it back."""
    table = statement.split()[1] if statement.startswith("UPDATE") else statement.split()[2]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def test_a_day_that_no_calendar_has_is_wrong_usage_in_words(capsys):
    with pytest.raises(CommandError, match="not a day written like 2026-11-20"):
        call_command("reconcile", "--on", "2026-02-30")
