"""One programme from the desk to the bank and back, by the services and the people of the posts: no short cut."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from cases.models import Claim
from cases.queries import publicity as publicity_query
from cases.services import drafts, intake, publicity, publicity_end
from core import clock
from enterprises.models import Enterprise
from payouts.bankfiles import demo
from payouts.bankfiles.answer_write import text_answer
from payouts.bankfiles.instruction_read import read_instruction
from payouts.models import Batch
from payouts.queries.reconciliation import tie_out
from payouts.services import answers, copying
from payouts.services.collect import collect
from payouts.services.release import release
from stations.services.machine import machine_user
from stations.states import Role
from tests.factories import papers
from tests.factories.desk import vote
from tests.factories.stations import Officers, make_user


def submitted(officers: Officers, applicant: Any, scheme: str, told: Mapping[str, Any]) -> Claim:
    """The applicant's claim as the window of the banner has taken it in."""
    whose = {"enterprise_id" if isinstance(applicant, Enterprise) else "resident_id": applicant.pk}
    token, clerk = uuid.uuid4(), officers.station if applicant.station_id else officers.another("acceptance")
    draft = drafts.begin(token=token, actor=clerk, asked=dict(told), scheme=scheme, **whose)
    return intake.submit(claim_id=draft.pk, token=token, actor=clerk, asked=dict(told), channel="station", agreed=True)


def decided(officers: Officers, claim: Claim, *, grants: bool = True, reason: str = "") -> Claim:
    """Accepted, checked by two people, by the approver where the amount asks for one, and through its publicity.

    A published grant is decided on the day after its list ended: where that lies in the next month, what follows happens
    under `clock.at(claim.decision.decided_on)`.
    """
    claim = papers.accept(claim, officers.acceptance)
    for post in ("first_check", "second_check", "approver"):
        if claim.state not in ("accepted", "first_checked", "approval"):
            break
        claim = vote(claim, getattr(officers, post), grants=grants, reason=reason).claim
    return published(officers, claim) if claim.state == "publicity" else claim


def published(officers: Officers, claim: Claim) -> Claim:
    """The claim is shown on a list of its banner or league, nobody objects, and it is granted the day after the last one."""
    place = publicity_query.publishes(claim.scheme, claim.region_code)
    actor = make_user(Role.SECOND_CHECK, place) if place.endswith("00") else officers.second_check
    shown = publicity.make_list(actor=actor, scheme=claim.scheme, region_code=place)
    with clock.at(shown.closes_on + timedelta(days=1)):
        publicity_end.close_due()
    claim = Claim.objects.get(pk=claim.pk)
    assert claim.state != "publicity", "this list should have ended"
    return claim


@dataclass
class PayDay:
    """What one pay day moved: batches as the bank answered them, and yuan by fund."""

    batches: list[Batch]
    paid: dict[str, Decimal]


def pay(officers: Officers, folder: Path) -> PayDay:
    """Everything due this month is collected, released by another person, paid by the bank, read and tied out."""
    made = collect(month=clock.this_month(), actor=officers.finance_maker)
    for batch in made:
        release(batch_id=batch.pk, actor=officers.finance_checker)
        file = copying.hand_out(number=batch.number, form="text", folder=folder, actor=machine_user())
        payments = [each for each in read_instruction(file.read_bytes()).payments if not isinstance(each, str)]
        answer = folder / f"{batch.number}.answer"
        answer.write_bytes(text_answer(batch.number, clock.today(), [demo.verdict(payment, "S") for payment in payments]))
        answers.read(path=answer, actor=machine_user())
        batch.refresh_from_db()
    assert not list(tie_out(clock.today()).differences)
    paid: dict[str, Decimal] = {}
    for batch in made:
        paid[batch.fund] = paid.get(batch.fund, Decimal("0.00")) + batch.paid_total
    return PayDay(made, paid)
