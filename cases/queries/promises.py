"""Which papers a claim lacks, and what was promised about them (容缺受理)."""

from cases.models import Claim, PaperPromise
from programmes.queries import applicable


def of(claim: Claim) -> PaperPromise | None:
    """What was said about missing papers at the last acceptance."""
    return PaperPromise.objects.filter(claim=claim).first()


def lacking(claim: Claim) -> list[str]:
    """The kinds of papers that the programme asks for, are not there, and were not found by comparing data. Two queries."""
    there = set(claim.attachments.filter(removed_at__isnull=True).values_list("kind", flat=True))
    made = of(claim)
    return applicable.lacking(claim.scheme, claim.facts, there | set(made.compared if made else ()))


def outstanding(claim: Claim) -> list[str]:
    """The papers, in words, that were promised and are not there."""
    made = of(claim)
    if made is None or not made.papers or made.kept_on is not None:
        return []
    there = set(claim.attachments.filter(removed_at__isnull=True).values_list("kind", flat=True))
    return [applicable.paper_name(kind) for kind in made.papers if kind not in there]
