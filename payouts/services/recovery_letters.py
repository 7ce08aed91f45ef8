"""Letters of a recovery: the order to repay (追回通知) and the agreement (还款协议), kept among the letters of the claim."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Letter
from cases.reports.letters import day, sheet
from cases.services import letters, numbers
from cases.states import LetterKind
from core import money
from core.policies import Refused, require
from payouts import policies
from payouts.models import Recovery
from payouts.queries import recoveries
from stations.models import User

#: 社会保险经办条例 art. 46: what was overpaid is ordered back; the causes as the letter words them.
CAUSES = {
    "hired": "就业（用工）登记期间仍领取待遇",
    "employed": "重新就业后仍领取待遇",
    "death": "领取人死亡后仍发放待遇",
    "pension": "享受基本养老保险待遇后仍领取待遇",
    "refused_offer": "无正当理由拒不接受介绍的适当工作或者培训后仍领取待遇",
    "ended": "待遇终止后仍领取待遇",
    "duplicate": "重复发放待遇",
    "wrong_amount": "待遇核发金额有误",
    "fraud": "以欺诈、伪造证明材料或者其他手段骗取待遇",
}


@transaction.atomic
def issue(*, recovery_id: int, actor: User, kind: str) -> Letter:
    """The letter: made and kept at the first call, the same bytes at every later one; a new agreement is a new letter."""
    found: Recovery = Recovery.objects.visible_to(actor).locked(pk=recovery_id)
    require(policies.can_issue_recovery_letter(actor, found), _("Your post does not carry the letters of this recovery."))
    if kind == LetterKind.RECOVERY and found.ordered_on:
        about, number, more = found.number, found.number, _order(found)
    elif kind == LetterKind.REPAYMENT and found.agreement:
        about, number, more = f"{found.number[9:]}-{found.agreement}", "", _agreement(found)
    else:
        raise Refused(_("This recovery has no such letter."))
    there = Letter.objects.select_related("claim").filter(claim=found.claim_id, kind=kind, about=about).first()
    if there is not None:
        return letters.again(letter=there, actor=actor)
    number = number or numbers.take("XY", found.region_code)
    data = sheet(found.claim, kind, number) | more
    return letters.keep(claim=found.claim, actor=actor, kind=kind, about=about, number=number, data=data)


def _order(found: Recovery) -> dict[str, Any]:
    items = found.items.select_related("line__instalment").order_by("line__month", "pk")
    return {
        "cause": CAUSES[found.cause],
        "is_fraud": found.cause == "fraud",
        "is_end": found.cause in ("hired", "employed", "pension", "refused_offer", "ended"),
        "reason": found.reason,
        "heard": found.heard,
        "fine_note": found.fine_note,
        "items": [{"period": item.line.instalment.period_words, "amount": f"{item.amount:,.2f}"} for item in items],
        "amount": f"{found.amount:,.2f}",
        "capitals": money.capitals(found.amount),
        "due_on": day(found.due_on),
    }


def _agreement(found: Recovery) -> dict[str, Any]:
    owed = found.amount - found.settled_before
    plan = recoveries.plan_of(found, found.settled_before)
    return {
        "order": found.number,
        "ordered_on": day(found.ordered_on),
        "total": f"{found.amount:,.2f}",
        "amount": f"{owed:,.2f}",
        "capitals": money.capitals(owed),
        "agreed_on": day(found.agreed_on),
        "parts": [{"no": str(row.no), "due_on": day(row.due_on), "amount": f"{row.amount:,.2f}"} for row in plan],
    }
