"""After an appeal: the new decision pays more or takes back, against what the decision before had made payable."""

from decimal import Decimal

from django.db import IntegrityError, transaction

from cases.models import Decision, ExclusiveRight, Instalment, Lessened
from cases.queries import succession as query
from cases.queries.plans import Payable
from core import clock

__all__ = ["before", "give_back_rights", "held_against", "lessen", "take_off"]

before = query.before


def held_against(plan: list[Payable], claims: list[int]) -> query.Against:
    """The plan beside what stands under the claims before."""
    return query.against(plan, query.standing(claims), len(claims), clock.this_month())


def take_off(less: list[tuple[Instalment, Decimal]]) -> tuple[list[Payable], list[tuple[Instalment, Decimal]]]:
    """What is no longer due is cancelled; returns what remains due of it, to be made payable anew, and what stays too high.

    An instalment on its way, or paid, stays: the amount beside it has to come back.
    """
    anew, stuck = [], []
    for instalment, amount in less:
        if not _cancel(instalment):
            stuck.append((instalment, amount))
        elif instalment.amount > amount:
            anew.append(Payable(instalment.period, instalment.month, instalment.amount - amount, instalment.fund))
    return anew, stuck


def lessen(decision: Decision, stuck: list[tuple[Instalment, Decimal]]) -> None:
    """What is too much of instalments that stay is written down for payouts to recover once it was paid."""
    Lessened.objects.bulk_create(
        Lessened(decision=decision, instalment=instalment, amount=amount) for instalment, amount in stuck
    )


def _cancel(instalment: Instalment) -> bool:
    """Whether the instalment could be cancelled: none that an earlier appeal lessened, none on its way."""
    if instalment.lessened.exists():
        return False
    try:
        with transaction.atomic():
            Instalment.objects.filter(pk=instalment.pk).update(cancelled_on=clock.today())
    except IntegrityError:
        return False
    return True


def give_back_rights(claims: list[int]) -> None:
    """What the claims before hold is free: the new decision takes it itself where it grants."""
    if claims:
        ExclusiveRight.objects.filter(claim_id__in=claims, released_on__isnull=True).update(released_on=clock.today())
