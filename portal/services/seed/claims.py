"""Claims in every state, each step by the person of its post and at its own hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from cases.models import Claim, Resident
from cases.queries import promises
from cases.services import (
    acceptance,
    assessing,
    attachments,
    changes,
    checking,
    drafts,
    entitlement,
    intake,
    registrations,
)
from cases.states import Channel, ClaimState, EndReason
from core import clock
from core.periods import age_on
from portal.services.seed import courses, papers
from portal.services.seed.courses import Course
from portal.services.seed.offices import Offices
from portal.services.seed.people import Inventor
from stations.models import User

Steps = Iterator[datetime]


@dataclass(frozen=True)
class Bureau:
    """The people of one banner who carry a claim."""

    acceptance: User
    first: User
    second: User
    approver: User


@dataclass(frozen=True)
class Plan:
    """A claim to be told: whose, which way, from when."""

    begins: datetime
    course: Course
    resident: Resident


#: Of the claims that stay with the first check, every other one was accepted conditionally: a paper is promised.
STAYS, PROMISED_ONE_IN, PROMISED_DAYS = ("accepted", "late"), 2, 5


class Matter:
    """One claim on its way; `now` is its own time, which only goes forward and never beyond `end`."""

    def __init__(self, plan: Plan, offices: Offices, bureau: Bureau, inventor: Inventor, end: datetime) -> None:
        self.plan, self.bureau, self.inventor, self.end = plan, bureau, inventor, end
        self.random: Random = inventor.random
        self.resident = plan.resident
        self.desk = offices.desks[plan.resident.station_id]
        self.now = plan.begins
        self.claim_id = 0

    def tell(self) -> Iterator[datetime]:
        """The whole course; gives the moment of each step before it is taken, so that matters take turns."""
        yield self.now
        self._register()
        self._begin()
        yield from getattr(self, f"_{self.plan.course.name}")()

    def later(self, least: int = 1, most: int = 3) -> Iterator[datetime]:
        """Some days on, on a weekday, in office hours."""
        moment = self.now + timedelta(days=self.random.randint(least, most))
        while moment.weekday() > 4:
            moment += timedelta(days=1)
        moment = moment.replace(hour=self.random.randint(9, 16), minute=self.random.randrange(60))
        self.now = max(self.now + timedelta(minutes=7), min(moment, self.end - timedelta(minutes=5)))
        yield self.now

    def step(self, service: Any, actor: User, **what: Any) -> Any:
        """One service at the matter's own time."""
        with clock.at(self.now):
            return service(claim_id=self.claim_id, actor=actor, **what)

    def _register(self) -> None:
        registered_on = clock.day_of(self.now - timedelta(days=self.random.randint(0, 4)))
        number, bank = self.inventor.card()
        with clock.at(self.now):
            registrations.register(resident_id=self.resident.pk, actor=self.desk, registered_on=registered_on)
            change = changes.request_account(resident_id=self.resident.pk, actor=self.desk, number=number, bank_name=bank)
        self.now += timedelta(minutes=20)
        if self.random.random() < 0.94:
            with clock.at(self.now):
                changes.decide(change_id=change.pk, actor=self.bureau.acceptance, confirm=True)

    def _begin(self) -> None:
        age = age_on(self.resident.born_on, self.now.date())
        self.asked = courses.facts(self.random, self.plan.course, age)
        with clock.at(self.now):
            claim = drafts.begin(
                token=self._token(), resident_id=self.resident.pk, actor=self.desk, asked=self.asked, channel=Channel.STATION
            )
        self.claim_id = claim.pk

    def _token(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def _draft(self) -> Steps:
        """Stays with the desk."""
        yield from ()

    def _discarded(self) -> Steps:
        yield from self.later()
        self.step(drafts.discard, self.desk, reason="重复录入")

    def _submitted(self) -> Steps:
        if self.random.random() < 0.15:
            self.step(
                attachments.add,
                self.desk,
                kind="解除劳动关系证明",
                file_name="解除劳动关系证明.png",
                content=papers.paper(self.random),
            )
        self.now += timedelta(minutes=10)
        yield self.now
        with clock.at(self.now):
            token = Claim.objects.values_list("submit_token", flat=True).get(pk=self.claim_id)
            intake.submit(
                claim_id=self.claim_id, token=token, actor=self.desk, asked=self.asked, channel=Channel.STATION, agreed=True
            )

    def _not_accepted(self) -> Steps:
        yield from self._submitted()
        yield from self.later()
        self.step(acceptance.not_accept, self.bureau.acceptance, reason="申请人参保地在外盟市，应向参保地经办机构申领")

    def _correction(self) -> Steps:
        yield from self._submitted()
        yield from self.later(1, 2)
        points = self.random.sample(courses.MISSING, self.random.randint(1, 3))
        self.step(acceptance.ask_correction, self.bureau.acceptance, points=points)

    def _corrected(self) -> Steps:
        yield from self._correction()
        yield from self.later(2, 5)
        self.step(acceptance.correct, self.desk, asked=self.asked)

    def _accepted(self) -> Steps:
        yield from self._submitted()
        yield from self.later(1, 1)
        lacking = promises.lacking(Claim.objects.get(pk=self.claim_id))
        if lacking and self.plan.course.name in STAYS and self.claim_id % PROMISED_ONE_IN == 0:
            due_on = clock.day_of(self.now) + timedelta(days=PROMISED_DAYS)
            self.step(acceptance.accept, self.bureau.acceptance, promised=lacking, due_on=due_on)
        else:
            self.step(acceptance.accept, self.bureau.acceptance, compared=lacking)

    _late = _accepted

    def _withdrawn(self) -> Steps:
        yield from self._accepted()
        yield from self.later()
        self.step(checking.withdraw, self.desk, reason="已重新就业，不再申领")

    def _paused(self) -> Steps:
        yield from self._accepted()
        yield from self.later()
        self.step(checking.pause, self.bureau.first, reason="等待外省参保记录核实")

    def _returned(self) -> Steps:
        yield from self._first_checked()
        yield from self.later()
        self.step(checking.give_back, self.bureau.second, reason="解除劳动关系日期与登记日期不一致，请核对")

    def _first_checked(self) -> Steps:
        yield from self._accepted()
        yield from self.later(1, 2)
        self._vote(self.bureau.first)

    def _approval(self) -> Steps:
        yield from self._first_checked()
        yield from self.later(1, 2)
        self._vote(self.bureau.second)

    def _refused_first(self) -> Steps:
        yield from self._first_checked()

    def _granted(self) -> Steps:
        yield from self._approval()
        if self._state() == ClaimState.APPROVAL:
            yield from self.later(1, 2)
            self._vote(self.bureau.approver)

    _refused = _granted

    def _suspended(self) -> Steps:
        yield from self._granted()
        yield from self.later(25, 40)
        from_on = clock.day_of(self.now)
        self.step(entitlement.suspend, self.bureau.first, from_on=from_on, reason="未按月办理资格认证，暂停发放")

    def _resumed(self) -> Steps:
        yield from self._suspended()
        yield from self.later(10, 25)
        self.step(entitlement.resume, self.bureau.second, reason="已补办资格认证")

    def _ended(self) -> Steps:
        yield from self._granted()
        yield from self.later(30, 60)
        reasons = (EndReason.EMPLOYED,) * 6 + (EndReason.PENSION, EndReason.ABROAD, EndReason.MILITARY, EndReason.DEATH)
        self.step(entitlement.end, self.bureau.first, reason=self.random.choice(reasons), on=clock.day_of(self.now))

    def _vote(self, actor: User) -> None:
        with clock.at(self.now):
            claim = Claim.objects.get(pk=self.claim_id)
            assessment = assessing.newest(claim)
            if assessment is None:
                raise LookupError("an accepted claim has an assessment")
            reason = "" if assessment.eligible else "不符合《社会保险法》第四十五条规定的领取条件"
            checking.check(claim_id=self.claim_id, actor=actor, grants=assessment.eligible, reason=reason, seen=assessment.pk)

    def _state(self) -> str:
        return str(Claim.objects.values_list("state", flat=True).get(pk=self.claim_id))


def plan(*, offices: Offices, inventor: Inventor, count: int, begin: datetime, end: datetime) -> list[Plan]:
    """`count` claims in the order in which they begin."""
    random = inventor.random
    stations = [station.pk for station in offices.stations if station.region_code[:6] in ("150502", "150402")]
    free = list(
        Resident.objects.filter(station__in=stations, registrations__isnull=True).select_related("station").order_by("pk")
    )
    chosen = random.sample(free, min(count, len(free) // 2))
    plans = []
    for resident, course in zip(chosen, courses.draw(random, len(chosen)), strict=True):
        most = course.most or (end - begin).days - 10
        days = random.randint(course.least, max(course.least, most))
        begins = (end - timedelta(days=days)).replace(hour=random.randint(9, 16), minute=random.randrange(60))
        plans.append(Plan(min(begins, end - timedelta(hours=2)), course, resident))
    return sorted(plans, key=lambda one: (one.begins, one.resident.pk))


def bureau_of(offices: Offices, resident: Resident) -> Bureau:
    """The people of the resident's banner."""
    mark = "" if resident.region_code.startswith("150502") else "n"
    of = partial(offices.accounts.__getitem__)
    return Bureau(of(f"accept1{mark}"), of(f"check1{mark}"), of(f"check2{mark}"), of(f"approve1{mark}"))
