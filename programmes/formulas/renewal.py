"""When a grant is to be renewed: the end of its term, or of the next one where it was granted after its own had passed."""

from datetime import date, timedelta

from core.periods import add_months
from programmes.formulas import facts as reading
from programmes.formulas.base import Json
from programmes.formulas.declaration import Scheme

DAY = timedelta(days=1)


def renewable_on(scheme: Scheme, result: Json, occasion: str, decided_on: date) -> date | None:
    """The last day of the term after which, or towards whose end, a further grant may be applied for.

    `result` is the stored assessment. What is paid afterwards (premiums, interest) is granted when its term is over: then
    it is the first term of the same length that ends after the decision, or the last day on which anything is granted.
    None where the programme is not renewed, or not any more.
    """
    if scheme.renews is None or not result["eligible"]:
        return None
    told = reading.read(tuple(fact for fact in scheme.facts if not fact.listed), result["facts"])
    term = scheme.renews(told, {finding["code"]: finding for finding in result["findings"]}, occasion)
    if term is None:
        return None
    ends, count = term.ends, 0
    while ends < decided_on:
        count += 1
        ends = add_months(term.ends + DAY, term.months * count) - DAY
    return min(ends, term.until) if term.until else ends
