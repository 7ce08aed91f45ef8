"""Relief for firms in the emergency of 2020 that is granted and not paid out: rents, fees, funds, health premiums, services.

Register A28, A29, A30, A33, A35. Each says what was granted in the one shape of `base.granted`, so that it can be counted.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.periods import add_months
from programmes.formulas.base import Outcome, granted
from programmes.formulas.checks import Checks
from programmes.formulas.declaration import (
    OFFICE_PARAMETERS,
    ONE,
    Condition,
    Document,
    Fact,
    Parameter,
    Scheme,
    Words,
)
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.units import IN_TIME, IS_SME, OPEN_UNTIL, SIZE, SIZES_SUPPORTED, YUAN

MERITS = {
    "gave_supplies": Words("Provides supplies against the epidemic", "提供疫情防控物资"),
    "gave_daily_goods": Words("Provides daily goods", "保障生活必需品供应"),
    "kept_jobs": Words("Keeps or makes jobs", "稳定和扩大就业"),
    "restarted_early": Words("Went back to work early", "率先复工复产"),
}
MEDICAL_KINDS = {
    "halved": Words("Half the unit's premium", "减半征收"),
    "deferred": Words("Payment waits, without a late fee", "缓缴（免收滞纳金）"),
}
SERVICES = {
    "cloud_video": Words("Video meetings", "云视频会议"),
    "ring_tone": Words("Business ring-back tone", "企业彩铃"),
    "epidemic_forms": Words("Epidemic reporting forms", "疫情填报系统"),
    "short_messages": Words("Short messages", "短信服务"),
    "intercom": Words("Intercom", "对讲服务"),
    "roaming_lookup": Words("Look-up of places visited", "漫游地查询"),
}


def _until(first: date, months: int) -> date:
    """The last day of so many months from `first` on."""
    return add_months(first, months) - timedelta(days=1)


def rent(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """So many months' rent of state-owned premises need not be paid."""
    checks = Checks(facts, rules)
    checks.in_time(on)
    checks.one_of("size", "size", "eligible_sizes")
    checks.yes("state_owned_premises", "state_owned_premises")
    months, first = rules.integer("rent_free_months"), facts["relief_from"]
    amount = facts["monthly_rent"] * months
    return checks.outcome(tuple, granted("waiver", since=first, until=_until(first, months), amount=amount))


def fee(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The reduction that the levying authority fixed, which no rule puts a number to, but never more than the fee."""
    checks = Checks(facts, rules)
    checks.in_time(on)
    less, due = facts["fee_reduction"], facts["fee_due"]
    checks.add("fee_reduction", 0 < less <= due, less, due)
    return checks.outcome(tuple, granted("waiver", since=on, amount=less))


def funds(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The firm is put forward for special funds; the sum is settled by the authority that holds them."""
    checks = Checks(facts, rules)
    checks.in_time(on)
    wanted = rules.value("eligible_merits")
    checks.add("merits", any(merit in wanted for merit in facts["merits"]), facts["merits"], wanted)
    return checks.outcome(tuple, granted("support", since=on))


def medical(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """Half the unit's medical premium for some months, or the whole of it later, for a unit in hardship."""
    checks = Checks(facts, rules)
    checks.in_time(on)
    first, premium = facts["relief_from"], facts["monthly_medical_premium"]
    if facts["medical_relief"] == "halved":
        months, share, kind = rules.integer("halved_months"), rules.decimal("halved_share"), "waiver"
    else:
        checks.yes("hardship", "hardship")
        months, share, kind = rules.integer("deferral_months"), ONE, "deferral"
    return checks.outcome(tuple, granted(kind, since=first, until=_until(first, months), amount=premium * share * months))


def services(*, on: date, facts: Mapping[str, Any], rules: Rulebook, wages: object) -> Outcome:
    """The services asked for are free until the measure ends."""
    checks = Checks(facts, rules)
    checks.in_time(on)
    checks.one_of("size", "size", "eligible_sizes")
    offered = rules.value("free_services")
    asked = [service for service in facts["services_asked"] if service in offered]
    checks.add("services", bool(asked), facts["services_asked"], offered)
    return checks.outcome(tuple, granted("free_use", since=on, until=rules.day("open_until"), services=asked))


def _relief(
    name: str,
    words: Words,
    register: str,
    *,
    work_out: Callable[..., Outcome],
    facts: tuple[Fact, ...],
    parameters: tuple[Parameter, ...],
    conditions: tuple[Condition, ...],
    grants: Words,
    documents: tuple[Document, ...] = (),
) -> Scheme:
    return Scheme(
        name=name,
        words=words,
        register=register,
        applicant="enterprise",
        plan="none",
        fund="",
        facts=facts,
        parameters=(OPEN_UNTIL, *parameters, *OFFICE_PARAMETERS),
        conditions=(IN_TIME, *conditions),
        documents=documents,
        grants=grants,
        work_out=work_out,
    )


def _months(name: str, en: str, zh: str) -> Parameter:
    return Parameter(name, "int", minimum=ONE, maximum=Decimal(60), words=Words(en, zh))


RELIEF_FROM = Fact("relief_from", "date", words=Words("First day of the relief", "减免起始日"))

SCHEMES = (
    _relief(
        "rent_relief",
        Words("Rent relief", "国有房产租金减免"),
        "A28",
        work_out=rent,
        facts=(
            SIZE,
            Fact("state_owned_premises", "bool", words=Words("Rents state-owned premises", "承租国有经营性房产")),
            Fact("monthly_rent", "decimal", unit=YUAN, words=Words("Rent of a month", "月租金")),
            RELIEF_FROM,
        ),
        parameters=(_months("rent_free_months", "Months without rent", "免租月数"), SIZES_SUPPORTED),
        conditions=(IS_SME, Condition("state_owned_premises", Words("The premises are state-owned", "承租国有经营性房产"))),
        documents=(Document("lease", Words("Lease", "租赁合同")),),
        grants=Words(
            "The rent named is waived; heating is not cut, and its arrears may be paid within the term set after the emergency.",
            "准予减免上述期间租金；期间不停热，所欠热费在规定期限内补缴。",
        ),
    ),
    _relief(
        "fee_relief",
        Words("Relief of taxes and fees", "税费减免"),
        "A29",
        work_out=fee,
        facts=(
            Fact("fee_due", "decimal", unit=YUAN, words=Words("Tax or fee due", "应缴税费")),
            Fact("fee_reduction", "decimal", unit=YUAN, words=Words("Reduction fixed by the authority", "主管部门核定减免额")),
        ),
        parameters=(),
        conditions=(Condition("fee_reduction", Words("The reduction is no more than the fee", "减免额不超过应缴额")),),
        documents=(Document("reduction_notice", Words("Notice of the authority that levies it", "主管部门核定文书")),),
        grants=Words("The reduction of the tax or fee is recorded.", "准予减免上述税费。"),
    ),
    _relief(
        "special_funds",
        Words("Special funds for firms that helped", "专项资金争取"),
        "A30",
        work_out=funds,
        facts=(Fact("merits", "choices", choices=MERITS, words=Words("What the firm did", "企业贡献情形")),),
        parameters=(Parameter("eligible_merits", "choices", choices=MERITS, words=Words("What counts", "扶持情形")),),
        conditions=(Condition("merits", Words("Did something that counts", "符合扶持情形")),),
        documents=(Document("merit_proof", Words("Proof of what the firm did", "相关证明材料")),),
        grants=Words("Your unit is put forward for special funds.", "将你单位纳入专项资金支持范围。"),
    ),
    _relief(
        "medical_premium_relief",
        Words("Relief of medical premiums", "职工医保费减征缓缴"),
        "A33",
        work_out=medical,
        facts=(
            Fact("medical_relief", "choice", choices=MEDICAL_KINDS, words=Words("Which relief", "减征或者缓缴")),
            Fact("hardship", "bool", words=Words("In difficulty with production", "生产经营困难")),
            Fact(
                "monthly_medical_premium",
                "decimal",
                "register",
                unit=YUAN,
                words=Words("Unit's medical premium of a month", "单位月应缴职工医保费"),
            ),
            RELIEF_FROM,
        ),
        parameters=(
            _months("halved_months", "Months at half", "减征月数"),
            Parameter("halved_share", "ratio", maximum=ONE, words=Words("Share not collected", "减征比例")),
            _months("deferral_months", "Months of deferral", "缓缴月数"),
        ),
        conditions=(Condition("hardship", Words("In difficulty, where payment waits", "缓缴单位生产经营困难")),),
        grants=Words(
            "The relief of medical premiums is granted for the time named.", "准予在上述期间减征（缓缴）职工基本医疗保险费。"
        ),
    ),
    _relief(
        "free_services",
        Words("Free communication services", "信息通信服务免费用"),
        "A35",
        work_out=services,
        facts=(SIZE, Fact("services_asked", "choices", choices=SERVICES, words=Words("Services asked for", "申请使用的服务"))),
        parameters=(
            Parameter("free_services", "choices", choices=SERVICES, words=Words("Services that are free", "免费服务范围")),
            SIZES_SUPPORTED,
        ),
        conditions=(IS_SME, Condition("services", Words("Asks for a service that is free", "申请的服务属于免费范围"))),
        grants=Words("The services named are free of charge until the measure ends.", "准予在政策期内免费使用上述服务。"),
    ),
)
