"""The shipped law in force, and drafts that differ from it."""

from datetime import date

from programmes.models import RuleSet
from programmes.services import lawfiles, rules, shipped
from tests.factories.stations import WHOLE_REGION, make_user


def shipped_law() -> None:
    """Every shipped rule set is published and every shipped holiday entered."""
    shipped.load()


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
