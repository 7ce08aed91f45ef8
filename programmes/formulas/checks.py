"""Looking at the conditions of a programme one after the other, so that every formula reads like its law."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from programmes.formulas.base import Finding, Instalment, Json, Outcome, half_up
from programmes.formulas.rulebook import Rulebook


class Checks:
    """The findings of one case, in the order in which they were looked at."""

    def __init__(self, facts: Mapping[str, Any], rules: Rulebook) -> None:
        self.facts = facts
        self.rules = rules
        self.findings: list[Finding] = []

    def add(self, code: str, met: bool, fact: Any, figure: Any) -> None:
        """One condition: whether it is met, by which fact, against which figure of the law; days and amounts as text."""
        self.findings.append(Finding(code, met, _plain(fact), _plain(figure), self.rules.basis(code)))

    def at_least(self, code: str, fact: str, parameter: str) -> None:
        """The fact reaches the whole number or the amount of the law."""
        given, least = self.facts[fact], self._number(parameter)
        self.add(code, given >= least, given, least)

    def at_most(self, code: str, fact: str, parameter: str) -> None:
        """The fact does not exceed the whole number or the amount of the law."""
        given, most = self.facts[fact], self._number(parameter)
        self.add(code, given <= most, given, most)

    def yes(self, code: str, fact: str) -> None:
        """The fact is true."""
        self.add(code, self.facts[fact] is True, self.facts[fact], True)

    def no(self, code: str, fact: str) -> None:
        """The fact is false."""
        self.add(code, self.facts[fact] is False, self.facts[fact], False)

    def one_of(self, code: str, fact: str, parameter: str) -> None:
        """The fact is among those that the rule set lists."""
        listed = list(self.rules.value(parameter))
        self.add(code, self.facts[fact] in listed, self.facts[fact], listed)

    def in_time(self, on: date, parameter: str = "open_until") -> None:
        """The day does not lie after the last one of the law, which may name none."""
        last = self.rules.day(parameter)
        self.add("in_time", last is None or on <= last, on, last)

    def outcome(self, plan: Callable[[], Iterable[Instalment]], entitlement: Json | None = None) -> Outcome:
        """What was found, with the plan where every condition is met."""
        if not all(finding.met for finding in self.findings):
            return Outcome(tuple(self.findings))
        return Outcome(tuple(self.findings), tuple(plan()), entitlement or {})

    def _number(self, parameter: str) -> int | Decimal:
        value = self.rules.value(parameter)
        return value if isinstance(value, int) else Decimal(value)


def once(amount: Decimal, **how: Any) -> list[Instalment]:
    """One payable amount in yuan, rounded half-up to the fen; `how` keeps the figures it came from."""
    return [Instalment(half_up(amount), how={name: _plain(value) for name, value in how.items()})]


def percent(share: Decimal) -> str:
    """A share as readers read it, to four places: 0.055 is 5.5 %."""
    return f"{(share * 100).quantize(Decimal('0.0001')).normalize():f} %"


#: Most facts are plain already; a year's run looks at millions of them.
_PLAIN = frozenset({bool, int, str, type(None)})


def _plain(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
