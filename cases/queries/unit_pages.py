"""The page of a unit in a round without applications, which its token opens: how it stands, and why."""

from dataclasses import dataclass
from uuid import UUID

from cases.models import ExclusionObjection, ScreenedUnit, UnitAnswer, UnitNotice
from cases.queries import unit_rounds
from cases.queries.sheet import FindingRow
from cases.states.screening import Answer, Finding
from core import clock
from programmes.queries import labels

_ALONG = ("unit__enterprise", "unit__round__region", "unit__claim")


@dataclass(frozen=True)
class UnitPage:
    """What a round found of one unit, what the unit has been asked, and its newest objection."""

    unit: ScreenedUnit
    answer: UnitAnswer | None
    objection: ExclusionObjection | None
    programme: str
    reasons: list[str]
    findings: list[FindingRow]

    @property
    def may_answer(self) -> bool:
        """Whether the unit is asked and may still say something."""
        asked = self.answer
        return (
            asked is not None
            and asked.answer == Answer.WAITING
            and asked.until >= clock.today()
            and self.unit.outcome == Finding.QUALIFIED
            and self.unit.claim_id is None
        )

    @property
    def may_apply(self) -> bool:
        """Whether the unit may still apply by itself: it was left out, and the last day is not over."""
        until = self.unit.round.apply_until
        return self.unit.outcome != Finding.QUALIFIED and (until is None or until >= clock.today())

    @property
    def may_object(self) -> bool:
        """Whether the unit may say that it should not have been left out: no objection of it waits."""
        return self.unit.outcome != Finding.QUALIFIED and (self.objection is None or bool(self.objection.outcome))


def by_token(token: UUID) -> UnitPage | None:
    """The page that the token opens; None for a token that nobody was given. Three or four queries."""
    answer = UnitAnswer.objects.select_related(*_ALONG, "account").filter(token=token).first()
    told = None if answer else UnitNotice.objects.select_related(*_ALONG).filter(token=token).first()
    found = answer or told
    if found is None:
        return None
    unit = found.unit
    return UnitPage(
        unit=unit,
        answer=answer,
        objection=unit.objections.order_by("-pk").first(),
        programme=labels.about(unit.scheme, unit.occasion),
        reasons=unit_rounds.reasons_of(unit),
        findings=unit_rounds.finding_rows(unit, unit_rounds.rules_of(unit.round)),
    )
