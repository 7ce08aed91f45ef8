"""The shipped law in force, and drafts that differ from it."""

from datetime import date
from typing import Any

from core import clock
from programmes.models import Holiday, RuleSet
from programmes.services import lawfiles, rules, shipped
from programmes.states import RuleState
from tests.factories.stations import WHOLE_REGION, make_user


def shipped_law() -> None:
    """Every shipped rule set is published and every shipped holiday entered: what the service leaves, by four statements.

    Without the audit's entries; where rules stand already, the service itself does it.
    """
    if RuleSet.objects.exists():
        shipped.load()
        return
    writer, reviewer = shipped.machine(shipped.WRITER), shipped.machine(shipped.PUBLISHER)
    RuleSet.objects.bulk_create(RuleSet(**_row(file), drafted_by=writer, drafted_at=clock.now()) for file in lawfiles.all_files())
    RuleSet.objects.update(state=RuleState.PROPOSED)
    RuleSet.objects.update(state=RuleState.PUBLISHED, published_by=reviewer, published_at=clock.now())
    days = [Holiday(day=d.day, kind=d.kind, name=d.name, source=d.source) for d in lawfiles.holidays()]
    Holiday.objects.bulk_create(days, ignore_conflicts=True)


def _row(file: lawfiles.LawFile) -> dict[str, Any]:
    stated = ("scheme", "region_code", "valid_from", "valid_to", "document", "document_no", "content", "digest")
    return {name: getattr(file, name) for name in stated}


def publisher(region_code: str = WHOLE_REGION):
    """A rules publisher over a region, the whole land unless said otherwise."""
    return make_user("rules_publisher", region_code)


def law(scheme="unemployment_benefit", valid_from=date(2027, 1, 1), region_code="15", **values) -> lawfiles.LawFile:
    """The newest shipped figures of a scheme as of another day, some of them changed."""
    newest = [file for file in lawfiles.all_files() if file.scheme == scheme][-1]
    parameters = {name: dict(entry) for name, entry in newest.content["parameters"].items()}
    for name, value in values.items():
        parameters[name]["value"] = value
    content = {**newest.content, "parameters": parameters}
    return lawfiles.LawFile(scheme, region_code, valid_from, "测试文件", "测试〔2026〕1号", content)


def publish(ruleset: RuleSet, actor) -> RuleSet:
    """`actor` publishes what stands there now."""
    return rules.publish(ruleset_id=ruleset.pk, actor=actor, seen=ruleset.digest)


def proposed(writer, **fields) -> RuleSet:
    """A rule set that waits for its second person."""
    drafted = rules.draft(law=law(**fields), actor=writer)
    return rules.propose(ruleset_id=drafted.pk, actor=writer)


def decide_terms(region_code: str = "1505", valid_from: date = date(2026, 1, 1), **values) -> None:
    """The bureau of that place has published terms of its stations of its own, in force since that day."""
    drafted = proposed(publisher(WHOLE_REGION), scheme="station_terms", region_code=region_code, valid_from=valid_from, **values)
    publish(drafted, publisher(WHOLE_REGION))
