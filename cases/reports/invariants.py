"""What must always be true of claims, decisions and instalments; `verify` asks."""

from collections.abc import Iterator

from django.db.models import Q

from cases.models import Assessment, Decision
from core.invariants import Invariant
from core.policies import Refused
from programmes.services.assessment import recompute

INVARIANTS = (
    Invariant(
        "decision_two_people",
        "a decision is made by two people who both voted on these facts",
        """
        SELECT d.number FROM cases_decision d WHERE d.checked_by_id = d.decided_by_id
        """,
    ),
    Invariant(
        "decision_votes",
        "no person votes twice on a claim",
        """
        SELECT claim_id, actor_id FROM cases_vote WHERE void_at IS NULL GROUP BY claim_id, actor_id HAVING count(*) > 1
        """,
    ),
    Invariant(
        "decision_amount",
        "a granted amount is the sum of the instalments that the decision wrote, whatever was re-rated since",
        """
        SELECT d.number, d.amount, coalesce(sum(i.amount), 0) FROM cases_decision d LEFT
        JOIN cases_instalment i ON i.decision_id = d.id AND i.rerating_id IS NULL
        GROUP BY d.id HAVING d.amount <> coalesce(sum(i.amount), 0)
        """,
    ),
    Invariant(
        "rerated_amount",
        "a re-rated instalment takes the place of a cancelled one of the same decision and month, with the amount that the "
        "re-rating's assessment of the same claim has for it",
        """
        SELECT c.number, i.month, i.amount FROM cases_instalment i
        JOIN cases_rerating r ON r.id = i.rerating_id JOIN cases_claim c ON c.id = i.claim_id
        LEFT JOIN cases_assessment a ON a.id = r.assessment_id
        WHERE r.claim_id <> i.claim_id OR a.claim_id IS DISTINCT FROM i.claim_id
            OR NOT (a.result -> 'instalments')
                @> jsonb_build_array(jsonb_build_object('month', to_char(i.month, 'YYYY-MM'), 'amount', i.amount::text))
            OR NOT EXISTS (SELECT FROM cases_instalment o WHERE o.decision_id = i.decision_id AND o.claim_id = i.claim_id
                AND o.month = i.month AND o.id < i.id AND o.cancelled_on IS NOT NULL)
        """,
    ),
    Invariant(
        "rerated_months",
        "every month that a re-rating names has its instalment, and no other",
        """
        SELECT r.id FROM cases_rerating r LEFT JOIN cases_instalment i ON i.rerating_id = r.id
        GROUP BY r.id HAVING count(i.id) <> jsonb_array_length(r.months)
        """,
    ),
    Invariant(
        "decision_state",
        "only a decided claim is granted, and a granted decision rests on an eligible assessment of the same claim",
        """
        SELECT c.number FROM cases_claim c LEFT JOIN cases_decision d ON d.claim_id = c.id
        LEFT JOIN cases_assessment a ON a.id = d.assessment_id
        WHERE (c.state IN ('granted', 'suspended', 'ended') AND (d.id IS NULL OR NOT d.granted))
            OR (d.granted AND (NOT a.eligible OR a.claim_id <> c.id))
        """,
    ),
    Invariant(
        "instalment_once",
        "a person has one instalment a programme and month",
        """
        SELECT resident_id, scheme, month FROM cases_instalment WHERE cancelled_on IS NULL
        GROUP BY resident_id, scheme, month HAVING count(*) > 1
        """,
    ),
    Invariant(
        "claim_one_open",
        "a person has one open claim a programme",
        """
        SELECT resident_id, scheme FROM cases_claim
        WHERE state IN ('draft', 'submitted', 'correction', 'accepted', 'first_checked', 'approval', 'granted', 'suspended')
        GROUP BY resident_id, scheme HAVING count(*) > 1
        """,
    ),
    Invariant(
        "account_two_people",
        "an account is confirmed by another person than the one who recorded it",
        """
        SELECT id FROM cases_bankaccount WHERE state = 'verified' AND (verified_by_id IS NULL
        OR verified_by_id = recorded_by_id)
        """,
    ),
)

SAMPLE = 500


def assessments_differ(most: int | None = SAMPLE) -> Iterator[str]:
    """One line for each assessment behind a decision or a re-rating that works out to another answer today.

    The `most` newest ones, or all.
    """
    paid_by = Q(pk__in=Decision.objects.values("assessment_id")) | Q(rerating__isnull=False)
    decided = Assessment.objects.filter(paid_by).order_by("-pk")
    for kept in decided[:most] if most else decided.iterator(chunk_size=500):
        try:
            same = recompute(kept.result) == kept.result
        except (Refused, KeyError) as error:
            yield f"assessment_recomputes: assessment {kept.pk} cannot be worked out again: {error}"
            continue
        if not same:
            yield f"assessment_recomputes: assessment {kept.pk} ({kept.rules_label}) works out to another answer"
