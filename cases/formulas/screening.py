"""What a round finds of one unit: what the law says to its facts, and what else keeps it out or asks for a person."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from programmes.formulas.base import Json, Outcome

QUALIFIED, EXCLUDED, PARKED = "qualified", "excluded", "parked"
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Found(NamedTuple):
    """One unit screened: outcome, codes of the reasons, the missing fact, the amount in yuan as text, findings as JSON."""

    outcome: str
    reasons: Sequence[str]
    fact: str
    amount: str
    findings: str


def judge(outcome: Outcome | None, missing: str, *, claimed: bool, closed: bool, agency: bool, without_account: bool) -> Found:
    """What becomes of a unit. `outcome` is None where the fact named by `missing` is not known or cannot be used.

    Excluded: claimed already, closed, or a condition is not met. Parked, because a person must look: a fact is missing, a
    labour dispatch agency (it applies by itself), no account to pay to. All reasons of the outcome are named.
    """
    findings = [[each.code, each.met, each.fact, each.figure] for each in outcome.findings] if outcome else []
    worth = outcome.amount or (outcome.entitlement.get("amount") or "0.00") if outcome else "0.00"
    gone = ["claimed"] * claimed + ["closed"] * closed + (outcome.failed if outcome else [])
    if gone:
        return Found(EXCLUDED, gone, "", "0.00", encode(findings))
    held = ["unassessable"] * (outcome is None) + ["agency"] * agency + ["no_account"] * without_account
    return Found(PARKED if held else QUALIFIED, held, missing, f"{worth}", encode(findings))


def findings_of(result: Json) -> list[list[object]]:
    """The same findings as a stored assessment has them."""
    return [[each["code"], each["met"], each["fact"], each["figure"]] for each in result["findings"]]
