"""What every formula returns: findings, instalments, an outcome; and how it says that it cannot.

Nothing here or beside it imports Django, reads a clock, a file or a database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.periods import format_month

Json = Mapping[str, Any]
FEN = Decimal("0.01")


class Unassessable(Exception):
    """A case that cannot be assessed as it was given.

    `field` names the fact or the line's key that is at fault, `code` the kind of fault, so that a page can word it in
    the reader's language: missing, ill_typed, too_small, unknown_scheme, born_later, no_wage.
    """

    def __init__(self, sentence: str, field: str, code: str = "ill_typed") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.code = code


class BadRules(Exception):
    """A rule set whose content a formula cannot work with; `problems` says every place, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = list(problems)


def half_up(amount: Decimal) -> Decimal:
    """The payable amount: rounded half-up (四舍五入) to the fen, here and nowhere earlier."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Finding:
    """Whether one condition is met: the fact it looked at, the figure of the law beside it, and the legal basis."""

    code: str
    met: bool
    fact: Any
    figure: Any
    basis: str

    def as_json(self) -> dict[str, Any]:
        """Everything, for the stored assessment."""
        return {"code": self.code, "met": self.met, "fact": self.fact, "figure": self.figure, "basis": self.basis}


@dataclass(frozen=True)
class Instalment:
    """One payable amount in yuan; `how` keeps the figures it was computed from.

    `month` the calendar month it is for, `stage` the step of a staged plan; `period` names what is paid once for ever
    where neither does (an insurance line, a loan year). `fund` is the pocket that pays this part, empty where it is the
    programme's own.
    """

    amount: Decimal
    month: date | None = None
    stage: int | None = None
    how: Json = field(default_factory=dict)
    period: str = ""
    fund: str = ""

    def as_line(self) -> dict[str, Any]:
        """The contract's form: month or stage, and the amount."""
        line: dict[str, Any] = {}
        if self.month is not None:
            line["month"] = format_month(self.month)
        line["amount"] = f"{self.amount:.2f}"
        if self.stage is not None:
            line["stage"] = self.stage
        return line

    def as_json(self) -> dict[str, Any]:
        """The contract's form together with how the amount came about."""
        named = {name: text for name, text in (("period", self.period), ("fund", self.fund)) if text}
        return {**self.as_line(), **named, "how": dict(self.how)}


def granted(kind: str, *, since: date | None, until: date | None = None, amount: Decimal | None = None, **more: Any) -> Json:
    """What a programme without instalments grants, in one shape, so that every such grant can be listed and counted.

    `kind` is one of `declaration.GRANTED`; `from` and `until` are ISO days, both included, `until` None is open;
    `amount` is text in yuan, rounded half-up: what need not be paid, or is paid later, or the most that may be charged;
    None where the grant is no sum of money. `more` says further things, such as `lines`: the amount by insurance line.
    """
    return {
        "kind": kind,
        "from": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "amount": None if amount is None else f"{half_up(amount):.2f}",
        **more,
    }


@dataclass(frozen=True)
class Term:
    """What a grant is for, where a further one may follow: its last day, its length in months, and the last day of all."""

    ends: date
    months: int
    until: date | None = None


@dataclass(frozen=True)
class Outcome:
    """What a formula found. Not eligible means nothing payable: amount 0.00, no instalments and no entitlement.

    `entitlement` is what stands behind the instalments, or, in a programme that pays none, what was `granted`.
    """

    findings: tuple[Finding, ...]
    instalments: tuple[Instalment, ...] = ()
    entitlement: Json = field(default_factory=dict)

    @property
    def eligible(self) -> bool:
        """Whether every condition is met."""
        return all(finding.met for finding in self.findings)

    @property
    def failed(self) -> list[str]:
        """The codes of all unmet conditions, in the order of the law."""
        return [finding.code for finding in self.findings if not finding.met]

    @property
    def amount(self) -> Decimal:
        """The sum of the instalments, in yuan."""
        return sum((instalment.amount for instalment in self.instalments), Decimal("0.00"))

    def as_line(self) -> dict[str, Any]:
        """The contract's form of an answer, without the rule label."""
        return {
            "eligible": self.eligible,
            "amount": f"{self.amount:.2f}",
            "instalments": [instalment.as_line() for instalment in self.instalments],
            "failed": self.failed,
            "findings": [{"code": f.code, "met": f.met, "basis": f.basis} for f in self.findings],
        }

    def as_json(self) -> dict[str, Any]:
        """Everything, for the stored assessment; the same facts and rules give the same value years later."""
        return {
            **self.as_line(),
            "instalments": [instalment.as_json() for instalment in self.instalments],
            "findings": [finding.as_json() for finding in self.findings],
            "entitlement": dict(self.entitlement),
        }
