"""A list of people under one programme: each is assessed alone, together with the facts of whoever listed them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from programmes.formulas import facts as reading
from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.formulas.minimum_wage import WageTable
from programmes.formulas.rulebook import Rulebook


class Listed(NamedTuple):
    """One person of a list: `ref` says who, in the words of whoever asks; `facts` are JSON values."""

    ref: int
    facts: Mapping[str, Any]


def assess_list(
    *,
    scheme: str,
    on: date,
    facts: Mapping[str, Any],
    people: Iterable[Listed],
    rules: Mapping[str, Any],
    wages: Sequence[WageTable] = (),
) -> dict[str, Any]:
    """What `scheme` finds about every person of a list, as JSON: `people`, and what the list as a whole comes to.

    The list is eligible where at least one person is; then its findings are met, since the money is paid for those who
    meet them all. Where nobody is, a finding is met that everybody meets. `amount` is the sum over the eligible, in yuan,
    payable at once. The same arguments always give the same answer. Raises Unassessable naming the fact at fault, or
    `people` for an empty list.
    """
    known, rulebook = registry.scheme(scheme), Rulebook(rules)
    unit = tuple(fact for fact in known.facts if not fact.listed)
    personal = tuple(fact for fact in known.facts if fact.listed)
    shared = reading.read(unit, facts)
    rows: list[dict[str, Any]] = []
    for person in people:
        own = reading.read(personal, person.facts)
        outcome = known.work_out(on=on, facts={**shared, **own}, rules=rulebook, wages=wages)
        found = outcome.as_json()
        rows.append(
            {
                "ref": person.ref,
                "facts": reading.as_json(own),
                "eligible": outcome.eligible,
                "amount": found["amount"],
                "failed": found["failed"],
                "findings": [{key: finding[key] for key in ("code", "met", "fact", "figure")} for finding in found["findings"]],
            }
        )
    if not rows:
        raise Unassessable("the list has nobody in it", "people", "missing")
    return {**_whole(rows, rulebook), "people": rows}


def _whole(rows: list[dict[str, Any]], rules: Rulebook) -> dict[str, Any]:
    granted = [row for row in rows if row["eligible"]]
    amount = sum((Decimal(row["amount"]) for row in granted), Decimal("0.00"))
    findings = _findings(rows, bool(granted), rules)
    counted = {"people_listed": len(rows), "people_granted": len(granted)}
    return {
        "eligible": bool(granted),
        "amount": f"{amount:.2f}",
        "instalments": [{"amount": f"{amount:.2f}", "how": counted}] if amount else [],
        "failed": [finding["code"] for finding in findings if not finding["met"]],
        "findings": findings,
        "entitlement": counted,
    }


def _findings(rows: list[dict[str, Any]], granted: bool, rules: Rulebook) -> list[dict[str, Any]]:
    """Each condition once: its fact and figure where they are the same for all, else for how many of all it is met."""
    by_code: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for finding in row["findings"]:
            by_code.setdefault(finding["code"], []).append(finding)
    return [
        {
            "code": code,
            "met": granted or all(each["met"] for each in found),
            "fact": _of_all(found, rows) if _same(found, "fact") is None else _same(found, "fact"),
            "figure": _same(found, "figure"),
            "basis": rules.basis(code),
        }
        for code, found in by_code.items()
    ]


def _of_all(found: list[dict[str, Any]], rows: list[dict[str, Any]]) -> str:
    return f"{sum(each['met'] for each in found)}/{len(rows)}"


def _same(found: list[dict[str, Any]], key: str) -> Any:
    first = found[0][key]
    return first if all(each[key] == first for each in found) else None
