"""Exclusive rights: taken in the transaction that grants, given back where what was granted is cancelled (E-9)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from cases.models import Assessment, Claim, ExclusiveRight, ListedPerson, Resident
from cases.queries import exclusions
from cases.queries import rights as query
from core import clock
from core.periods import add_months
from core.policies import Refused
from enterprises.models import Enterprise
from programmes.formulas import registry
from programmes.formulas.declaration import Exclusive
from programmes.queries import labels

_RELEASE = """
UPDATE cases_exclusiveright SET
    released_on = CASE WHEN lower(during) >= %(after)s THEN %(today)s ELSE released_on END,
    during = CASE WHEN lower(during) >= %(after)s THEN during ELSE during * daterange(NULL, %(after)s) END
WHERE claim_id = %(claim)s AND released_on IS NULL AND key = ANY (%(keys)s)
    AND (upper(during) IS NULL OR upper(during) > %(after)s)
"""


def take(claim: Claim, months: Iterable[date], granted_on: date) -> None:
    """The claim holds every right that its programme declares: for the applicant, or for each granted person of its list.

    `months` are those that it makes payable. The holders are locked first and in one order, so that two grants for the
    same person wait for each other instead of locking each other out; the caller holds a resident who applies. Raises
    Refused naming the claim that has the right already. A fixed number of statements, however long the list.
    """
    declared = registry.scheme(claim.scheme).exclusive
    if not declared:
        return
    if claim.enterprise_id and any(right.holder == "applicant" for right in declared):
        Enterprise.objects.locked(pk=claim.enterprise_id)
    people = _people(claim) if any(right.holder == "listed" for right in declared) else []
    for right in declared:
        if right.holder not in ("applicant", "listed"):
            _hold_named(claim, right)
    rows = query.wanted(claim, months, granted_on, people)
    _refuse_taken(claim, rows)
    try:
        with transaction.atomic():
            ExclusiveRight.objects.bulk_create(rows)
    except IntegrityError as error:
        _refuse_taken(claim, rows)
        raise Refused(_("The same right was granted a moment ago. Look at the claim again."), code="right_taken") from error


def still_held(claim: Claim, assessment: Assessment) -> None:
    """The rights that a refusal rests on are held until the transaction ends; raises Refused where one is given back by now."""
    kept = [each["right"] for each in assessment.excluded if "right" in each]
    if not kept:
        return
    list(ExclusiveRight.objects.select_for_update().filter(pk__in=kept).order_by("pk").values_list("pk"))
    if exclusions.standing(claim, assessment.result, claim.facts) != assessment.excluded:
        raise Refused(_("What excluded this grant was given back a moment ago. Look at the claim again."), code="right_released")


def release_after(claim: Claim, month: date) -> None:
    """What the claim holds by months ends with `month`; what lies after it is free for others. One statement."""
    keys = [right.key for right in registry.scheme(claim.scheme).exclusive if right.span == "months"]
    values: dict[str, Any] = {"claim": claim.pk, "keys": keys, "after": add_months(month, 1), "today": clock.today()}
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE, values)


def _people(claim: Claim) -> list[int]:
    granted = ListedPerson.objects.filter(claim=claim, eligible=True).values("resident_id")
    held = Resident.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=granted)
    return list(held.order_by("pk").values_list("pk", flat=True))


def _hold_named(claim: Claim, right: Exclusive) -> None:
    named = query.named_holders(claim, right)
    if not named:
        raise Refused(_("Nobody is on record under this number: %(fact)s.") % {"fact": labels.fact(right.holder)})
    Resident.objects.locked(pk=named[0])


def _refuse_taken(claim: Claim, rows: Sequence[ExclusiveRight]) -> None:
    others = query.held_by_others(claim, rows)
    if others:
        raise Refused(
            _("This excludes what is granted already, and both cannot be had: %(claims)s.") % {"claims": _(", ").join(others)},
            code="right_taken",
        )
