"""What must always be true of rounds without applications; `verify` asks."""

from collections.abc import Iterator

from cases.models import ScreenedUnit
from cases.queries.unit_rounds import rules_of, same_again
from core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "screened_claim",
        "a claim that a round made is of a unit that qualified for the same programme and occasion, on the facts screened",
        """
        SELECT c.number FROM cases_claim c LEFT JOIN cases_screenedunit s ON s.claim_id = c.id
        JOIN LATERAL (SELECT facts FROM cases_assessment WHERE claim_id = c.id ORDER BY id LIMIT 1) a ON true
        WHERE EXISTS (SELECT FROM cases_claimstep t WHERE t.claim_id = c.id AND t.verb = 'screen')
            AND (s.outcome IS DISTINCT FROM 'qualified' OR (s.enterprise_id, s.scheme, s.occasion)
                IS DISTINCT FROM (c.enterprise_id, c.scheme, c.occasion) OR NOT s.facts @> a.facts)
        """,
    ),
    Invariant(
        "screened_answer",
        "a unit whose account was asked about said yes, or said nothing where silence counts, before its claim was made",
        """
        SELECT s.id FROM cases_screenedunit s JOIN cases_unitanswer a ON a.unit_id = s.id
        WHERE s.claim_id IS NOT NULL AND a.answer NOT IN ('confirmed', 'silent')
        """,
    ),
    Invariant(
        "round_people",
        "nobody votes on a round twice, or on one that she began or whose answers she wrote down",
        """
        SELECT v.round_id, v.actor_id FROM cases_screeningvote v JOIN cases_screeninground r ON r.id = v.round_id
        WHERE v.void_at IS NULL AND (r.ordered_by_id = v.actor_id OR EXISTS (
            SELECT FROM cases_unitanswer a JOIN cases_screenedunit s ON s.id = a.unit_id
            WHERE s.round_id = v.round_id AND a.recorded_by_id = v.actor_id))
        UNION ALL
        SELECT round_id, actor_id FROM cases_screeningvote WHERE void_at IS NULL
        GROUP BY round_id, run, actor_id HAVING count(*) > 1
        """,
    ),
    Invariant(
        "screened_once",
        "a unit is screened once a programme and occasion, in a round of the same",
        """
        SELECT s.enterprise_id, s.scheme, s.occasion FROM cases_screenedunit s
        LEFT JOIN cases_screeninground r ON r.id = s.round_id
        GROUP BY 1, 2, 3 HAVING count(*) > 1 OR bool_or((r.scheme, r.occasion) IS DISTINCT FROM (s.scheme, s.occasion))
        """,
    ),
)

SAMPLE = 200


def screened_differ(most: int = SAMPLE) -> Iterator[str]:
    """One line for each of the newest screened units whose stored facts work out to other findings under its round's rules."""
    rules = {}
    for unit in ScreenedUnit.objects.exclude(findings=[]).select_related("round").order_by("-pk")[:most]:
        if unit.round_id not in rules:
            rules[unit.round_id] = rules_of(unit.round)
        if not same_again(unit, rules[unit.round_id]):
            yield f"screened_recomputes: unit {unit.pk} of round {unit.round.number} works out to other findings"
