"""A list of n grants shown to the public, and granted after its days; each beside the rows alone."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial

from bench import people, scratch
from bench.scratch import Found
from cases.models import Claim, PublicityList
from cases.services import publicity, publicity_end
from core import clock
from programmes.services import assessment as law
from programmes.services import rules
from stations.models import User
from tests.factories import programmes, stations

#: A programme of people whose grants are published and that excludes nothing else.
SCHEME, LEAGUE = "startup_subsidy", "150500"
MADE, OVER = "2026-11-20T09:00", "2026-11-28T00:05"
JUDGED_ON = date(2026, 11, 2)
FACTS = {
    "group": "graduate", "first_startup": True, "jobs_created": 0, "jobs_insured_months": 0, "operating_months": 14,
    "jobs_now": 0, "stages_paid": [],
}  # fmt: skip

CLAIMS = """
INSERT INTO cases_claim (number, resident_id, scheme, state, station_id, region_code, channel, facts, facts_version, submit_token,
    created_at, created_by_id, accepted_on, submitted_at, agreed_at, round, end_reason, clock_paused_on, due_on, occasion)
SELECT 'CY' || substr(region_code, 1, 6) || '-2026' || lpad(id::text, 8, '0'), id, %(scheme)s, 'publicity', station_id,
    region_code, 'station', '{}', 1, md5('t' || id)::uuid, '2026-11-02 09:00+08', %(desk)s, '2026-11-02',
    '2026-11-02 10:00+08', '2026-11-02 09:00+08', 1, '', '2026-11-19', '2026-11-30', ''
FROM cases_resident
"""
ASSESSMENTS = """
INSERT INTO cases_assessment (claim_id, facts_version, "on", facts, result, rules_label, digest, eligible, excluded, amount,
    assessed_by_id, assessed_at)
SELECT id, 1, '2026-11-02', %(facts)s::jsonb, %(result)s::jsonb, %(label)s, %(digest)s, true, '[]', %(amount)s, %(desk)s,
    '2026-11-02 11:00+08' FROM cases_claim
"""
VOTES = """
INSERT INTO cases_vote (claim_id, round, step, facts_version, assessment_id, grants, reason, actor_id, at)
SELECT a.claim_id, 1, voter.step, 1, a.id, true, '', voter.actor, '2026-11-19 10:00+08' FROM cases_assessment a
CROSS JOIN (VALUES ('first_check', %(first)s), ('second_check', %(second)s)) AS voter (step, actor)
"""
FLOOR_SHOWN = """
CREATE TABLE floor_entry (LIKE cases_publicityentry INCLUDING ALL);
INSERT INTO floor_entry (list_id, claim_id, round, number, shown)
SELECT 1, c.id, c.round, row_number() OVER (ORDER BY c.id), jsonb_build_object('name', overlay(r.name placing '*' from 2 for 1),
    'code', r.id_last4, 'headcount', NULL, 'amount', a.amount::text, 'grants', '', 'basis', a.rules_label)
FROM cases_claim c JOIN cases_resident r ON r.id = c.resident_id JOIN cases_assessment a ON a.claim_id = c.id
"""
FLOOR_DECISIONS = """
CREATE TABLE floor_decision (LIKE cases_decision INCLUDING ALL);
INSERT INTO floor_decision (number, claim_id, assessment_id, granted, amount, reason, left_out, decided_on, checked_by_id,
    decided_by_id, worth)
SELECT 'F' || c.id, c.id, a.id, true, a.amount, '', '[]', '2026-11-28', %(first)s, %(second)s, 0
FROM cases_claim c JOIN cases_assessment a ON a.claim_id = c.id
"""
FLOOR_INSTALMENTS = """
CREATE TABLE floor_instalment (LIKE cases_instalment INCLUDING ALL);
INSERT INTO floor_instalment (decision_id, claim_id, resident_id, scheme, fund, region_code, month, period, amount)
SELECT d.id, c.id, c.resident_id, c.scheme, 'ES', c.region_code, '2026-11-01', 'stage-1', d.amount
FROM floor_decision d JOIN cases_claim c ON c.id = d.claim_id
"""
FLOOR_CLAIMS = """
CREATE TABLE floor_claim (LIKE cases_claim INCLUDING ALL);
INSERT INTO floor_claim SELECT * FROM cases_claim;
UPDATE floor_claim SET state = 'granted', last_month = '2026-11-01', clock_paused_on = NULL, due_on = NULL
"""


def ground(n: int) -> dict[str, int]:
    """n claims of people of one league whose last vote is given, and that stand on no list."""
    programmes.shipped_law()
    with clock.at("2026-11-01T09:00"):
        _let_the_league_publish()
    desk, first, second = (stations.make_user(role, stations.WHOLE_REGION) for role in (None, "first_check", "second_check"))
    desks = [each for each in people.stations() if each.region_code.startswith(LEAGUE[:4])]
    people.fill(n, desks, desk)
    result = law.assess(scheme=SCHEME, region_code=desks[0].region_code, on=JUDGED_ON, facts=FACTS)
    staff = {"desk": desk.pk, "first": first.pk, "second": second.pk}
    given = {
        **staff, "scheme": SCHEME, "facts": json.dumps(result["facts"]), "result": json.dumps(result),
        "label": result["rules"], "digest": result["digest"], "amount": result["amount"],
    }  # fmt: skip
    with scratch.unchecked():
        for statement in (CLAIMS, ASSESSMENTS, VOTES):
            scratch.sql(statement, given)
    scratch.settle()
    return staff


def measure(n: int, staff: dict[str, int]) -> Iterator[Found]:
    """The floors: the same lines made in SQL, without a digest and nobody's number deciphered; the rows of the grants alone."""
    actor = User.objects.get(pk=staff["second"])
    with clock.at(MADE):
        shown_floor = scratch.timed(partial(scratch.sql, FLOOR_SHOWN))
        shown = scratch.cost(partial(_publish, actor))
    made = PublicityList.objects.get()
    if made.entries_count != n:
        raise SystemExit(f"{made.entries_count} of {n} grants stand on the list")
    yield Found("a list shown", n, shown.seconds, shown_floor, None, shown.memory, shown.server)
    granted_floor = sum(
        scratch.timed(partial(scratch.sql, text, staff)) for text in (FLOOR_DECISIONS, FLOOR_INSTALMENTS, FLOOR_CLAIMS)
    )
    scratch.settle()
    with clock.at(OVER):
        granted = scratch.cost(publicity_end.close_due)
    if Claim.objects.filter(state="granted").count() != n:
        raise SystemExit("not everything was granted")
    yield Found("its grants after its days", n, granted.seconds, granted_floor, None, granted.memory, granted.server)


def _let_the_league_publish() -> None:
    """Rules that differ from the shipped ones in this alone, published by two people."""
    file = programmes.law(SCHEME, date(2026, 11, 10))
    file.content["parameters"]["publicity_level"] = {"value": "league", "basis": "-"}
    writer = programmes.publisher()
    draft = rules.propose(ruleset_id=rules.draft(law=file, actor=writer).pk, actor=writer)
    programmes.publish(draft, programmes.publisher())


def _publish(actor: User) -> None:
    publicity.make_list(actor=actor, scheme=SCHEME, region_code=LEAGUE)
