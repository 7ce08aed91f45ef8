"""Releasing takes a second person, a whole seal and one more screen."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from cases.models import BankAccount, Resident
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from core.states import WrongState
from ledger.queries import balances
from payouts.models import Batch, Line
from payouts.services import sealing
from payouts.services.collect import collect
from payouts.services.release import cancel, release, release_together, would_change
from payouts.states import Hold, Standing
from tests.factories.cases import make_account, make_recipient
from tests.factories.payouts import BENEFIT, checker, collected, maker
from tests.factories.stations import make_post, make_station, make_user

NOVEMBER = date(2026, 11, 1)
pytestmark = pytest.mark.usefixtures("law")


def _books():
    return {account.kind: account.balance for account in balances(fund="UI", league="150500")}


def _tamper(statement, *values):
    """What somebody with the keys of the database could do, past every guard."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")


def test_the_second_person_releases_and_it_is_recorded():
    batch, second = collected(2), checker()
    release(batch_id=batch.pk, actor=second)
    batch.refresh_from_db()
    assert (batch.state, batch.released_by, batch.total) == ("released", second, 2 * BENEFIT)
    assert AuditEntry.objects.get(verb="batch.released").data["digest"] == batch.control_digest


def test_the_maker_never_releases_her_own_batch_even_with_the_checkers_post():
    both = maker()
    make_post(both, "finance_checker", "150000")
    batch = collected(1, by=both)
    with pytest.raises(NotAllowed):
        release(batch_id=batch.pk, actor=both)
    with pytest.raises(IntegrityError, match="batch_two_people"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state="released", released_by=both, released_at=batch.made_at)


def test_the_checker_next_door_does_not_release_ours():
    batch = collected(1)
    with pytest.raises(NotAllowed):
        release(batch_id=batch.pk, actor=make_user("finance_checker", "150400"))


def test_a_second_release_is_refused():
    batch = collected(1)
    release(batch_id=batch.pk, actor=checker())
    with pytest.raises(WrongState):
        release(batch_id=batch.pk, actor=checker())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE payouts_line SET holder_name = '李四' WHERE line_no = 1",
        "UPDATE payouts_line SET amount = amount + 1 WHERE line_no = 1",
        "UPDATE payouts_line SET account_cipher = (SELECT account_cipher FROM payouts_line WHERE line_no = 2) WHERE line_no = 1",
        "DELETE FROM payouts_line WHERE line_no = 2",
    ],
)
def test_what_was_changed_past_the_guards_is_not_released(change):
    batch = collected(2)
    _tamper(change)
    with pytest.raises(Refused, match=r"sealed|封"):
        release(batch_id=batch.pk, actor=checker())
    batch.refresh_from_db()
    assert batch.state == "sealed"


def test_a_person_who_died_meanwhile_is_taken_out_and_the_others_are_paid():
    batch = collected(3)
    gone = batch.lines.get(line_no=2)
    Resident.objects.filter(pk=gone.resident_id).update(deceased_on=date(2026, 11, 19))
    assert [found["line"].pk for found in would_change(batch)] == [gone.pk]
    before = batch.control_digest
    batch = release(batch_id=batch.pk, actor=checker())
    gone.refresh_from_db()
    assert (gone.standing, gone.hold_reason, gone.line_no) == (Standing.WITHDRAWN, Hold.DECEASED, 2)
    assert (batch.state, batch.line_count, batch.total) == ("released", 2, 2 * BENEFIT)
    assert batch.control_digest != before
    assert _books() == {"expense": 2 * BENEFIT, "payable": -2 * BENEFIT}


def test_a_line_whose_account_changed_is_collected_again_under_a_new_key():
    first = maker()
    batch = collected(2, by=first)
    line = batch.lines.get(line_no=1)
    BankAccount.objects.filter(resident=line.resident_id).update(is_current=False)
    make_account(Resident.objects.get(pk=line.resident_id))
    release(batch_id=batch.pk, actor=checker())
    (again,) = collect(month=NOVEMBER, actor=first)
    second = again.lines.get()
    assert (second.instalment_id, second.attempt) == (line.instalment_id, 2)
    assert second.key not in {line.key, *[one.key for one in batch.lines.all()]}
    assert _books() == {"expense": 2 * BENEFIT, "payable": -2 * BENEFIT}


def test_a_batch_of_which_nothing_is_left_is_cancelled():
    batch = collected(1)
    Resident.objects.update(deceased_on=date(2026, 11, 19))
    assert release(batch_id=batch.pk, actor=checker()).state == "cancelled"
    assert _books() == {"expense": 0, "payable": 0}


def test_a_cancelled_batch_is_due_again():
    first = maker()
    batch = collected(2, by=first)
    with pytest.raises(Refused):
        cancel(batch_id=batch.pk, actor=first, reason=" ")
    cancel(batch_id=batch.pk, actor=first, reason="付款日弄错了")
    (again,) = collect(month=NOVEMBER, actor=first)
    assert (again.number, again.line_count) == ("UI1505-20261120-02", 2)
    assert Line.objects.with_state().filter(batch=batch).values_list("state", flat=True).distinct().get() == "withdrawn"
    assert _books() == {"expense": 2 * BENEFIT, "payable": -2 * BENEFIT}


def test_what_was_sealed_anew_since_the_look_is_not_released_blindly():
    batch = collected(1)
    with pytest.raises(Refused):
        release(batch_id=batch.pk, actor=checker(), seen_digest="0" * 64)


def test_the_commands_collect_and_release(capsys, monkeypatch):
    monkeypatch.setattr("payouts.tasks.send_batch.delay", lambda pk: None)
    first, second = maker(), checker()
    from_cli = collected(2, by=first)
    call_command("batch_collect", "--month", "2026-11", "--by", first.username)
    assert "Nothing is due for 2026-11" in capsys.readouterr().out
    call_command("batch_release", "--all", "--by", second.username)
    assert capsys.readouterr().out == f"{from_cli.number} 2 4313.00\n"
    with pytest.raises(CommandError) as refused:
        call_command("batch_release", "--batch", from_cli.number, "--by", second.username)
    assert refused.value.returncode == 1


def _two_leagues(by):
    for region in ("150502", "150102"):
        station = make_station(region)
        for _number in range(2):
            make_recipient(station)
    return collect(month=clock.this_month(), actor=by)


def test_batches_released_together_are_as_if_released_one_by_one():
    one, other = _two_leagues(maker())
    gone = one.lines.first()
    Resident.objects.filter(pk=gone.resident_id).update(deceased_on=clock.today())
    released = release_together(batch_ids=[other.pk, one.pk], actor=checker())
    assert [(batch.pk, batch.state, batch.line_count) for batch in released] == [
        (one.pk, "released", 1),
        (other.pk, "released", 2),
    ]
    assert list(Line.objects.filter(standing=2).values_list("pk", flat=True)) == [gone.pk]
    for batch in released:
        sealing.require_whole(batch)


def test_one_refusal_refuses_all_that_are_released_together():
    one, other = _two_leagues(maker())
    release(batch_id=other.pk, actor=checker())
    with pytest.raises(WrongState):
        release_together(batch_ids=[one.pk, other.pk], actor=checker())
    one.refresh_from_db()
    assert one.state == "sealed"


def test_the_command_releases_what_it_may_where_one_batch_is_refused(capsys, monkeypatch):
    monkeypatch.setattr("payouts.tasks.send_batch.delay", lambda pk: None)
    one, other = _two_leagues(maker())
    _tamper("UPDATE payouts_line SET holder_name = '李四' WHERE batch_id = %s", other.pk)
    with pytest.raises(CommandError, match=other.number):
        call_command("batch_release", "--all", "--by", checker().username)
    assert capsys.readouterr().out == f"{one.number} 2 4313.00\n"


@pytest.mark.parametrize("who", ["nobody", "checker"])
def test_the_collect_command_refuses_who_may_not(who):
    actor = checker().username if who == "checker" else "nobody"
    with pytest.raises(CommandError) as refused:
        call_command("batch_collect", "--month", "2026-11", "--by", actor)
    assert refused.value.returncode == 1
