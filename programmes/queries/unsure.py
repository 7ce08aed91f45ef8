"""What the law in force leaves open: every parameter that carries a doubt, by who has to settle it."""

from collections import defaultdict
from dataclasses import dataclass

from core import clock
from programmes.models import RuleSet
from programmes.queries import figures, labels


@dataclass(frozen=True)
class Doubt:
    """One open question: which programme's figure, as it is used now, and what is not certain."""

    ruleset_id: int
    scheme: str
    region_code: str
    label: str
    lines: tuple[str, ...]
    unsure: str


def by_decider() -> list[tuple[str, list[Doubt]]]:
    """Who decides, and the doubts that wait for them; of the rules in force today. One query."""
    found: dict[str, list[Doubt]] = defaultdict(list)
    for ruleset in RuleSet.objects.published().on(clock.today()).order_by("scheme", "region_code"):
        for figure in figures.figures(ruleset):
            if figure.unsure:
                doubt = Doubt(
                    ruleset.pk, labels.scheme(ruleset.scheme), ruleset.region_code, figure.label, figure.lines, figure.unsure
                )
                found[figure.decided_by].append(doubt)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))
