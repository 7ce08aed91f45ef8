"""What somebody without an account can be told (我能享受什么): the groups by which people speak of themselves, and a formula
run on the few facts that they know. Pure, like the formulas.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from programmes.formulas import facts as reading
from programmes.formulas import registry
from programmes.formulas.base import Outcome, Unassessable
from programmes.formulas.declaration import Fact, Words
from programmes.formulas.minimum_wage import WageTable
from programmes.formulas.people import TODAY
from programmes.formulas.rulebook import Rulebook

GROUPS: Mapping[str, Words] = {
    "out_of_work": Words("I have no work, or am about to lose it", "我没有工作，或即将失业"),
    "drawing": Words("I draw unemployment benefit", "我正在领取失业保险金"),
    "certified": Words("I have a new skills certificate", "我新取得了职业技能证书"),
    "flexible": Words("I work on my own account or by the day", "我是灵活就业人员"),
    "founder": Words("I have founded a business or mean to", "我已创业或准备创业"),
    "rural": Words("I am a farmer, herder or rural worker", "我是农牧民或农民工"),
    "relative": Words("Somebody died who drew unemployment benefit", "家中有领取失业保险金的亲人去世"),
    "unit": Words("We are a unit that employs people", "我们是用人单位"),
}


class _Missing(Exception):
    """A formula asked for a fact that nobody told."""


class _Watched(Mapping[str, Any]):
    """The facts that are known; whoever asks for another one is stopped, or noted where it may be left open."""

    def __init__(self, declared: Sequence[Fact], values: Mapping[str, Any]) -> None:
        self._declared = {fact.name: fact for fact in declared}
        self._values = values
        self.left_open: list[str] = []

    def __getitem__(self, name: str) -> Any:
        if name in self._values:
            return self._values[name]
        if not (self._declared[name].optional or self._declared[name].nullable):
            raise _Missing(name)
        if name not in self.left_open:
            self.left_open.append(name)
        return None

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)


def programmes(group: str) -> list[str]:
    """The programmes that declare themselves for a group, in the order of their names."""
    return [name for name, scheme in registry.SCHEMES.items() if group in scheme.for_whom]


def asked(scheme: str) -> tuple[Fact, ...]:
    """What is asked for a programme: all that its formula reads, save what is taken for given."""
    known = registry.scheme(scheme)
    return tuple(fact for fact in known.facts if fact.name not in known.assumed or fact.nullable or fact.optional)


def assumed(scheme: str, on: date, told: Mapping[str, Any]) -> dict[str, Any]:
    """What is taken for given, as JSON, because it was not asked or not told."""
    given = registry.scheme(scheme).assumed
    return {name: on.isoformat() if value == TODAY else value for name, value in given.items() if told.get(name) is None}


def look(
    *, scheme: str, on: date, told: Mapping[str, Any], rules: Mapping[str, Any], wages: Sequence[WageTable] = ()
) -> tuple[Outcome | None, tuple[str, ...]]:
    """What the formula of a programme finds about the facts that were told, and the facts without which it cannot tell.

    One of the two is empty. Only what the formula really looks for on its way counts as missing. Raises Unassessable for
    a fact at fault.
    """
    known = registry.scheme(scheme)
    given = {**told, **assumed(scheme, on, told)}
    given = {name: value for name, value in given.items() if value is not None}
    values = reading.read(tuple(fact for fact in known.facts if fact.name in given), given)
    lacking: list[str] = []
    while True:
        watched = _Watched(known.facts, values)
        try:
            outcome: Outcome = known.work_out(on=on, facts=watched, rules=Rulebook(rules), wages=wages)
        except _Missing as missing:
            lacking.append(str(missing))
            values[str(missing)] = _probe(known.facts, str(missing), on)
            continue
        except Unassessable:
            if not lacking:
                raise
            return None, tuple(lacking)
        if lacking or (not outcome.eligible and _matter(watched.left_open, known.assumed)):
            return None, tuple(lacking) or _matter(watched.left_open, known.assumed)
        return outcome, ()


def _matter(left_open: Sequence[str], taken: Mapping[str, Any]) -> tuple[str, ...]:
    """Facts that were left open and looked for; what is taken for none is none."""
    return tuple(name for name in left_open if name not in taken)


def _probe(declared: Sequence[Fact], name: str, on: date) -> Any:
    """Any value of the right kind, to see what the formula would ask for next."""
    fact = next(fact for fact in declared if fact.name == name)
    plain: dict[str, Any] = {
        "int": fact.minimum or 0,
        "bool": False,
        "date": on,
        "decimal": Decimal(0),
        "choices": (),
        "text": "",
    }
    return next(iter(fact.choices)) if fact.choices and fact.kind != "choices" else plain[fact.kind]
