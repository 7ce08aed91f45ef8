"""What a batch says comes next, as the bank behaves; and what is done where it does not answer at all."""

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.invariants import breaches
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from payouts.models import Doubt, Line
from payouts.queries import batches
from payouts.queries.invariants import INVARIANTS
from payouts.services import doubts
from payouts.services.collect import collect
from tests.factories.bank import SentBatch, read
from tests.factories.payouts import checker, maker
from tests.factories.stations import make_user

pytestmark = pytest.mark.usefixtures("law")
LATER = "2026-12-20T10:00"


@pytest.fixture
def sent(law, tmp_path):
    """Three lines that the bank has."""
    return SentBatch(tmp_path, 3)


def told(sent, user=None):
    """What the page of the batch says comes next."""
    return batches.page_of(sent.refresh(), user or maker())["next_step"]


def test_a_batch_without_an_answer_is_to_be_waited_for_until_its_pay_day_is_over(sent):
    assert told(sent) == batches.NEXT["sent"]
    with clock.at(LATER):
        assert told(sent) == batches.OVERDUE["sent"]


def test_a_batch_answered_in_part_says_whether_lines_or_exceptions_are_missing(sent):
    sent.answer("SS-")
    assert told(sent) == batches.NEXT["answered"]
    with clock.at(LATER):
        assert told(sent) == batches.OVERDUE["answered"]
    read(sent.text([sent.say()[2]._replace(amount="1.00")]))
    assert told(sent) == batches.EXCEPTED


@pytest.mark.parametrize(("statuses", "expected"), [("SSS", batches.WHOLE), ("SSF", batches.NEXT["closed"])])
def test_a_closed_batch_says_whether_anything_is_left_to_do(sent, statuses, expected):
    sent.answer(statuses)
    assert told(sent) == expected


def test_the_whole_of_a_silent_batch_is_settled_by_two_people_and_paid_again_with_new_keys(sent):
    first, second = maker(), checker()
    one, two = Client(), Client()
    one.force_login(first)
    two.force_login(second)
    address = reverse("payouts:batch_doubt", args=[sent.batch.pk])
    assert address in one.get(sent.batch.get_absolute_url()).content.decode()
    assert one.get(address).status_code == 200
    opened = one.post(address, {"cause": "银行称未收到文件"})
    doubt = Doubt.objects.get()
    assert opened.url == reverse("payouts:doubt_show", args=[doubt.pk])
    assert address not in one.get(sent.batch.get_absolute_url()).content.decode()
    one.post(reverse("payouts:doubt_say", args=[doubt.pk]), {"word": "never_got_it", "evidence": "王经理来电"})
    same = one.get(reverse("payouts:doubt_confirm", args=[doubt.pk])).content.decode()
    assert "由您" in same or "另一人" in same
    two.post(reverse("payouts:doubt_confirm", args=[doubt.pk]), {"word": "never_got_it"})
    batch = sent.refresh()
    assert (batch.state, batch.failed_count, batch.failed_total) == ("closed", 3, batch.total)
    assert AuditEntry.objects.filter(verb="batch.doubted", actor=first).exists()
    again = collect(month=batch.month, actor=first)
    assert [made.line_count for made in again] == [3]
    assert not set(Line.objects.filter(batch=again[0]).values_list("pk", flat=True)) & set(
        Line.objects.filter(batch=batch).values_list("pk", flat=True)
    )
    assert list(breaches(INVARIANTS)) == []


def test_only_the_lines_without_a_word_of_a_doubted_batch_fail(sent):
    sent.answer("SF-")
    doubt = doubts.open_batch(batch_id=sent.batch.pk, cause="缺一笔", actor=maker())
    assert doubts.open_batch(batch_id=sent.batch.pk, cause="缺一笔", actor=maker()) == doubt
    doubts.say(doubt_id=doubt.pk, actor=maker(), word="never_got_it", evidence="x")
    doubts.confirm(doubt_id=doubt.pk, actor=checker(), word="never_got_it")
    batch = sent.refresh()
    assert (batch.state, batch.paid_count, batch.failed_count) == ("closed", 1, 2)
    assert list(breaches(INVARIANTS)) == []


def test_a_doubted_batch_that_the_bank_has_goes_on_waiting(sent):
    doubt = doubts.open_batch(batch_id=sent.batch.pk, cause="未回盘", actor=maker())
    doubts.say(doubt_id=doubt.pk, actor=maker(), word="has_it", evidence="x")
    doubts.confirm(doubt_id=doubt.pk, actor=checker(), word="has_it")
    assert sent.refresh().state == "sent"
    sent.answer("SSS")
    assert sent.refresh().state == "closed"


def test_a_batch_is_doubted_by_finance_of_its_league_and_only_while_lines_wait(sent):
    with pytest.raises(NotAllowed):
        doubts.open_batch(batch_id=sent.batch.pk, cause="x", actor=make_user("finance_maker", "150400"))
    sent.answer("SSS")
    with pytest.raises(Refused):
        doubts.open_batch(batch_id=sent.batch.pk, cause="x", actor=maker())
    assert not Doubt.objects.exists()
