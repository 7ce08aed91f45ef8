"""What must always be true of claims, decisions and instalments; `verify` asks."""

from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import connection
from django.db.models import Q

from cases.models import Assessment, Decision
from cases.queries.publicity import PAGE
from core.crypto import blind_index, decrypt
from core.identifiers import BadIdNumber, read_id
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
        "decision_word",
        "whoever checked and whoever decided each voted on the assessment that the decision rests on",
        """
        SELECT d.number FROM cases_decision d WHERE (
            SELECT count(DISTINCT v.actor_id) FROM cases_vote v WHERE v.claim_id = d.claim_id AND v.void_at IS NULL
                AND v.assessment_id = d.assessment_id AND v.actor_id IN (d.checked_by_id, d.decided_by_id)) <> 2
        """,
    ),
    Invariant(
        "assessment_kept",
        "an assessment's columns say what its result says",
        """
        SELECT id FROM cases_assessment WHERE (amount, eligible, rules_label, digest, facts) IS DISTINCT FROM (
            (result->>'amount')::numeric, (result->>'eligible')::boolean, result->>'rules', result->>'digest', result->'facts')
        """,
    ),
    Invariant(
        "claim_steps",
        "each step of a claim begins where the one before it ended, and the claim stands where the last one led",
        """
        SELECT c.number, c.state FROM cases_claim c LEFT JOIN (
            SELECT claim_id, (array_agg(to_state ORDER BY id DESC))[1] AS stands, bool_or(from_state <> before) AS torn
            FROM (SELECT *, lag(to_state) OVER (PARTITION BY claim_id ORDER BY id) AS before FROM cases_claimstep) walked
            GROUP BY claim_id) s ON s.claim_id = c.id
        WHERE c.state <> coalesce(s.stands, 'draft') OR s.torn
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
        "only a decided claim is granted; a grant rests on an assessment of the same claim that nothing stands against, a "
        "refusal on one that something does",
        """
        SELECT c.number FROM cases_claim c LEFT JOIN cases_decision d ON d.claim_id = c.id
        LEFT JOIN cases_assessment a ON a.id = d.assessment_id
        WHERE (c.state IN ('granted', 'suspended', 'ended') AND (d.id IS NULL OR NOT d.granted))
            OR d.granted <> (a.eligible AND a.excluded = '[]') OR a.claim_id <> c.id
        """,
    ),
    Invariant(
        "instalment_once",
        "an applicant has one instalment a programme and period",
        """
        SELECT resident_id, enterprise_id, scheme, period FROM cases_instalment WHERE cancelled_on IS NULL
        GROUP BY resident_id, enterprise_id, scheme, period HAVING count(*) > 1
        """,
    ),
    Invariant(
        "exclusive_right",
        "no two rights that are not released overlap for one person or unit and key, and only a decided grant holds one",
        """
        SELECT a.key, a.claim_id, b.claim_id FROM cases_exclusiveright a JOIN cases_exclusiveright b
            ON a.key = b.key AND a.id < b.id AND a.during && b.during
                AND (a.resident_id = b.resident_id OR a.enterprise_id = b.enterprise_id)
        WHERE a.released_on IS NULL AND b.released_on IS NULL
        UNION ALL
        SELECT r.key, r.claim_id, NULL FROM cases_exclusiveright r LEFT JOIN cases_decision d ON d.claim_id = r.claim_id
        WHERE d.granted IS NOT TRUE
        """,
    ),
    Invariant(
        "listed_result",
        "what stands at the people of a granted list is what its decision rests on",
        """
        SELECT c.number, d.amount, coalesce(sum(p.amount), 0) FROM cases_decision d
        JOIN cases_claim c ON c.id = d.claim_id JOIN cases_listedperson p ON p.claim_id = c.id
        WHERE d.granted GROUP BY d.id, c.id HAVING d.amount <> coalesce(sum(p.amount), 0)
        """,
    ),
    Invariant(
        "claim_one_open",
        "an applicant has one open claim a programme and occasion",
        """
        SELECT resident_id, enterprise_id, scheme, occasion FROM cases_claim
        WHERE state IN ('draft', 'submitted', 'correction', 'accepted', 'paused', 'first_checked', 'approval', 'publicity',
            'granted', 'suspended')
        GROUP BY resident_id, enterprise_id, scheme, occasion HAVING count(*) > 1
        """,
    ),
    Invariant(
        "appeal_two_people",
        "an outcome that changes a decision is recorded by two people and leads to a claim of the same applicant and programme",
        """
        SELECT a.number FROM cases_appeal a JOIN cases_claim o ON o.id = a.claim_id JOIN cases_decision d ON d.id = a.decision_id
        LEFT JOIN cases_claim n ON n.id = a.follow_up_id
        WHERE d.claim_id <> a.claim_id OR a.confirmed_by_id = a.proposed_by_id
            OR a.state = 'closed' AND a.outcome IN ('changed', 'revoked') AND (a.confirmed_by_id IS NULL
                OR (n.resident_id, n.enterprise_id, n.scheme, n.occasion) IS DISTINCT FROM
                   (o.resident_id, o.enterprise_id, o.scheme, o.occasion))
        """,
    ),
    Invariant(
        "publicity_digest",
        "what a publicity list showed is what its digest was taken over",
        f"""
        SELECT p.number FROM cases_publicitylist p LEFT JOIN cases_publicityentry e ON e.list_id = p.id GROUP BY p.id
        HAVING p.digest <> encode(sha256(convert_to({PAGE}, 'UTF8')), 'hex') OR p.entries_count <> count(e.id)
        """,
    ),
    Invariant(
        "publicity_before_grant",
        "a grant that went to its publicity was shown to the last day, and no objection to it is open or upheld",
        """
        SELECT c.number FROM cases_decision d JOIN cases_claim c ON c.id = d.claim_id
        WHERE EXISTS (SELECT FROM cases_claimstep s WHERE s.claim_id = c.id AND s.verb = 'conclude') AND NOT EXISTS (
            SELECT FROM cases_publicityentry e JOIN cases_publicitylist p ON p.id = e.list_id
            WHERE e.claim_id = c.id AND e.round = c.round AND p.state = 'closed' AND p.closes_on < d.decided_on
                AND NOT EXISTS (SELECT FROM cases_objection o WHERE o.entry_id = e.id AND o.outcome <> 'dismissed'))
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


_PEOPLE = "SELECT id, id_number, id_hash, id_last4, born_on, sex FROM cases_resident ORDER BY id"
_ACCOUNTS = "SELECT id, number, number_hash, last4 FROM cases_bankaccount ORDER BY id"


def numbers_differ() -> Iterator[str]:
    """One line for each person or account whose enciphered number is not the one it is found, judged and paid by."""
    for pk, cipher, index, *said in _rows(_PEOPLE):
        number = _plain(cipher)
        try:
            read = read_id(number, on=said[1])
        except BadIdNumber:
            read = None
        if read is None or [read.last4, read.born_on, read.sex] != said or blind_index("id_number", number) != bytes(index):
            yield f"resident_number: a person's number, its index and what is read off it agree; not so: resident {pk}"
    for pk, cipher, index, last4 in _rows(_ACCOUNTS):
        number = _plain(cipher)
        if number[-4:] != last4 or blind_index("account", number) != bytes(index):
            yield f"account_number: an account's number and its index agree; not so: account {pk}"


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(2000):
            yield from rows


def _plain(cipher: bytes) -> str:
    """The number, or nothing where the bytes were changed."""
    try:
        return decrypt(cipher)
    except (InvalidTag, IndexError, UnicodeDecodeError, ValueError):
        return ""
