"""A programme in plain words, from its declaration and the rules in force: what, for whom, how much, papers, by what law."""

from dataclasses import dataclass

from core import clock
from programmes.formulas import registry, visitors
from programmes.formulas.declaration import OFFICE_PARAMETERS, SCREENING_PARAMETERS, Scheme
from programmes.models import RuleSet
from programmes.queries import applicable, figures, labels, places, words
from programmes.queries.applicable import Paper
from programmes.queries.figures import Condition, Figure


@dataclass(frozen=True)
class Policy:
    """One programme as a list names it."""

    scheme: str
    label: str
    applicant: str
    plan: str
    door: str
    groups: list[str]


@dataclass(frozen=True)
class Version:
    """The rules of one place: conditions, amounts and terms, with where they come from."""

    place: str
    rules: RuleSet
    conditions: list[Condition]
    amounts: list[Figure]
    terms: list[Figure]


@dataclass(frozen=True)
class Sheet:
    """One programme whole."""

    policy: Policy
    papers: list[Paper]
    versions: list[Version]


def policies(text: str = "", applicant: str = "") -> list[Policy]:
    """The programmes with rules in force somewhere today, people's first. One query."""
    there = set(RuleSet.objects.published().on(clock.today()).values_list("scheme", flat=True))
    found = [_policy(scheme) for scheme in registry.SCHEMES.values() if scheme.name in there]
    wanted = [each for each in found if text in each.label and applicant in ("", each.applicant)]
    return sorted(wanted, key=lambda each: (each.applicant != "person", not each.groups))


def sheet(name: str) -> Sheet | None:
    """One programme with the rules of every place that has its own; None where there is none in force. Two queries."""
    scheme = registry.SCHEMES.get(name)
    rules = list(RuleSet.objects.published().filter(scheme=name).on(clock.today()).order_by("region_code"))
    if scheme is None or not rules:
        return None
    named = places.names({each.region_code for each in rules})
    return Sheet(_policy(scheme), applicable.documents(name), [_version(each, named) for each in rules])


def _policy(scheme: Scheme) -> Policy:
    groups = [words.said(said) for code, said in visitors.GROUPS.items() if code in scheme.for_whom]
    return Policy(scheme.name, labels.scheme(scheme.name), scheme.applicant, scheme.plan, scheme.door, groups)


def _version(rules: RuleSet, named: dict[str, str]) -> Version:
    office = {parameter.name for parameter in OFFICE_PARAMETERS}
    hidden = {"approval_limit", *(parameter.name for parameter in SCREENING_PARAMETERS)}
    shown = [figure for figure in figures.figures(rules) if figure.name not in hidden]
    return Version(
        named.get(rules.region_code, rules.region_code),
        rules,
        figures.conditions(rules),
        [figure for figure in shown if figure.name not in office],
        [figure for figure in shown if figure.name in office],
    )
