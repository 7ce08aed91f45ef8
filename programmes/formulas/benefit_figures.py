"""The figures of the law that unemployment benefit reads, and the endings of employment that it tells apart."""

from decimal import Decimal

from programmes.formulas.declaration import OFFICE_PARAMETERS, ONE, Parameter, Words
from programmes.formulas.people import HIRE_MONTH_PAID, LEAST_CONTRIBUTION_MONTHS, WAGE_CLASS

SEPARATIONS = {
    "contract_ended": Words("Labour contract ended", "劳动合同终止"),
    "dismissed": Words("Dismissed by the employer", "被用人单位解除劳动合同"),
    "agreed_on_employer_proposal": Words("Agreed ending, proposed by the employer", "用人单位提出、协商一致解除"),
    "left_for_employer_fault": Words("Left for the employer's fault", "因用人单位过错由本人解除"),
    "removed_by_public_body": Words("Dismissed or removed by a public body", "被机关事业单位辞退、除名或开除"),
    "resigned": Words("Resigned", "本人辞职"),
}

MOST_MONTHS, MOST_AGE = Decimal(24), Decimal(120)

PARAMETERS = (
    LEAST_CONTRIBUTION_MONTHS,
    Parameter(
        "involuntary_separations",
        "choices",
        choices=SEPARATIONS,
        words=Words("Endings that count as involuntary", "视为非本人意愿的终止原因"),
    ),
    Parameter(
        "duration",
        "table",
        columns=(
            Parameter("months_paid", "int", minimum=ONE, words=Words("from months paid", "缴费满（月）")),
            Parameter("months", "int", minimum=ONE, maximum=MOST_MONTHS, words=Words("months of benefit", "领取期限（月）")),
        ),
        increasing="months_paid",
        words=Words("Months of benefit by months paid", "按缴费月数确定的领取期限"),
        row=Words(
            "%(months_paid)s months paid or more: %(months)s months of benefit",
            "缴费满%(months_paid)s个月：领取%(months)s个月",
        ),
    ),
    Parameter(
        "duration_ceiling",
        "int",
        minimum=ONE,
        maximum=MOST_MONTHS,
        words=Words("Most months, unused ones included", "领取期限上限（含前次未领）"),
    ),
    WAGE_CLASS,
    Parameter(
        "percent_bands",
        "table",
        columns=(
            Parameter("from_month", "int", minimum=ONE, words=Words("from benefit month", "自第几个月起")),
            Parameter("percent", "ratio", maximum=ONE, words=Words("share", "比例")),
        ),
        increasing="from_month",
        words=Words("Share of the minimum wage by benefit month", "按领取月份的计发比例"),
        row=Words("from benefit month %(from_month)s on: %(percent)s", "自第%(from_month)s个月起：%(percent)s"),
    ),
    Parameter("uplift", "ratio", maximum=ONE, words=Words("Uplift", "增发比例")),
    Parameter(
        "uplift_mode",
        "choice",
        choices={
            "multiply": Words("Times one plus the rate", "乘以（1＋比例）"),
            "add_points": Words("Percentage points of the minimum wage", "增加最低工资的百分点"),
        },
        words=Words("How the uplift is reckoned", "增发计算方式"),
    ),
    Parameter(
        "uplift_reading",
        "choice",
        choices={
            "spouse_alone": Words("A couple drawing at once needs no paid years", "夫妻同时领取不要求缴费年限"),
            "years_with_either": Words("Paid years are needed for couples too", "夫妻同时领取也要求缴费年限"),
        },
        words=Words("Who gets the uplift as a couple", "夫妻增发的条件"),
    ),
    Parameter("uplift_contribution_months", "int", minimum=ONE, words=Words("Months paid for the uplift", "增发所需缴费月数")),
    Parameter("uplift_age_man", "int", minimum=ONE, maximum=MOST_AGE, words=Words("Age for the uplift, men", "增发年龄（男）")),
    Parameter(
        "uplift_age_woman", "int", minimum=ONE, maximum=MOST_AGE, words=Words("Age for the uplift, women", "增发年龄（女）")
    ),
    Parameter("rerate_on_wage_change", "bool", words=Words("Running cases follow a new minimum wage", "在领人员随最低工资调整")),
    Parameter(
        "certification",
        "choice",
        choices={
            "none": Words("No certification", "无须认证"),
            "self_monthly": Words("Each month by the recipient", "本人按月认证"),
            "data": Words("By data comparison", "数据比对"),
        },
        words=Words("Monthly certification", "按月认证方式"),
    ),
    HIRE_MONTH_PAID,
    *OFFICE_PARAMETERS[:3],
    Parameter(
        "duty_to_tell_working_days",
        "int",
        minimum=ONE,
        words=Words("Working days to report a change", "情形变化报告时限（工作日）"),
    ),
    OFFICE_PARAMETERS[3],  # nobody's benefit is published: the fifth does not stand in its law
)
