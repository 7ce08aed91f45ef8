"""An interest-free award in the demo's league: paid out, owed by its plan, and the last part that was due is late."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from cases.models import Claim, Resident
from cases.queries import promises
from cases.services import acceptance, changes, checking, drafts, intake, publicity, publicity_end
from cases.states import Channel
from core import clock
from core.money import ZERO
from payouts.models import Line, Recovery
from payouts.queries.recoveries import PartRow, plan_of
from payouts.services import lending, recovery_entries
from payouts.states import EntryKind
from portal.services.seed.claims import Bureau, bureau_of
from portal.services.seed.offices import BANNER, Offices
from portal.services.seed.people import Inventor

SCHEME = "competition_award"
ASKED = {
    "prize": "silver", "national": True, "project_here": True, "assessed_amount": "120000.00",
    "competition": "中国创新创业大赛", "project_name": "智慧牧场饲喂系统",
}  # fmt: skip


def grant(there: Offices, begun: datetime, busy: list[int]) -> None:
    """A resident of the banner, none of the `busy`, has the award granted after its publicity; the next pay day pays it."""
    random = Random("lent")
    there_live = Resident.objects.filter(region_code__startswith=BANNER, deceased_on=None)
    winner = there_live.exclude(pk__in=busy).order_by("-pk").first()
    if winner is None:
        return
    bureau, desk = bureau_of(there, winner), there.desks[winner.station_id]
    token = UUID(int=random.getrandbits(128), version=4)
    number, bank = Inventor(random).card()
    with clock.at(begun):
        account = changes.request_account(resident_id=winner.pk, actor=desk, number=number, bank_name=bank)
        changes.decide(change_id=account.pk, actor=bureau.acceptance, confirm=True)
        claim = drafts.begin(resident_id=winner.pk, token=token, actor=desk, asked=ASKED, scheme=SCHEME, channel=Channel.STATION)
        intake.submit(claim_id=claim.pk, token=token, actor=desk, asked=ASKED, channel=Channel.STATION, agreed=True)
    with clock.at(begun + timedelta(days=1)):
        _check(claim.pk, bureau)
        shown = publicity.make_list(actor=bureau.second, scheme=SCHEME, region_code=BANNER)
    with clock.at(shown.closes_on + timedelta(days=1)):
        publicity_end.close_due()


def _check(claim_id: int, bureau: Bureau) -> None:
    lacking = promises.lacking(Claim.objects.get(pk=claim_id))
    acceptance.accept(claim_id=claim_id, actor=bureau.acceptance, compared=lacking)
    for actor in (bureau.first, bureau.second, bureau.approver):
        seen = Claim.objects.get(pk=claim_id).assessments.latest("pk")
        checking.check(claim_id=claim_id, actor=actor, grants=True, reason="", seen=seen.pk)


def repay(there: Offices) -> None:
    """What the bank paid is owed from the day after; each part that was due came in, but for the last."""
    line = Line.objects.filter(scheme=SCHEME, result__isnull=False).select_related("result").first()
    if line is None:
        return
    with clock.at(line.result.at + timedelta(days=1)):
        lending.open_loans()
    loan = Recovery.objects.filter(items__line=line).first()
    if loan is None:
        return
    for part in [row for row in plan_of(loan, ZERO) if row.is_late][:-1]:
        _come(loan, part, there)


def _come(loan: Recovery, part: PartRow, there: Offices) -> None:
    with clock.at(part.due_on - timedelta(days=3)):
        entry = recovery_entries.enter(
            recovery_id=loan.pk, actor=there.accounts["finance1"], kind=EntryKind.PAID_IN, amount=part.amount,
            reference=f"{part.due_on:%Y%m%d}-HK{part.no:02d}", on=clock.today(),
        )  # fmt: skip
        recovery_entries.confirm(entry_id=entry.pk, actor=there.accounts["finance2"])
