"""The pages of batches, lines and doubts, opened as the people whose work they are, and as the people next door."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.models import BankAccount
from core import clock
from core.models import AuditEntry
from payouts.models import Batch, Collection, Doubt, Line
from payouts.services import doubts, sending
from payouts.services.collect import collect
from stations.services.machine import machine_user
from tests.factories.cases import make_recipient
from tests.factories.payouts import checker, collected, maker, released
from tests.factories.stations import make_station, make_user

NOVEMBER = date(2026, 11, 1)
pytestmark = pytest.mark.usefixtures("law", "bank_folder")


@pytest.fixture
def bank_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "PORTAL_BANK_DIR", tmp_path)
    return tmp_path


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args, **query):
    return signed_in(user).get(reverse(f"payouts:{name}", args=args), query)


def _doubtful():
    batch = released(1)
    sending.begin(batch_id=batch.pk, actor=machine_user())
    return sending.doubt(batch_id=batch.pk, cause="sender_silent", actor=machine_user())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_for_finance_in_both_languages(language):
    first = maker()
    doubt = _doubtful()
    BankAccount.objects.filter(resident=make_recipient(make_station()).resident).update(state="unverified", verified_by=None)
    order = Collection.objects.create(month=NOVEMBER, asked_by=first, asked_at=doubt.opened_at, leagues=12)
    batch = collected(2, by=first)
    line = batch.lines.first()
    client = signed_in(first)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    type(first).objects.filter(pk=first.pk).update(language=language)
    for name, args in [
        ("batch_list", []), ("batch_export", []), ("batch_show", [batch.pk]), ("batch_release", [batch.pk]),
        ("batch_cancel", [batch.pk]), ("collection_create", []), ("collection_show", [order.pk]), ("line_list", []),
        ("line_show", [line.pk]), ("line_show", [Line.objects.held().get().pk]), ("line_show", [doubt.batch.lines.get().pk]),
        ("doubt_show", [doubt.pk]), ("doubt_say", [doubt.pk]), ("doubt_confirm", [doubt.pk]),
        ("doubt_create", [doubt.batch.lines.get().pk]), ("batch_show", [doubt.batch_id]),
    ]:  # fmt: skip
        assert client.get(reverse(f"payouts:{name}", args=args)).status_code == 200, name


def test_the_neighbours_see_none_of_it():
    batch, doubt = collected(1), _doubtful()
    next_door = make_user("finance_checker", "150400")
    assert list(page(next_door, "batch_list").context["page"]) == []
    line = batch.lines.get()
    for name, pk in [
        ("batch_show", batch.pk), ("batch_release", batch.pk), ("batch_cancel", batch.pk), ("line_show", line.pk),
        ("doubt_show", doubt.pk), ("doubt_say", doubt.pk), ("doubt_confirm", doubt.pk), ("doubt_create", line.pk),
    ]:  # fmt: skip
        assert page(next_door, name, pk).status_code == 404, name
    assert page(make_user("first_check"), "batch_show", batch.pk).status_code == 404


def test_the_maker_collects_on_the_page_and_the_work_is_done(django_capture_on_commit_callbacks):
    make_recipient(make_station())
    first = maker()
    client = signed_in(first)
    shown = client.get(reverse("payouts:collection_create"))
    assert [row["lines"] for row in shown.context["payable"]] == [1]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("payouts:collection_create"), {"month": "2026-11"})
    order = Collection.objects.get()
    assert answer.url == reverse("payouts:collection_show", args=[order.pk])
    assert (order.state, order.lines, order.leagues_done) == ("done", 1, 12)
    part = client.get(answer.url, headers={"HX-Request": "true"})
    assert b"hx-get" not in part.content
    assert Batch.objects.get().made_by == first


def test_a_checker_cannot_order_a_collecting():
    make_recipient(make_station())
    client = signed_in(checker())
    assert client.post(reverse("payouts:collection_create"), {"month": "2026-11"}).status_code == 200
    assert not Collection.objects.exists()


def test_the_checker_releases_what_she_saw_and_it_is_sent(django_capture_on_commit_callbacks):
    batch = collected(2)
    client = signed_in(checker())
    address = reverse("payouts:batch_release", args=[batch.pk])
    assert client.post(address, {"digest": "0" * 64}).status_code == 200
    assert Batch.objects.get().state == "sealed"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"digest": client.get(address).context["form"]["digest"].value()})
    assert answer.url == reverse("payouts:batch_show", args=[batch.pk])
    assert Batch.objects.get().state == "sent"


def test_the_maker_has_no_way_to_release_her_own():
    first = maker()
    batch = collected(1, by=first)
    client = signed_in(first)
    assert client.get(reverse("payouts:batch_show", args=[batch.pk])).context["may_release"] is False
    answer = client.post(reverse("payouts:batch_release", args=[batch.pk]), {"digest": batch.control_digest})
    assert answer.status_code == 200
    assert Batch.objects.get().state == "sealed"


def test_two_people_settle_a_doubt_on_the_pages():
    doubt = _doubtful()
    one, two = signed_in(maker()), signed_in(checker())
    word, confirm = (reverse(f"payouts:{name}", args=[doubt.pk]) for name in ("doubt_say", "doubt_confirm"))
    assert one.post(word, {"word": "has_it", "evidence": "建行李经理"}).status_code == 302
    assert one.post(confirm, {"word": "has_it"}).status_code == 200
    assert two.post(confirm, {"word": "has_it"}).status_code == 302
    doubt.refresh_from_db()
    assert (doubt.confirmed_at is not None, doubt.batch.state) == (True, "sent")


def test_the_filters_narrow_and_the_export_is_recorded():
    batch = collected(1)
    second = checker()
    assert len(page(second, "batch_list", state="sealed").context["page"]) == 1
    assert len(page(second, "batch_list", state="sent").context["page"]) == 0
    assert len(page(second, "batch_show", batch.pk, state="paid").context["page"]) == 0
    answer = signed_in(second).post(reverse("payouts:batch_export") + "?state=sealed")
    assert answer.content[:2] == b"PK"
    assert AuditEntry.objects.get(verb="batches.exported").data == {"count": 1, "filters": {"state": "sealed"}}


def test_the_station_sees_the_payments_of_its_own_person_only(officers, neighbours):
    claim = make_recipient(officers.desk)
    collect(month=NOVEMBER, actor=maker())
    answer = page(officers.station, "resident_payments", claim.resident_id)
    assert [line.month for line in answer.context["lines"]] == [NOVEMBER]
    assert page(neighbours.station, "resident_payments", claim.resident_id).status_code == 404


@pytest.mark.parametrize("people", [1, 7])
def test_lists_ask_a_fixed_number_of_questions(people, django_assert_num_queries):
    batch = collected(people)
    client = signed_in(checker())
    client.get(reverse("payouts:batch_list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("payouts:batch_list"))
    with django_assert_num_queries(BATCH_QUERIES):
        client.get(reverse("payouts:batch_show", args=[batch.pk]))


LIST_QUERIES = 7
BATCH_QUERIES = 14


def test_no_full_account_and_no_full_name_stands_on_a_page_of_money():
    batch = collected(1)
    line = batch.lines.get()
    for name, pk in [("batch_show", batch.pk), ("line_show", line.pk)]:
        text = page(checker(), name, pk).content.decode()
        assert line.account_cipher not in text
        assert line.holder_name not in text
    assert Doubt.objects.count() == 0


def test_the_workbench_says_that_a_month_is_due_until_it_is_collected():
    make_recipient(make_station())
    actor, other = maker(), checker()

    def asked(user):
        return signed_in(user).get(reverse("portal:workbench")).context["due_month"]

    assert asked(actor) == (NOVEMBER, ["通辽市"])
    assert asked(other) is None
    collect(month=NOVEMBER, actor=actor)
    assert asked(actor) is None


def test_what_the_bank_never_got_is_said_to_be_collected_again_without_a_new_account():
    doubt = _doubtful()
    doubts.say(doubt_id=doubt.pk, actor=maker(), word="never_got_it", evidence="王经理来电")
    doubts.confirm(doubt_id=doubt.pk, actor=checker(), word="never_got_it")
    line = doubt.batch.lines.get()
    assert "向原账户再次发放" in page(maker(), "batch_show", doubt.batch_id).content.decode()
    assert "向原账户再次发放" in page(maker(), "line_show", line.pk).content.decode()


def test_the_maker_is_told_why_the_release_is_not_hers_and_the_checker_that_the_pay_day_is_over():
    first = maker()
    batch = collected(1, by=first)
    with clock.at("2026-12-24T09:00"):
        assert "由您制单" in page(first, "batch_release", batch.pk).content.decode()
        assert "可取得新的付款日期" in page(checker(), "batch_release", batch.pk).content.decode()
    assert "可取得新的付款日期" not in page(checker(), "batch_release", batch.pk).content.decode()
