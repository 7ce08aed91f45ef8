"""Reading the books: balances are sums, never stored."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from core.money import ZERO, MoneyField
from ledger.models import Account, Journal, Kind, Posting
from stations.queries import scope_filter
from stations.states import FINANCE_ROLES, Role

READERS = (*FINANCE_ROLES, Role.AUDITOR)


def balances(*, fund: str | None = None, league: str | None = None, kind: str | None = None) -> QuerySet[Account]:
    """Accounts with `.balance` in yuan (debit positive), by fund, league and kind."""
    wanted = {"fund": fund, "league": league, "kind": kind}
    accounts = Account.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    return accounts.annotate(balance=Coalesce(Sum("postings__amount"), Value(ZERO), output_field=MoneyField())).order_by(
        "fund", "league", "kind"
    )


def journals_of(batch_number: str) -> QuerySet[Journal]:
    """What the books say of one batch, in the order of writing."""
    return Journal.objects.filter(batch_number=batch_number).prefetch_related("postings__account").order_by("pk")


def balances_for(user: Any, league: str = "") -> list[dict[str, Any]]:
    """One row a fund and league within the finance or audit posts of `user`: yuan by kind of account."""
    accounts = balances(league=league or None).filter(scope_filter(user, READERS, region="league", station="pk__isnull"))
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for account in accounts:
        row = rows.setdefault((account.fund, account.league), {"fund": account.fund, "league": account.league})
        row[account.kind] = account.balance
    return [{**dict.fromkeys(Kind.values, ZERO), **row} for row in rows.values()]


def journals_for(user: Any, league: str = "", batch_number: str = "") -> QuerySet[Journal]:
    """The journals with a leg in a league within the finance or audit posts of `user`, under the filters of the list."""
    accounts = Account.objects.filter(scope_filter(user, READERS, region="league", station="pk__isnull"))
    if league:
        accounts = accounts.filter(league=league)
    legs = Posting.objects.filter(journal=OuterRef("pk"), account__in=accounts)
    journals = Journal.objects.filter(Exists(legs)).prefetch_related("postings__account")
    return journals.filter(batch_number=batch_number.strip()) if batch_number else journals
