"""After the last vote: every unit that agreed becomes a claim that waits for its publicity, all of them in a few statements.

What follows (publicity, objections, grants, instalments, letters, appeals, recovery) is what follows any other claim.
"""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cases.formulas import office_clock
from cases.formulas import screening as judging
from cases.models import Claim, ScreenedUnit, ScreeningRound, ScreeningVote
from cases.queries import screening as query
from cases.services import asking, granting, launching_sets, screening, screening_sets, steps
from cases.services.screening_sets import Law
from cases.states import CLAIM, ClaimState, Step
from cases.states.screening import Finding, Why
from core import audit, clock
from programmes.formulas import registry
from programmes.formulas.minimum_wage import WageTable
from programmes.queries import rulesets
from programmes.services import assessment, calendar
from stations.services.machine import machine_user

log = logging.getLogger(__name__)

CHUNK = 500


@dataclass(frozen=True)
class Launched:
    """How many claims were made, and how many units were parked because the register says something else by now."""

    claims: int = 0
    changed: int = 0


def run(*, round_id: int) -> Launched:
    """Make the claims that a round's votes carry, all of them or none; quietly nothing where none are asked for."""
    with transaction.atomic():
        wanted = ScreeningRound.objects.filter(pk=round_id, launch_at__isnull=False)
        found = wanted.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
        if found is None:
            return Launched()
        done = _launch(found)
        asking.tell(found)
        found.launch_at = None
        found.save(update_fields=["launch_at"])
        audit.record(machine_user(), "round.launched", found, run=found.run, claims=done.claims, changed=done.changed)
        return done


def _launch(found: ScreeningRound) -> Launched:
    law = screening.law_of(found)
    votes = list(found.votes.filter(run=found.run, void_at__isnull=True).order_by("pk"))
    approved = any(vote.step == Step.APPROVAL for vote in votes)
    ready = query.ready(found, law.pays)
    if not approved:
        ready = ready.filter(amount__lte=screening.figure(law, "approval_limit"))
    held = list(ready.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True))
    if not held:
        return Launched()
    launching_sets.stage(held)
    _look_again(found, law)
    changed = launching_sets.changed()
    asking.hold(changed, Why.CHANGED, machine_user())
    audit.record_set(machine_user(), "unit.parked", ScreenedUnit, changed, region=found.region_code, round=found.number)
    made = _claims(found, law, votes)
    twice = launching_sets.not_made()
    asking.hold(twice, Why.CLAIMED, machine_user())
    return Launched(len(made), len(changed) + len(twice))


def _look_again(found: ScreeningRound, law: Law) -> None:
    """The facts as the registers have them now, with the assessment that a claim on them would get, beside what was voted on."""
    wages = rulesets.all_wages()
    tables: dict[str, tuple[list[WageTable], dict[str, Any]]] = {}
    for chunk in screening_sets.looks(law, found, launching_sets.STAGED):
        lines = []
        for row, facts in chunk:
            if law.judge(row, facts).outcome != Finding.QUALIFIED:
                continue
            place = row.region_code[:6]
            if place not in tables:
                mine = [table for table in wages if place.startswith(table.region_code)]
                tables[place] = mine, assessment.versions_of(law.rules, mine)
            mine, versions = tables[place]
            result = assessment.worked_out(found.scheme, row.region_code, found.on, facts, law.rules, mine, versions)
            lines.append((row.pk, row.region_code, row.station_id, row.account, judging.encode(facts), json.dumps(result)))
        launching_sets.copy(lines)


def _claims(found: ScreeningRound, law: Law, votes: list[ScreeningVote]) -> list[int]:
    """Claims, assessments, votes, steps and audit entries; what is not published is granted at once."""
    path = _path(found, law, votes)
    last = path[-1]
    days, today = int(screening.figure(law, "decision_working_days")), clock.today()
    marks = office_clock.start(today, days, calendar.load())
    published = last.state == ClaimState.PUBLISHED
    made = launching_sets.make({
        "round": found.pk, "run": found.run, "state": last.state, "prefix": registry.scheme(found.scheme).prefix,
        "year": today.year, "today": today, "now": clock.now(), "maker": found.ordered_by_id, "machine": machine_user().pk,
        "days": days, "blue": marks.blue_on, "yellow": marks.yellow_on, "due": marks.due_on,
        "paused": today if published else None,
    })  # fmt: skip
    launching_sets.walk([(step.verb, step.before, step.state, step.reason, step.actor, step.at) for step in path])
    for step in path:
        told = {"before": step.before, "after": step.state, "round": found.number}
        audit.record_places(step.who, steps.DONE[step.verb], Claim, made, **told)
    ids = [claim for claim, _region, _station in made]
    if not published:
        by_banner: dict[str, list[int]] = {}
        for claim, region, _station in made:
            by_banner.setdefault(region[:6], []).append(claim)
        for same in by_banner.values():
            for first in range(0, len(same), CHUNK):
                granting.grant_voted(same[first : first + CHUNK], last.state, votes[-1].actor)
    return ids


@dataclass(frozen=True)
class _Step:
    verb: str
    before: str
    state: str
    reason: str
    who: Any
    at: datetime

    @property
    def actor(self) -> int:
        return int(self.who.pk)


def _path(found: ScreeningRound, law: Law, votes: list[ScreeningVote]) -> list[_Step]:
    """The steps that every claim of this round has taken when it is made: found, voted on, sent to its publicity."""
    published = int(screening.figure(law, "publicity_working_days") or 0) > 0
    moves: list[tuple[str, Any, str, datetime]] = [("screen", found.ordered_by, "", found.ordered_at)]
    verbs = {Step.FIRST: "pass_first", Step.SECOND: "escalate"}
    for number, vote in enumerate(votes):
        last = number == len(votes) - 1
        if not last:
            moves.append((verbs[Step(vote.step)], vote.actor, vote.reason, vote.at))
        elif published:
            moves.append(("publish", vote.actor, vote.reason, vote.at))
    path, state = [], str(ClaimState.DRAFT)
    for verb, who, reason, at in moves:
        after = str(CLAIM.after(verb, state))
        path.append(_Step(verb, state, after, reason, who, at))
        state = after
    return path
