"""How far a claim is, for whoever holds its number and the mobile on record: never another person's, and nobody's name whole."""

import hmac
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Claim
from cases.queries import promises, publicity
from cases.states import CLOCK_STATES, ClaimState
from core.identifiers import clean_mobile
from payouts.models import Line
from payouts.states import LineState
from programmes.queries import applicable, labels

SHOWN_PAYMENTS = 24
#: What happens next, in the words of whoever waits for it.
NEXT: dict[str, str | Promise] = {
    ClaimState.SUBMITTED: _(
        "The bureau looks at your papers and accepts the claim, or tells you at once everything that is missing."
    ),
    ClaimState.CORRECTION: _("Bring what is missing to the station. Without it the claim counts as withdrawn after that day."),
    ClaimState.ACCEPTED: _("Two people check the claim one after the other, then the bureau decides."),
    ClaimState.FIRST_CHECKED: _("A second person checks the claim, then the bureau decides."),
    ClaimState.APPROVAL: _("An approver decides."),
    ClaimState.PAUSED: _("The bureau waits for facts from elsewhere. Its time stands still until they are there."),
    ClaimState.PUBLISHED: _("The grant is shown in public. If nobody objects, it is granted when the days are over."),
    ClaimState.GRANTED: _("The money is paid to the account on record."),
    ClaimState.SUSPENDED: _("Payment rests. Ask at the station what is needed for it to go on."),
    ClaimState.REFUSED: _("If you do not agree, the letter says where and until when you can object."),
    ClaimState.NOT_ACCEPTED: _("The notice that you were given says why, and what you can do."),
}


@dataclass(frozen=True)
class Payment:
    """One amount that arrived: for what, how much, on which day, at which account."""

    period: str
    amount: Decimal
    on_day: date | None
    last4: str


@dataclass(frozen=True)
class Standing:
    """Everything that the page shows."""

    claim: Claim
    programme: str
    since: Any
    next: str | Promise
    by: date | None
    points: list[str]
    missing: list[str]
    decision: Any
    payments: list[Payment]
    paid: Decimal
    to_come: int
    pause: Any


def of_mobile(number: str, mobile: str) -> Claim | None:
    """The claim of that number if the mobile is the one on record for its applicant; None in every other case."""
    claims = Claim.objects.exclude(state__in=(ClaimState.DRAFT, ClaimState.DISCARDED)).select_related("resident", "enterprise")
    claim: Claim | None = claims.filter(number=number.strip().upper()).first()
    if claim is None:
        return None
    known = claim.resident.mobile if claim.resident else claim.enterprise.contact_mobile if claim.enterprise else ""
    told, known = clean_mobile(mobile), clean_mobile(str(known or ""))
    return claim if told and hmac.compare_digest(told.encode(), known.encode()) else None


def standing(pk: int) -> Standing:
    """Where the claim is, what is missing, what comes next and by when, what was decided and what was paid."""
    claim = Claim.objects.select_related("resident", "enterprise", "station", "correction", "decision").get(pk=pk)
    correction = getattr(claim, "correction", None)
    waits = claim.state == ClaimState.CORRECTION and correction is not None
    step = claim.steps.filter(to_state=claim.state).order_by("-pk").first()
    papers = claim.attachments.filter(removed_at__isnull=True).values_list("kind", flat=True)
    payments = _payments(claim)
    to_come = claim.instalments.filter(cancelled_on__isnull=True).count() - len(payments)
    return Standing(
        claim=claim,
        programme=labels.scheme(claim.scheme),
        since=step.at if step else claim.submitted_at,
        next=NEXT.get(claim.state, ""),
        by=_by(claim, correction),
        points=[str(point) for point in correction.points] if waits else [],
        missing=_missing(claim, set(papers)),
        decision=getattr(claim, "decision", None),
        payments=payments[:SHOWN_PAYMENTS],
        paid=sum((payment.amount for payment in payments), Decimal("0.00")),
        to_come=max(to_come, 0) if claim.state == ClaimState.GRANTED else 0,
        pause=claim.suspensions.filter(until_on__isnull=True).first() if claim.state == ClaimState.SUSPENDED else None,
    )


def _missing(claim: Claim, there: set[str]) -> list[str]:
    """Before acceptance what is asked for, afterwards what was promised, as far as it is not there."""
    if claim.state == ClaimState.SUBMITTED:
        return applicable.missing(claim.scheme, claim.facts, there)
    return promises.outstanding(claim) if claim.state in CLOCK_STATES else []


def _by(claim: Claim, correction: Any) -> date | None:
    if claim.state == ClaimState.CORRECTION and correction is not None:
        return correction.due_on  # type: ignore[no-any-return]
    if claim.state == ClaimState.PUBLISHED:
        entry = publicity.entry_of(claim)
        return entry.list.closes_on if entry else None
    if claim.state == ClaimState.SUBMITTED or claim.state in CLOCK_STATES:
        return claim.due_on
    return None


def _payments(claim: Claim) -> list[Payment]:
    """What reached the account, the newest first."""
    lines = Line.objects.filter(instalment__claim=claim).with_state().filter(state=LineState.PAID)
    found = lines.select_related("instalment", "result").order_by("-month", "-pk")
    return [
        Payment(line.instalment.period_words, line.amount, getattr(getattr(line, "result", None), "on_day", None), line.last4)
        for line in found
    ]
