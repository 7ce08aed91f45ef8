"""Support for firms on a named list (名单制): whoever the competent body put on the list is supported, nobody else.

Register A36 (groups of Hulunbuir 2020) and A47 (key firms that banks serve first, Xing'an). The lists stand in the register.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from programmes.formulas.base import Outcome, granted
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import OFFICE_PARAMETERS, Condition, Fact, Parameter, Scheme, Words
from programmes.formulas.rulebook import Rulebook

LISTS = {
    "open_supermarkets": Words("Supermarkets that stayed open", "坚持营业的商超企业"),
    "winter_games_hosts": Words("Hotels and sites of the 14th Winter Games", "“十四冬”接待酒店和冬季旅游企业"),
    "production_and_jobs": Words("Firms that organise production and jobs", "组织生产、稳定就业的企业"),
    "key_firms": Words("Key firms named to the banks", "名单制重点企业"),
}


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Supported from the day of assessment on, as long as the list holds."""
    checks = Checks(facts, rules)
    checks.one_of("list_kind", "list_kind", "supported_lists")
    checks.yes("on_list", "on_list")
    return checks.outcome(tuple, granted("support", since=on, list=facts["list_kind"]))


SCHEME = Scheme(
    name="listed_support",
    words=Words("Support for listed firms", "名单制企业扶持"),
    register="A36",
    applicant="enterprise",
    plan="none",
    door="application",
    fund="",
    facts=(
        Fact("list_kind", "choice", choices=LISTS, words=Words("Which list", "名单类别")),
        Fact("on_list", "bool", "register", words=Words("The unit is on it", "已列入名单")),
    ),
    parameters=(
        Parameter("supported_lists", "choices", choices=LISTS, words=Words("Lists that are supported", "扶持的名单")),
        *OFFICE_PARAMETERS,
    ),
    conditions=(
        Condition("list_kind", Words("The list is supported here", "名单属于扶持范围")),
        Condition("on_list", Words("On the list", "已列入名单")),
    ),
    grants=Words("Your unit is supported as a listed firm.", "将你单位纳入名单制扶持范围。"),
    work_out=work_out,
)
