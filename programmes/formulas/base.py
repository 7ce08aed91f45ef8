"""What every formula speaks in: facts it asks for, parameters it reads, findings and an outcome it returns.

Nothing here or beside it imports Django, reads a clock, a file or a database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from core.periods import format_month

Json = Mapping[str, Any]
FactKind = Literal["int", "bool", "date", "choice", "decimal", "choices"]
FactSource = Literal["asked", "register", "computed"]
ParameterKind = Literal["int", "ratio", "money", "bool", "choice", "choices", "table", "text"]

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
class Fact:
    """One thing a formula must be told, its type, and where a claim gets it from.

    `source`: asked from the applicant, taken from the register, or computed by the portal (domain C-9: what can be
    compared must not be asked).
    """

    name: str
    kind: FactKind
    source: FactSource = "asked"
    choices: tuple[str, ...] = ()
    nullable: bool = False
    minimum: int | None = None


@dataclass(frozen=True)
class Parameter:
    """One figure of the law that a rule set must carry; tables are lists of rows with `columns`."""

    name: str
    kind: ParameterKind
    choices: tuple[str, ...] = ()
    columns: tuple["Parameter", ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    increasing: str = ""


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
    """One payable amount in yuan; `how` keeps the figures it was computed from."""

    amount: Decimal
    month: date | None = None
    stage: int | None = None
    how: Json = field(default_factory=dict)

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
        return {**self.as_line(), "how": dict(self.how)}


@dataclass(frozen=True)
class Outcome:
    """What a formula found. Not eligible means nothing payable: amount 0.00 and no instalments."""

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


@dataclass(frozen=True)
class Scheme:
    """A programme's arithmetic: what it asks, which figures of the law it needs, which conditions it looks at."""

    name: str
    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...]
    conditions: tuple[str, ...]
    work_out: Callable[..., Outcome]


@dataclass(frozen=True)
class Table:
    """A dated table of figures that schemes read but nobody applies for, such as the minimum wage."""

    name: str
    parameters: tuple[Parameter, ...]
    conditions: tuple[str, ...] = ()
