"""Any walk through the services leaves a claim that the house would answer for."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from cases.models import Claim, Instalment, Vote
from cases.policies import claims as policies
from cases.services import acceptance, checking, entitlement, facts
from cases.states import CLAIM, CLOCK_STATES, OPEN_STATES, ClaimState
from core import clock
from core.policies import Refused
from tests.factories import papers
from tests.factories.desk import ASKED, submitted, vote
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers

ACTS = {
    "accept": papers.accept,
    "ask_correction": lambda claim, actor: acceptance.ask_correction(claim_id=claim.pk, actor=actor, points=["银行卡"]),
    "correct": lambda claim, actor: acceptance.correct(claim_id=claim.pk, actor=actor, asked=ASKED),
    "not_accept": lambda claim, actor: acceptance.not_accept(claim_id=claim.pk, actor=actor, reason="不属本机构"),
    "pause": lambda claim, actor: checking.pause(claim_id=claim.pk, actor=actor, reason="等待"),
    "proceed": lambda claim, actor: checking.proceed(claim_id=claim.pk, actor=actor, reason=""),
    "pass_first": vote,
    "grant": lambda claim, actor: vote(claim, actor, grants=claim.assessments.latest("pk").eligible, reason="依法"),
    "refuse": lambda claim, actor: vote(claim, actor, grants=False, reason="不符"),
    "return_to_first": lambda claim, actor: checking.give_back(claim_id=claim.pk, actor=actor, reason="退回"),
    "change_facts": lambda claim, actor: facts.change(
        claim_id=claim.pk, actor=actor, reason="更正",
        asked=ASKED | {"contribution_months": (claim.facts["contribution_months"] + 66) % 140},
    ),
    "withdraw": lambda claim, actor: checking.withdraw(claim_id=claim.pk, actor=actor, reason="不要了"),
    "suspend": lambda claim, actor: entitlement.suspend(
        claim_id=claim.pk, actor=actor, from_on=clock.today(), reason="核实"
    ),
    "resume": lambda claim, actor: entitlement.resume(claim_id=claim.pk, actor=actor, reason="核实无误"),
    "end": lambda claim, actor: entitlement.end(claim_id=claim.pk, actor=actor, reason="employed", on=clock.today()),
}  # fmt: skip
ROLES = ("station", "acceptance", "first_check", "second_check", "approver")
#: Drawn seldom, so that walks reach the far states.
ENDS = ("withdraw", "not_accept", "ask_correction", "end")
ANY = [(name, role) for name in ACTS for role in ROLES]


def step_from(claim: Claim, officers: Officers, number: int):
    """An act and an officer: mostly a move that is open, by the post whose it is; at times anything by anybody."""
    moves = [verb for verb in CLAIM.open_from(claim.state) if verb in ACTS and (verb not in ENDS or number % 17 == 1)]
    if number % 7 == 3 or not moves:
        name, role = ANY[number % len(ANY)]
        return ACTS[name], getattr(officers, role)
    verb = moves[number % len(moves)]
    return ACTS[verb], getattr(officers, policies.posts_for(verb, claim.state)[-1])


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.tuples(st.integers(0, 999), st.integers(0, 3)), min_size=15, max_size=30))
def test_no_walk_breaks_a_promise(walk, desk_of_the_walk):
    officers = desk_of_the_walk
    moment = clock.at("2026-11-20T09:00")
    with moment:
        claim = submitted(officers)
    day = clock.day_of(claim.submitted_at)
    for number, later in walk:
        day += timedelta(days=later)
        with clock.at(day):
            before = claim.state
            act, actor = step_from(claim, officers, number)
            try:
                act(claim, actor)
            except (Refused, claim.assessments.model.DoesNotExist):
                claim.refresh_from_db()
                assert claim.state == before
            claim.refresh_from_db()
            kept(claim)
            event(claim.state)


@pytest.fixture
def desk_of_the_walk(db):
    shipped_law()
    return Officers(BANNER)


def kept(claim: Claim) -> None:
    """What must be true of a claim at any moment."""
    live = list(Vote.objects.filter(claim=claim, void_at__isnull=True))
    assert len({vote.actor_id for vote in live}) == len(live)
    assert all(vote.facts_version == claim.facts_version and vote.round == claim.round for vote in live)
    assert len(live) >= {"first_checked": 1, "approval": 2, "granted": 2, "refused": 2}.get(claim.state, 0)
    if claim.state in CLOCK_STATES:
        assert claim.due_on
        assert claim.clock_paused_on is None
        assert claim.blue_on <= claim.yellow_on <= claim.due_on
    if claim.state in (ClaimState.PAUSED, ClaimState.CORRECTION):
        assert claim.clock_paused_on
    payable = Instalment.objects.filter(claim=claim)
    assert payable.exists() is (claim.state in (ClaimState.GRANTED, ClaimState.SUSPENDED, ClaimState.ENDED))
    if claim.state == ClaimState.ENDED:
        assert not payable.filter(month__gt=max(claim.last_month, clock.this_month()), cancelled_on__isnull=True).exists()
    steps = list(claim.steps.order_by("pk"))
    assert all(one.to_state == two.from_state for one, two in pairwise(steps))
    assert steps[-1].to_state == claim.state
    if claim.state not in OPEN_STATES:
        assert policies.open_moves(claim.created_by, claim) == []
