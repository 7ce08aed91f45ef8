"""The page of a unit in a round without applications, which its token opens: how it stands, and why."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.models import ScreenedUnit, UnitAnswer, UnitNotice
from cases.queries import screening as query
from cases.queries.sheet import FindingRow
from cases.states.screening import Answer, Finding
from core import clock
from programmes.models import RuleSet
from programmes.queries import labels

_ALONG = ("unit__enterprise", "unit__round__region", "unit__claim")


@dataclass(frozen=True)
class UnitPage:
    """What a round found of one unit, and what the unit has been asked; `missing` names the fact that no register holds."""

    unit: ScreenedUnit
    answer: UnitAnswer | None
    programme: str
    reasons: list[str]
    missing: str
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
        """Whether the unit may still apply by itself: it has no claim, and the last day is not over."""
        until = self.unit.round.apply_until
        return self.unit.outcome != Finding.QUALIFIED and (until is None or until >= clock.today())


def by_token(token: UUID) -> UnitPage | None:
    """The page that the token opens; None for a token that nobody was given. At most three queries."""
    answer = UnitAnswer.objects.select_related(*_ALONG, "account").filter(token=token).first()
    told = None if answer else UnitNotice.objects.select_related(*_ALONG).filter(token=token).first()
    if answer is None and told is None:
        return None
    unit = answer.unit if answer else told.unit  # type: ignore[union-attr]
    return UnitPage(
        unit=unit,
        answer=answer,
        programme=labels.scheme(unit.scheme),
        reasons=[query.reason_label(code) for code in unit.reasons],
        missing=labels.fact(unit.fact) if unit.fact else "",
        findings=_findings(unit),
    )


def _findings(unit: ScreenedUnit) -> list[FindingRow]:
    """Every condition that was looked at, with the law of the round that it rests on."""
    found = unit.round
    rules = RuleSet.objects.published().filter(scheme=found.scheme, digest=found.rules_digest).first()
    content: dict[str, Any] = rules.content if rules else {}
    return [
        FindingRow(code, labels.condition(code), met, labels.value(fact), labels.value(figure), labels.basis(content, code))
        for code, met, fact, figure in unit.findings
    ]
