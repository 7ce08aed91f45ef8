"""What each part of a match between a wish and a vacancy weighs (双清单匹配), dated and published like every figure of the law.

The parts add up to the points of a pair; a share says how much of a part's points a weaker answer gives.
"""

from decimal import Decimal

from programmes.formulas.declaration import ONE, Parameter, Table, Words

NOUGHT = Decimal(0)

#: The parts of a score in the order in which they are shown, with their words.
PARTS = {
    "occupation": Words("Occupation", "职业"),
    "pay": Words("Pay", "薪酬"),
    "hours": Words("Hours", "工时"),
    "distance": Words("Distance", "距离"),
    "groups": Words("Groups", "人群"),
    "insurance": Words("Insurance", "参保"),
}


def _points(part: str) -> Parameter:
    words = PARTS[part]
    return Parameter(
        f"weight_{part}",
        "int",
        minimum=NOUGHT,
        maximum=Decimal(100),
        words=Words(f"Points: {words.en.lower()}", f"{words.zh}（分）"),
    )


def _share(name: str, en: str, zh: str) -> Parameter:
    return Parameter(name, "ratio", minimum=NOUGHT, maximum=ONE, words=Words(en, zh))


TABLE = Table(
    name="matching_weights",
    words=Words("Weights of matching", "人岗匹配权重"),
    parameters=(
        *(_points(part) for part in PARTS),
        _share("near_minor", "Share: same minor group (5 digits)", "职业小类相同（前5位）得分比例"),
        _share("near_sub_major", "Share: same sub-major group (3 digits)", "职业中类相同（前3位）得分比例"),
        _share("near_major", "Share: same major group (1 digit)", "职业大类相同（首位）得分比例"),
        _share("training_lift", "Lift of a distant occupation for who wants training", "愿意培训的职业差距弥补比例"),
        _share("place_loss", "Loss of share for each further wish on the list", "意向职业每后一位扣减比例"),
        _share("pay_in_range", "Share: only the upper end of the pay reaches the wish", "仅薪酬上限达到期望的得分比例"),
        _share("pay_gap", "Gap below the least pay at which nothing is left", "薪酬低于期望不再得分的差距比例"),
        _share("hours_flexible", "Share: hours as agreed, or at home", "弹性或居家工时得分比例"),
        _share("distance_at_limit", "Share at the farthest distance that was wished", "达到期望最远距离时得分比例"),
        _share("distance_unknown", "Share: a place is not known", "位置不明得分比例"),
        _share("groups_open", "Share: no group named", "岗位未列明优先人群得分比例"),
        _share("insurance_injury", "Share: insured against work injury only", "仅参加工伤保险得分比例"),
        Parameter("near_km", "int", minimum=NOUGHT, maximum=Decimal(100), words=Words("Near up to (km)", "就近距离（公里）")),
        Parameter(
            "days_a_month", "ratio", minimum=ONE, maximum=Decimal(31), words=Words("Paid days in a month", "月计薪天数（天）")
        ),
        Parameter(
            "hours_a_day", "int", minimum=ONE, maximum=Decimal(24), words=Words("Hours of a working day", "日工作时间（小时）")
        ),
        Parameter(
            "least_score",
            "int",
            minimum=NOUGHT,
            maximum=Decimal(600),
            words=Words("Least points of a recommendation", "推荐最低得分（分）"),
        ),
        Parameter(
            "best",
            "int",
            minimum=ONE,
            maximum=Decimal(100),
            words=Words("Recommendations on a list", "每份推荐清单条数"),
        ),
    ),
)
