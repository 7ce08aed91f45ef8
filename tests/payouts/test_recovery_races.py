"""Two sessions at once: an instalment is either in a batch or set off, and money is confirmed once."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from cases.models import Claim, Instalment
from core import clock
from core.invariants import breaches
from core.policies import Refused
from payouts.models import Line, RecoveryEntry
from payouts.queries.invariants import INVARIANTS
from payouts.services import recoveries, recovery_entries
from payouts.services.collect import collect
from tests.conftest import FRIDAY
from tests.factories.bank import SentBatch
from tests.factories.cases import grant, make_claim
from tests.factories.payouts import maker
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Every work in a session of its own, begun together; what each gave or was refused with."""
    start, given = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            with clock.at(FRIDAY):
                start.wait(timeout=30)
                given[place] = work()
        except Refused as refused:
            given[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return given


@pytest.fixture
def ordered(transactional_db, tmp_path):
    """A recovery of 2156.50, its people, and an instalment of the same payee that waits."""
    with clock.at(FRIDAY):
        shipped_law()
        officers = Officers(BANNER)
        SentBatch(tmp_path, 1).answer("S")
        claim, line = Claim.objects.get(), Line.objects.get()
        values = {"cause": "wrong_amount", "amounts": {line.pk: line.amount}, "reason": "x"}
        made = recoveries.open_one(claim_id=claim.pk, actor=officers.first_check, **values)
        recoveries.propose(recovery_id=made.pk, actor=officers.first_check, reason="x", heard="x")
        made = recoveries.order(recovery_id=made.pk, actor=officers.second_check, due_on=date(2026, 12, 15))
        other = make_claim(claim.resident, state="accepted", scheme="skills_subsidy")
        grant(other, first=date(2026, 11, 1), months=1, amount=Decimal("1000.00"))
        yield made, officers, Instalment.objects.get(claim=other)


def test_collecting_and_setting_off_at_once_pays_or_keeps_never_both(ordered):
    recovery, officers, instalment = ordered
    payer, checker = maker(), officers.first_check
    at_once(
        lambda: collect(month=date(2026, 11, 1), actor=payer),
        lambda: recovery_entries.enter(
            recovery_id=recovery.pk, actor=checker, kind="set_off", reference="x", on=FRIDAY.date(), instalment_id=instalment.pk
        ),
    )
    paid = Line.objects.filter(instalment=instalment, standing=1).exists()
    assert paid is not RecoveryEntry.objects.filter(instalment=instalment, withdrawn_at=None).exists()
    assert list(breaches(INVARIANTS)) == []


def test_two_checkers_confirm_the_same_money_once(ordered):
    recovery, officers, _instalment = ordered
    with clock.at(FRIDAY):
        entry = recovery_entries.enter(
            recovery_id=recovery.pk, actor=officers.finance_maker, kind="paid_in", reference="1", on=FRIDAY.date(),
            amount=Decimal("100.00"),
        )  # fmt: skip
    people = [officers.another("finance_checker"), officers.another("finance_checker")]
    given = at_once(*[lambda who=who: recovery_entries.confirm(entry_id=entry.pk, actor=who) for who in people])
    assert sum(isinstance(each, Refused) for each in given) == 1
    assert list(breaches(INVARIANTS)) == []


def test_two_entries_at_once_do_not_exceed_the_debt(ordered):
    recovery, officers, _instalment = ordered
    people = [officers.finance_maker, officers.another("finance_maker")]
    given = at_once(
        *[
            lambda who=who, n=n: recovery_entries.enter(
                recovery_id=recovery.pk, actor=who, kind="paid_in", reference=f"{n}", on=FRIDAY.date(), amount=recovery.amount
            )
            for n, who in enumerate(people)
        ]
    )
    assert sum(isinstance(each, Refused) for each in given) == 1
    assert RecoveryEntry.objects.count() == 1
