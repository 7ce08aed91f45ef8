"""Letters of a claim: made once, kept with their digest, printed again as they were."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, Decision, Letter
from cases.policies import claims as policies
from cases.queries import letters as letters_query
from cases.reports import letters as paper
from cases.services import numbers, steps
from cases.states import LetterKind
from core import audit, clock
from core.policies import Refused, require
from stations.models import User


@transaction.atomic
def issue(*, claim_id: int, actor: User, kind: str, about: str = "") -> Letter:
    """The letter: made and kept at the first call, the same bytes at every later one; each is recorded.

    Raises Refused for a letter that the claim's course does not call for.
    """
    claim = steps.locked(claim_id, actor)
    require(policies.can_issue_letter(actor, claim), _("Your post does not carry the letters of this claim."))
    called_for = next((each for each in letters_query.called_for(claim) if (each.kind, each.about) == (kind, about)), None)
    if called_for is None:
        raise Refused(_("This claim has no such letter."))
    if called_for.issued is not None:
        letter = Letter.objects.get(pk=called_for.issued.pk)
        return again(letter=letter, actor=actor)
    number = _number(claim, called_for.kind)
    return keep(claim=claim, actor=actor, kind=kind, about=about, number=number, data=paper.data_for(claim, kind, number))


def keep(*, claim: Claim, actor: User, kind: str, about: str, number: str, data: dict[str, Any]) -> Letter:
    """The letter that says `data` is made and kept, in the caller's transaction; the caller has asked whether it may."""
    pdf = paper.render(data)
    letter = Letter.objects.create(
        claim=claim,
        kind=kind,
        about=about,
        number=number,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        issued_by=actor,
        issued_at=clock.now(),
    )
    _record(actor, "letter.issued", letter, claim)
    return letter


def again(*, letter: Letter, actor: User) -> Letter:
    """The letter as it was issued; that it was taken once more is recorded."""
    _record(actor, "letter.printed_again", letter, letter.claim)
    return letter


def _number(claim: Claim, kind: LetterKind) -> str:
    if kind in (LetterKind.GRANT, LetterKind.REFUSAL):
        return Decision.objects.get(claim=claim).number
    return numbers.take("TZ", claim.region_code)


def _record(actor: User, verb: str, letter: Letter, claim: Claim) -> None:
    audit.record(
        actor, verb, letter, region=claim.region_code, station_id=claim.station_id, claim=claim.number, kind=letter.kind,
        sha256=letter.sha256,
    )  # fmt: skip
