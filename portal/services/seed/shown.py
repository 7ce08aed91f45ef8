"""Grants that are published: some on a list of the last days with an objection, one that waits for its list."""

from datetime import datetime, timedelta
from uuid import UUID

from stdnum.cn import uscc

from cases.models import Claim, PublicityEntry, Resident
from cases.queries import promises
from cases.services import acceptance, checking, drafts, intake, objections, publicity
from cases.states import Channel, ClaimState, PersonGroup
from core import clock
from portal.services.seed.claims import Bureau, bureau_of
from portal.services.seed.offices import Offices
from portal.services.seed.people import Inventor

SCHEME, BANNER, SHOWN = "startup_subsidy", "150502", 4
GROUPS = (PersonGroup.GRADUATE, PersonGroup.VETERAN, PersonGroup.LAID_OFF)


def publish_some(there: Offices, inventor: Inventor) -> None:
    """Founders of the demo's own banner are granted a start-up subsidy; the list of all but the last began three days ago."""
    founders = Resident.objects.filter(region_code__startswith=BANNER, deceased_on=None, groups__group__in=GROUPS)
    people = list(founders.distinct().order_by("pk")[: SHOWN + 1])
    if not people:
        return
    bureau = bureau_of(there, people[0])
    begun = clock.now() - timedelta(days=5)
    for person in people[:SHOWN]:
        _carry(person, there, bureau, inventor, begun)
    with clock.at(begun + timedelta(days=2)):
        made = publicity.make_list(actor=bureau.second, scheme=SCHEME, region_code=BANNER)
    with clock.at(begun + timedelta(days=4)):
        objections.receive(
            entry_id=PublicityEntry.objects.filter(list=made).order_by("-number")[0].pk, name="包志强",
            contact="13800004567", text="该店铺今年八月起已经停业，没有人在店里上班。",
        )  # fmt: skip
    for person in people[SHOWN:]:
        _carry(person, there, bureau, inventor, begun)


def _carry(person: Resident, there: Offices, bureau: Bureau, inventor: Inventor, begun: datetime) -> None:
    desk, token = there.desks[person.station_id], UUID(int=inventor.random.getrandbits(128), version=4)
    asked = {
        "first_startup": True, "jobs_created": 3, "jobs_insured_months": 0, "operating_months": inventor.random.randint(13, 30),
        "jobs_now": 3, "business_name": f"{person.name}便利店", "credit_code": _credit_code(inventor),
    }  # fmt: skip
    with clock.at(begun):
        claim = drafts.begin(resident_id=person.pk, token=token, actor=desk, asked=asked, scheme=SCHEME, channel=Channel.STATION)
        claim = intake.submit(claim_id=claim.pk, token=token, actor=desk, asked=asked, channel=Channel.STATION, agreed=True)
        claim = acceptance.accept(claim_id=claim.pk, actor=bureau.acceptance, compared=promises.lacking(claim))
        for actor in (bureau.first, bureau.second, bureau.approver):
            if claim.state in (ClaimState.PUBLISHED, ClaimState.REFUSED):
                break
            seen = Claim.objects.get(pk=claim.pk).assessments.latest("pk").pk
            claim = checking.check(claim_id=claim.pk, actor=actor, grants=True, reason="", seen=seen).claim


def _credit_code(inventor: Inventor) -> str:
    body = f"92{BANNER}MA{inventor.random.randrange(10**7):07d}"
    return body + uscc.calc_check_digit(body)
