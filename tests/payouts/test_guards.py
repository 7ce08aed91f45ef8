"""What Postgres itself refuses about batches and lines, walked round every service and model."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from cases.models import Instalment
from core import clock
from payouts.models import Batch, Line, Result, Return
from payouts.services import sending
from payouts.services.collect import collect
from stations.services.machine import machine_user
from tests.factories.cases import make_recipient
from tests.factories.payouts import checker, collected, maker, released
from tests.factories.stations import make_station

NOVEMBER = date(2026, 11, 1)
pytestmark = pytest.mark.usefixtures("law")


def refused(what, *, match):
    """The database says no, and says why."""
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        what()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def copy_of(line, **other):
    """Another row like `line`, straight into the table."""
    names = [field.column for field in Line._meta.local_fields if field.name != "id"]
    put = [f"%({name})s" if name in other else name for name in names]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO payouts_line ({', '.join(names)}) SELECT {', '.join(put)} FROM payouts_line WHERE id = %(line)s",
            {**other, "line": line.pk},
        )


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Decimal("1.00")},
        {"holder_name": "李四"},
        {"account_cipher": "6217000000000000000"},
        {"account_hash": b"x" * 32},
        {"cnaps": "999999999999"},
        {"last4": "0000"},
        {"line_no": 9},
        {"attempt": 2},
        {"resident_id": 1},
        {"month": date(2026, 10, 1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_sealed_line_does_not_change(change):
    batch = collected(2)
    refused(lambda: batch.lines.filter(line_no=1).update(**change), match="sealed line does not change")


def test_a_line_is_taken_out_before_release_only_and_never_put_back():
    batch = collected(2)
    batch.lines.filter(line_no=1).update(standing=2, hold_reason=2)
    refused(lambda: batch.lines.filter(line_no=1).update(standing=1, hold_reason=0), match="sealed line does not change")
    gone = released(1)
    refused(lambda: gone.lines.update(standing=2, hold_reason=2), match="waits for release")


def test_lines_batches_and_instalments_are_never_removed():
    batch = collected(1)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("payouts_line", "payouts_batch"):
        refused(lambda table=table: sql(f"DELETE FROM {table}"), match="only grows")
        refused(lambda table=table: sql(f"TRUNCATE {table} CASCADE"), match="only grows")
    refused(lambda: sql("DELETE FROM cases_instalment"), match="final")
    refused(lambda: sql("TRUNCATE cases_instalment CASCADE"), match="only grows")
    assert batch.lines.count() == 1


def test_no_instalment_has_two_live_lines():
    batch = collected(1)
    line = batch.lines.get()
    held = {"batch_id": None, "line_no": None, "standing": 0, "hold_reason": 2}
    refused(lambda: copy_of(line, **held), match="line_one_a_try")
    refused(lambda: copy_of(line, **held, attempt=2), match="one before it to have failed")
    refused(lambda: copy_of(line, **held, attempt=0), match="one before it to have failed")


def test_no_line_joins_a_sealed_batch():
    batch = collected(1)
    make_recipient(make_station())
    other = collect(month=NOVEMBER, actor=maker())[0].lines.get()
    refused(lambda: copy_of(other, batch_id=batch.pk, line_no=2, attempt=2), match="only while that is collected")


def test_a_line_says_what_its_instalment_says():
    batch = collected(1)
    line = batch.lines.get()
    held = {"batch_id": None, "line_no": None, "standing": 0, "hold_reason": 2, "attempt": 2}
    refused(lambda: copy_of(line, **held, amount=Decimal("1.00")), match="says what its instalment says")
    refused(lambda: copy_of(line, **held, resident_id=0), match="says what its instalment says")
    refused(lambda: copy_of(line, **held, instalment_id=0), match="says what its instalment says")


def test_a_month_cannot_be_paid_twice_through_a_cancelled_instalment():
    batch = collected(1)
    first = Instalment.objects.get(month=NOVEMBER)
    Instalment.objects.filter(claim=first.claim).update(cancelled_on=date(2026, 11, 20))
    second = Instalment.objects.create(
        decision=first.decision, claim=first.claim, resident_id=first.resident_id, scheme=first.scheme, fund="UI",
        region_code=first.region_code, month=first.month, period=first.period, amount=first.amount,
    )  # fmt: skip
    fresh = Batch.objects.create(
        number="UI1505-20261120-77", fund="UI", league_code="150500", region_code="150500", month=NOVEMBER,
        pay_on=batch.pay_on, seq=77, made_by=batch.made_by, made_at=clock.now(),
    )  # fmt: skip
    refused(
        lambda: copy_of(batch.lines.get(), instalment_id=second.pk, batch_id=fresh.pk, attempt=1),
        match="paid, or is being paid, for the same",
    )


@pytest.mark.parametrize("state", ["released", "sending", "sent", "closed", "doubtful"])
def test_a_sealed_batch_goes_nowhere_without_a_second_person(state):
    batch = collected(1)
    refused(lambda: Batch.objects.filter(pk=batch.pk).update(state=state), match="released_by_somebody|cannot go")
    refused(
        lambda: Batch.objects.filter(pk=batch.pk).update(state=state, released_by=batch.made_by, released_at=clock.now()),
        match="two_people|cannot go",
    )


def test_a_batch_does_not_go_back_or_change_its_name():
    batch = released(1)
    refused(lambda: Batch.objects.update(state="sealed"), match="nobody has released it")
    refused(lambda: Batch.objects.update(total=1), match="totals are final")
    refused(lambda: Batch.objects.update(released_by=maker()), match="totals are final")
    refused(lambda: Batch.objects.update(number="X"), match="keeps its name")
    refused(lambda: Batch.objects.update(made_by=checker()), match="keeps its name")
    assert Batch.objects.get() == batch


def test_totals_that_do_not_tie_are_not_released():
    batch = collected(2)
    Batch.objects.filter(pk=batch.pk).update(total=1)
    refused(
        lambda: Batch.objects.filter(pk=batch.pk).update(state="released", released_by=checker(), released_at=clock.now()),
        match="totals say",
    )


def test_a_batch_begins_at_the_beginning():
    values = {"fund": "UI", "league_code": "150500", "region_code": "150500", "month": NOVEMBER, "pay_on": NOVEMBER, "seq": 1}
    refused(
        lambda: Batch.objects.create(number="X", state="released", made_by=maker(), made_at=clock.now(), **values),
        match="must begin as collected",
    )


def test_the_banks_word_needs_a_sent_line_and_stands_for_ever(tmp_path, settings):
    settings.PORTAL_BANK_DIR = tmp_path
    batch = released(1)
    line = batch.lines.get()
    told = {"batch": batch, "outcome": 1, "on_day": NOVEMBER, "at": clock.now()}
    refused(lambda: Result.objects.create(line=line, **told), match="that was sent")
    sending.begin(batch_id=batch.pk, actor=machine_user())
    back = {"batch": batch, "on_day": NOVEMBER, "at": clock.now()}
    refused(lambda: Return.objects.create(line=line, **back), match="only what was paid can come back")
    Result.objects.create(line=line, **told)
    refused(lambda: Result.objects.update(outcome=2), match="only grows")
    refused(lambda: Result.objects.bulk_create([Result(line=line, **told | {"outcome": 2})]), match="payouts_result_pkey")
    Return.objects.create(line=line, **back)


@pytest.mark.parametrize("wrong", ["none", "taken_out", "another_batch"])
def test_of_the_words_of_a_whole_answer_each_needs_a_line_that_was_sent(wrong):
    batch = released(12)
    sending.begin(batch_id=batch.pk, actor=machine_user())
    other = released(1)
    told = {"outcome": 1, "on_day": NOVEMBER, "at": clock.now()}
    words = [Result(line=line, batch=batch, **told) for line in batch.lines.all()]
    if wrong == "taken_out":
        sql("SET LOCAL session_replication_role = 'replica'")
        sql("UPDATE payouts_line SET standing = 2, hold_reason = 2 WHERE id = %s", words[5].line_id)
        sql("SET LOCAL session_replication_role = 'origin'")
    if wrong == "another_batch":
        words[5].line = other.lines.get()
    if wrong == "none":
        Result.objects.bulk_create(words)
    else:
        refused(lambda: Result.objects.bulk_create(words), match="that was sent")
