"""Writing in the books: post once under a key, correct by reversal."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import clock
from core.policies import Refused
from ledger.models import Account, Journal, Kind, Posting

Legs = Iterable[tuple[str, Decimal]]


@transaction.atomic
def post(*, key: str, on: date, memo: str | Promise, fund: str, league: str, postings: Legs, batch_number: str = "") -> Journal:
    """The journal `key` stands in the books, with legs of (kind, yuan; debit positive).

    `memo` is a lazy string: the books keep it in the words of the code, and every reader reads it in his own language.
    Posting the same again returns the journal that is there; other content under the same key is Refused.
    Postgres refuses at commit what does not balance.
    """
    legs = sorted((kind, amount) for kind, amount in postings)
    journal, new = Journal.objects.get_or_create(
        key=key, defaults={"on": on, "memo": _kept(memo), "batch_number": batch_number, "at": clock.now()}
    )
    if not new:
        _require_same(journal, legs, fund, league)
        return journal
    accounts = {kind: _account(fund, league, kind) for kind, _amount in legs}
    Posting.objects.bulk_create([Posting(journal=journal, account=accounts[kind], amount=amount) for kind, amount in legs])
    return journal


@transaction.atomic
def reverse(*, key: str, of: Journal, on: date, memo: str | Promise) -> Journal:
    """The journal `of` is undone by one with every sign turned round; a journal is reversed once."""
    journal, new = Journal.objects.get_or_create(
        key=key,
        defaults={"on": on, "memo": _kept(memo), "batch_number": of.batch_number, "reverses": of, "at": clock.now()},
    )
    if not new:
        if journal.reverses_id != of.pk:
            raise Refused(_("The key %(key)s stands in the books for something else.") % {"key": key})
        return journal
    Posting.objects.bulk_create(
        [Posting(journal=journal, account_id=leg.account_id, amount=-leg.amount) for leg in of.postings.all()]
    )
    return journal


def _kept(memo: str | Promise) -> str:
    with override("en"):
        return str(memo)


def _account(fund: str, league: str, kind: str) -> Account:
    account, _new = Account.objects.get_or_create(
        fund=fund, league=league, kind=Kind(kind), defaults={"code": f"{fund}-{league}-{kind}"}
    )
    return account


def _require_same(journal: Journal, legs: list[tuple[str, Decimal]], fund: str, league: str) -> None:
    there = sorted(journal.postings.values_list("account__kind", "amount", "account__fund", "account__league"))
    if there != [(kind, amount, fund, league) for kind, amount in legs]:
        raise Refused(_("The key %(key)s stands in the books for something else.") % {"key": journal.key})
