"""Every formula of the portal by its scheme's name; pure: facts and figures in, findings and instalments out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from programmes.formulas import facts as reading
from programmes.formulas import registry
from programmes.formulas.base import BadRules, Outcome
from programmes.formulas.minimum_wage import WageTable
from programmes.formulas.rulebook import Rulebook


def assess(
    *, scheme: str, on: date, facts: Mapping[str, Any], rules: Mapping[str, Any], wages: Sequence[WageTable] = ()
) -> Outcome:
    """What `scheme` finds about `facts` (JSON values) under one rule set's content and the known minimum wages.

    The same arguments always give the same outcome. Raises Unassessable for an unknown scheme or a fact at fault,
    BadRules for a content that cannot be used, or where a part names a fund that the programme does not declare.
    """
    known = registry.scheme(scheme)
    values = reading.read(known.facts, facts)
    outcome: Outcome = known.work_out(on=on, facts=values, rules=Rulebook(rules), wages=wages)
    if strange := {part.fund for part in outcome.instalments} - {"", *known.funds}:
        raise BadRules([f"{scheme} does not pay from {', '.join(sorted(strange))}"])
    return outcome
