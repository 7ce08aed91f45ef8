"""What must hold for the law as it is stored; `verify` says every breach."""

from collections.abc import Iterator

from programmes.formulas import registry, rulebook
from programmes.models import RuleSet
from programmes.services import lawfiles


def breaches() -> Iterator[str]:
    """One sentence for each published rule set that is not what was published or that no formula can use."""
    for ruleset in RuleSet.objects.published().order_by("pk").iterator():
        digest = lawfiles.digest(
            scheme=ruleset.scheme,
            region_code=ruleset.region_code,
            valid_from=ruleset.valid_from,
            document=ruleset.document,
            document_no=ruleset.document_no,
            content=ruleset.content,
        )
        if digest != ruleset.digest:
            yield f"rules: {ruleset.label} ({ruleset.region_code}) does not match its digest"
        known = registry.declared(ruleset.scheme)
        faults = ["no formula reads it"] if known is None else rulebook.problems(known, ruleset.content)
        for fault in faults:
            yield f"rules: {ruleset.label} ({ruleset.region_code}): {fault}"
