"""The books are final: posted once, balanced at commit, corrected by reversal; Postgres holds it, whoever writes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, override

from core import clock
from core.policies import Refused
from ledger.models import Account, Journal, Posting
from ledger.queries import balances, balances_for
from ledger.services import journal
from tests.factories.stations import make_user

TEN = Decimal("10.00")
TODAY = date(2026, 11, 20)


def post(key="k", amount=TEN, league="150500", legs=None):
    legs = legs or [("expense", amount), ("payable", -amount)]
    return journal.post(key=key, on=TODAY, memo="m", fund="UI", league=league, batch_number="B", postings=legs)


def now():
    """Let the deferred rules speak before the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def committed(work):
    """Do it and let the rules of the commit speak."""
    with transaction.atomic():
        work()
        now()


@pytest.mark.django_db
def test_the_same_posted_twice_stands_once():
    assert post() == post()
    assert Posting.objects.count() == 2
    now()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other", [{"amount": Decimal("10.01")}, {"league": "150400"}, {"legs": [("expense", TEN), ("bank", -TEN)]}]
)
def test_other_content_under_a_known_key_is_refused(other):
    post()
    with pytest.raises(Refused):
        post(**other)


@pytest.mark.django_db
@pytest.mark.parametrize("legs", [[("expense", TEN)], [("expense", TEN), ("payable", -TEN - 1)]])
def test_what_does_not_balance_is_refused_by_the_database(legs):
    with pytest.raises(IntegrityError, match="does not balance"):
        committed(lambda: post(legs=legs))


@pytest.mark.django_db
def test_a_journal_without_legs_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="does not balance"):
        committed(lambda: Journal.objects.create(key="empty", on=TODAY, memo="", at=clock.now()))


@pytest.mark.django_db
def test_a_leg_of_nothing_is_refused():
    with pytest.raises(IntegrityError, match="posting_never_zero"), transaction.atomic():
        post(legs=[("expense", Decimal(0)), ("payable", Decimal(0))])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: Posting.objects.update(amount=1),
        lambda: Posting.objects.all()._raw_delete("default"),
        lambda: Journal.objects.update(memo="x"),
        lambda: Journal.objects.all()._raw_delete("default"),
        lambda: Account.objects.update(fund="XX"),
    ],
)
def test_nothing_in_the_books_changes(change):
    post()
    now()
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        change()


@pytest.mark.django_db(transaction=True)
def test_no_posting_joins_a_journal_of_an_earlier_transaction():
    done = post()
    account = Account.objects.first()
    with pytest.raises(IntegrityError, match="its own transaction"), transaction.atomic():
        Posting.objects.bulk_create([Posting(journal=done, account=account, amount=amount) for amount in (TEN, -TEN)])
    with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
        Journal.objects.create(key="late", on=TODAY, memo="", at=clock.now())


@pytest.mark.django_db
def test_a_journal_cannot_claim_another_transaction_as_its_own():
    made = Journal.objects.create(key="forged", on=TODAY, memo="", at=clock.now(), written_in=1)
    made.refresh_from_db()
    assert made.written_in != 1
    account = post().postings.first().account
    Posting.objects.bulk_create([Posting(journal=made, account=account, amount=amount) for amount in (TEN, -TEN)])


@pytest.mark.django_db
def test_a_reversal_takes_everything_back_once():
    first = post()
    back = journal.reverse(key="k:back", of=first, on=TODAY, memo="m")
    assert journal.reverse(key="k:back", of=first, on=TODAY, memo="m") == back
    assert {account.balance for account in balances()} == {0}
    with pytest.raises(IntegrityError), transaction.atomic():
        journal.reverse(key="k:again", of=first, on=TODAY, memo="m")
    now()


@pytest.mark.django_db
def test_the_page_shows_the_readers_own_leagues_only(django_assert_num_queries):
    post()
    for number in range(5):
        post(key=f"next door {number}", league="150400")
    ours = make_user("auditor", "150500")
    assert [row["league"] for row in balances_for(ours)] == ["150500"]
    client = Client()
    client.force_login(ours)
    answer = client.get(reverse("ledger:journal_list"))
    assert [entry.key for entry in answer.context["page"]] == ["k"]
    client.force_login(make_user("finance_maker", "150400"))
    client.get(reverse("ledger:journal_list"))
    with django_assert_num_queries(8):
        assert len(client.get(reverse("ledger:journal_list")).context["page"]) == 5
    client.force_login(make_user("first_check"))
    assert len(client.get(reverse("ledger:journal_list")).context["page"]) == 0


@pytest.mark.django_db
def test_the_books_keep_a_memo_that_every_reader_reads_in_the_own_language():
    with override("zh-hans"):
        first = journal.post(
            key="words", on=TODAY, memo=format_lazy("2026-10 {}", gettext_lazy("Entitlement")), fund="UI", league="150500",
            postings=[("expense", Decimal(1)), ("payable", Decimal(-1))],
        )  # fmt: skip
        assert (first.memo, first.said) == ("2026-10 Entitlement", "2026-10 应发待遇")
    with override("en"):
        assert first.said == "2026-10 Entitlement"
    assert Journal(memo="银行回盘").said == "银行回盘"
