"""The equations of the tie-out in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import FUNDS
from payouts.queries.batches import league_names
from payouts.queries.reconciliation import Difference

EQUATIONS = {
    "lines": gettext_lazy("the batch says %(left)s lines, there are %(right)s"),
    "batch": gettext_lazy("the batch says %(left)s, its lines sum to %(right)s"),
    "approved": gettext_lazy("approved %(left)s, in the batch %(right)s"),
    "instructed": gettext_lazy("to be instructed %(left)s, instructed by the books %(right)s"),
    "answered": gettext_lazy("in the batch %(left)s, paid, failed and pending together %(right)s"),
    "clearing": gettext_lazy("in transit by the lines %(left)s, by the books %(right)s"),
    "bank": gettext_lazy("moved at the bank by the lines %(left)s, by the books %(right)s"),
    "whole": gettext_lazy("in transit over all batches %(left)s, over all books %(right)s"),
}


def sentences(differences: list[Difference]) -> list[str]:
    """Each difference as a line: fund, league, batch, what differs, by how much."""
    leagues = league_names() if differences else {}
    return [_sentence(each, leagues.get(each.league, each.league)) for each in differences]


def _sentence(difference: Difference, league: str) -> str:
    form = ",.0f" if difference.code == "lines" else ",.2f"
    said = EQUATIONS[difference.code] % {"left": f"{difference.left:{form}}", "right": f"{difference.right:{form}}"}
    place = " ".join(part for part in (str(FUNDS.get(difference.fund, difference.fund)), league, difference.number) if part)
    by = f"{difference.left - difference.right:{form}}"
    return _("%(place)s: %(said)s; difference %(by)s") % {"place": place, "said": said, "by": by}
