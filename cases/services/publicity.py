"""Publicity (公示): grants of one programme and banner, or league, are shown masked to everybody before they are paid.

The last vote sends a grant here instead of deciding it; the clock of the decision stands still (E-3). A list is made of
everything that waits, by an officer or by the night, with a fixed number of statements however long it is.
"""

import json
import logging
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cases.models import Assessment, Claim, Decision, PublicityList
from cases.policies import publicity as policies
from cases.queries import publicity as query
from cases.services import decision, numbers, steps
from cases.states import ClaimState
from core import audit, clock, identifiers
from core.crypto import decrypt_all
from core.periods import add_working_days
from core.policies import Refused, require
from programmes.queries import labels
from programmes.services import calendar
from stations.models import Region, User
from stations.services.machine import machine_user

logger = logging.getLogger(__name__)

_ENTRIES = """
INSERT INTO cases_publicityentry (list_id, claim_id, round, number, shown)
SELECT %s, row.claim, row.round, row.number, row.shown
FROM jsonb_to_recordset(%s::jsonb) AS row (claim bigint, round int, number int, shown jsonb)
"""
_STEPS = """
INSERT INTO cases_claimstep (claim_id, verb, from_state, to_state, reason, actor_id, at)
SELECT claim_id, 'list', %s, %s, %s, %s, %s FROM cases_publicityentry WHERE list_id = %s
"""
_SEAL = f"""
UPDATE cases_publicitylist l SET digest = page.digest, entries_count = page.lines, amount = page.total
FROM (
    SELECT encode(sha256(convert_to({query.PAGE}, 'UTF8')), 'hex') AS digest, count(*) AS lines,
        coalesce(sum((e.shown ->> 'amount')::numeric), 0) AS total
    FROM cases_publicitylist p JOIN cases_publicityentry e ON e.list_id = p.id WHERE p.id = %s GROUP BY p.id
) page WHERE l.id = %s
"""


def days_of(claim: Claim) -> int:
    """The working days for which a grant of this claim is shown under the law of today; none where it is not."""
    return int(steps.rules_of(claim).get("publicity_working_days") or 0)


def conclude_or_publish(claim: Claim, actor: User, assessment: Assessment, reason: str) -> Decision | None:
    """After the last vote: a refusal and a grant that is not published are decided, any other grant waits for its list."""
    if not assessment.grantable or not days_of(claim):
        return decision.conclude(claim, actor, assessment, reason)
    decision.free_parts(claim, assessment)
    steps.stop_clock(claim)
    steps.move(claim, "publish", actor, reason, assessment=assessment.pk)
    return None


@transaction.atomic
def make_list(*, actor: User, scheme: str, region_code: str) -> PublicityList:
    """Everything that waits for publicity in one programme and place is shown from today on; claims held by others wait.

    The place is a banner, or a league where the programme's rules have the league publish. Raises Refused when nothing
    waits that this place publishes, NotAllowed without the post.
    """
    require(policies.can_publish(actor, region_code), _("Your post does not carry the publicity of this region."))
    region = Region.objects.filter(code=region_code, level__in=(Region.Level.LEAGUE, Region.Level.BANNER)).first()
    rows = query.held(scheme, region) if region else []
    if region is None or not rows:
        raise Refused(_("Nothing of this programme waits for publicity here: choose a list from those that wait."))
    today, days = clock.today(), query.days(scheme, region_code, rows[0]["on"])
    made = PublicityList.objects.create(
        number=numbers.take("GS", region_code),
        scheme=scheme,
        region=region,
        region_code=region.code,
        days=days,
        opened_on=today,
        closes_on=add_working_days(today, days, calendar.load()),
        made_by=actor,
        made_at=clock.now(),
    )
    _show(made, rows)
    with connection.cursor() as cursor:
        state = ClaimState.PUBLISHED.value
        cursor.execute(_STEPS, [state, state, made.number, actor.pk, clock.now(), made.pk])
    made.refresh_from_db()
    audit.record(
        actor, "publicity.opened", made, scheme=scheme, lines=made.entries_count, amount=str(made.amount),
        digest=made.digest, closes_on=str(made.closes_on),
    )  # fmt: skip
    return made


def _show(made: PublicityList, rows: list[dict[str, Any]]) -> None:
    """The lines as the public sees them, kept; the list's digest is taken over them. Two statements."""
    documents = query.documents(made.scheme, made.region_code)
    people = [row["id_number"] for row in rows if row["id_number"] is not None]
    numbers_of = iter(decrypt_all([bytes(number) for number in people]))
    lines = []
    with override("zh-hans"):
        for number, row in enumerate(rows, 1):
            whose = (
                {"name": row["unit"], "code": row["credit_code"]}
                if row["unit"] is not None
                else {"name": identifiers.mask_name(row["person"]), "code": identifiers.mask_id(next(numbers_of))}
            )
            shown = {
                **whose,
                "headcount": query.headcount(made.scheme, row),
                "amount": f"{query.worth(row):.2f}",
                "grants": labels.how(row["entitlement"]) if "kind" in row["entitlement"] else "",
                "basis": documents.get(row["rules_label"], row["rules_label"]),
            }
            lines.append({"claim": row["claim"], "round": row["round"], "number": number, "shown": shown})
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [made.pk, json.dumps(lines, ensure_ascii=False)])
        cursor.execute(_SEAL, [made.pk, made.pk])


def make_all() -> list[str]:
    """Everything that waits for publicity stands on a list, one transaction a list; returns their numbers. Idempotent."""
    made = []
    for each in query.waiting(query.unlisted()):
        try:
            made.append(make_list(actor=machine_user(), scheme=each.scheme, region_code=each.region_code).number)
        except Refused as refused:
            logger.info("no publicity list of %s in %s: %s", each.scheme, each.region_code, refused)
    return made
