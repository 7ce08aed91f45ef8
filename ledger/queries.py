"""Reading the books: balances are sums, never stored."""

from django.db.models import QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from core.money import ZERO, MoneyField
from ledger.models import Account, Journal


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
