"""Exclusive rights: taken in the transaction that grants, given back where what was granted is cancelled (E-9)."""

from collections.abc import Iterable, Mapping, Sequence
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
UPDATE cases_exclusiveright held SET
    released_on = CASE WHEN lower(during) >= row.after THEN %(today)s ELSE released_on END,
    during = CASE WHEN lower(during) >= row.after THEN during ELSE during * daterange(NULL, row.after) END
FROM unnest(%(claims)s::bigint[], %(afters)s::date[]) AS row (claim_id, after)
WHERE held.claim_id = row.claim_id AND released_on IS NULL AND key = ANY (%(keys)s)
    AND (upper(during) IS NULL OR upper(during) > row.after)
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


def excluded(claims: Sequence[tuple[Claim, Sequence[date]]]) -> set[int]:
    """Of `claims`, each with the months that it makes payable, those that other claims' rights keep out now."""
    rows = _wanted(claims, clock.today(), hold=False)
    return query.kept_out(rows) if rows else set()


def take_all(claims: Sequence[tuple[Claim, Sequence[date]]], granted_on: date) -> None:
    """As `take` for many claims of one programme: all hold their rights afterwards, or an IntegrityError says that one cannot.

    The holders are locked in one order. A fixed number of statements.
    """
    ExclusiveRight.objects.bulk_create(_wanted(claims, granted_on, hold=True))


def _wanted(claims: Sequence[tuple[Claim, Sequence[date]]], granted_on: date, *, hold: bool) -> list[ExclusiveRight]:
    if not claims:
        return []
    declared = registry.scheme(claims[0][0].scheme).exclusive
    listed: dict[int, list[int]] = {}
    if any(right.holder == "listed" for right in declared):
        on_lists = ListedPerson.objects.filter(claim__in=[claim for claim, _months in claims], eligible=True)
        if hold:
            people = Resident.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=on_lists.values("resident_id"))
            list(people.order_by("pk").values_list("pk"))
        for claim_id, resident_id in on_lists.order_by("pk").values_list("claim_id", "resident_id"):
            listed.setdefault(claim_id, []).append(resident_id)
    if hold and any(right.holder == "applicant" for right in declared):
        units = Enterprise.objects.select_for_update(of=("self",), no_key=True)
        list(units.filter(pk__in=[claim.enterprise_id for claim, _months in claims]).order_by("pk").values_list("pk"))
    return [row for claim, months in claims for row in query.wanted(claim, months, granted_on, listed.get(claim.pk, ()))]


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
    release_all_after({claim: month})


def release_all_after(months: Mapping[Claim, date]) -> None:
    """The same for many claims, each with a month of its own. One statement."""
    schemes = {claim.scheme for claim in months}
    keys = sorted({right.key for name in schemes for right in registry.scheme(name).exclusive if right.span == "months"})
    values: dict[str, Any] = {
        "claims": [claim.pk for claim in months],
        "afters": [add_months(month, 1) for month in months.values()],
        "keys": keys,
        "today": clock.today(),
    }
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
