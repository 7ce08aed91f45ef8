"""Allowance for reporting firms (失业动态监测信息员补贴): sample firms that report their staff every month.

Register A104: 360 firms, 428,200 yuan a year for telephone and travel of those who report. Sample firms and their reports
stand in the registry, so that the allowance goes out without an application once the year of the reports is over.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from programmes.formulas.base import Outcome
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import (
    CONFIRMATION_PARAMETERS,
    OFFICE_PARAMETERS,
    ONE,
    Condition,
    Fact,
    Parameter,
    Scheme,
    Words,
)
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import MONTHS, TO_THE_UNIT


def work_out(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Findings, and the allowance of the year for a sample firm that reported often enough."""
    checks = Checks(facts, rules)
    checks.yes("sample_firm", "sample_firm")
    checks.at_least("months_reported", "months_reported", "least_months_reported")
    return checks.outcome(lambda: once(rules.decimal("yearly_allowance")))


SCHEME = Scheme(
    name="reporter_allowance",
    words=Words("Allowance for reporting firms", "失业动态监测补贴"),
    register="A104",
    applicant="enterprise",
    plan="yearly",
    door="confirmation",
    fund="UI",
    purpose="失业监测补贴",
    facts=(
        Fact("sample_firm", "bool", "register", words=Words("Sample firm of the monitoring", "失业动态监测样本企业")),
        Fact(
            "months_reported",
            "int",
            "computed",
            minimum=0,
            unit=MONTHS,
            words=Words("Months reported in the year", "年度上报月数"),
        ),
    ),
    also=(Fact("report_year", "int", "computed", minimum=2019, words=Words("Year of the reports", "监测年度")),),
    period_from="report_year",
    parameters=(
        Parameter("least_months_reported", "int", minimum=ONE, words=Words("Least months reported", "最少上报月数")),
        Parameter("yearly_allowance", "money", minimum=ONE, words=Words("Allowance of a year", "年度补贴金额")),
        Parameter(
            "fall_warning",
            "ratio",
            maximum=ONE,
            words=Words("Fall of a firm's staff in a month that is marked", "单户企业用工人数环比降幅预警线"),
            optional=True,
        ),
        *OFFICE_PARAMETERS,
        *CONFIRMATION_PARAMETERS,
    ),
    conditions=(
        Condition("sample_firm", Words("A sample firm", "属于样本企业")),
        Condition("months_reported", Words("Reported often enough", "按月上报达到规定次数")),
    ),
    grants=Words("The allowance for the monthly reports is paid.", "准予发放失业动态监测补贴。"),
    paid_to=TO_THE_UNIT,
    work_out=work_out,
)
