"""Terms of what a job station offers (服务站服务期限与目录): what the bureau decides, dated and published like the law.

Where the law names a longest or shortest term, the declaration holds it as the limit: a bureau may promise its people
more than the law asks, never less.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from programmes.formulas.declaration import ONE, Parameter, Table, Words

#: Acceptance within five working days (劳动和社会保障部令第25号 art. 18), inspection within sixty (劳动保障监察条例 art. 17),
#: mediation within fifteen days (劳动争议调解仲裁法 art. 14).
ACCEPT_WORKING_DAYS, INSPECT_WORKING_DAYS, MEDIATION_DAYS = 5, 60, 15
#: The payroll book of rural migrant workers is kept for three years at least (保障农民工工资支付条例 art. 15).
BOOK_MONTHS = 36

#: What can be ordered on demand, and by whom.
SERVICES: Mapping[str, Words] = {
    "expert": Words("Expert service", "专家服务"),
    "roving": Words("Roving service by appointment", "预约式巡回服务"),
    "mediation": Words("Advice on labour disputes", "劳动纠纷咨询调解"),
    "mentoring": Words("Start-up advice by a mentor", "创业导师咨询"),
    "volunteer": Words("Help of a volunteer", "志愿者帮办"),
    "demand": Words("Demand of an enterprise", "企业诉求"),
}
ORDERERS: Mapping[str, Words] = {
    "for_residents": Words("residents", "居民"),
    "for_units": Words("units", "单位"),
    "for_bodies": Words("grassroots bodies", "基层组织"),
}


def _days(name: str, en: str, zh: str, most: int, least: int = 1) -> Parameter:
    return Parameter(name, "int", minimum=Decimal(least), maximum=Decimal(most), words=Words(en, zh))


TABLE = Table(
    name="station_terms",
    words=Words("Terms and services of a station", "服务站服务期限与目录"),
    parameters=(
        _days(
            "arrears_accept_working_days", "Wage arrears: working days to say whether the matter is taken on",
            "欠薪：答复是否受理的承诺时限（工作日）", ACCEPT_WORKING_DAYS,
        ),
        _days(
            "arrears_promise_working_days", "Wage arrears: working days within which a matter shall be at its end",
            "欠薪：办结的承诺时限（工作日）", INSPECT_WORKING_DAYS,
        ),
        _days("arrears_mediation_days", "Wage arrears: days for mediation", "欠薪：调解期限（天）", MEDIATION_DAYS),
        Parameter(
            "arrears_warn_percent", "int", minimum=Decimal(50), maximum=Decimal(99),
            words=Words("Wage arrears: share of a term after which the list warns (%)", "欠薪：期限过多少时黄灯预警（%）"),
        ),
        _days("hostel_free_days", "Days that a person sleeps free in hostels", "青创驿站每人免费天数（天）", 90, 0),
        _days(
            "staff_report_day", "Day of the next month on which a missing staff report is reminded of",
            "次月几日起提醒未报监测数据", 28,
        ),
        _days(
            "visitor_days", "Days after an event for which names and numbers of visitors are kept",
            "活动结束后来访者姓名和手机号码的保存天数（天）", 1098, 7,
        ),
        Parameter(
            "piece_book_months", "int", minimum=Decimal(BOOK_MONTHS), maximum=Decimal(600),
            words=Words("Months for which the book of piece work is kept", "计件台账保存月数（月）"),
        ),
        Parameter(
            "arrivals_a_minute", "int", minimum=Decimal(10), maximum=Decimal(10_000),
            words=Words("Check-ins by telephone at one event in a minute, at most", "单场活动每分钟自助签到上限（人次）"),
        ),
        Parameter(
            "arrivals_a_device", "int", minimum=ONE, maximum=Decimal(1000),
            words=Words("Check-ins from one telephone in an hour, at most", "同一部手机每小时自助签到上限（次）"),
        ),
        Parameter(
            "services", "table", words=Words("Services on demand", "点单服务目录"),
            row=Words(
                "%(service)s: residents %(for_residents)s, units %(for_units)s, grassroots bodies %(for_bodies)s",
                "%(service)s：居民%(for_residents)s，单位%(for_units)s，基层组织%(for_bodies)s",
            ),
            columns=(
                Parameter("service", "choice", choices=SERVICES, words=Words("Service", "服务")),
                *(Parameter(name, "bool", words=words) for name, words in ORDERERS.items()),
            ),
        ),
    ),
)  # fmt: skip


def _first(value: Any) -> dict[str, Any]:
    return {"value": value, "basis": "门户初始参数"}


#: The first figures of the portal, where no rules are published (a test holds them equal to the shipped file).
FIRST: dict[str, Any] = {
    "parameters": {
        "arrears_accept_working_days": _first(ACCEPT_WORKING_DAYS),
        "arrears_promise_working_days": _first(INSPECT_WORKING_DAYS),
        "arrears_mediation_days": _first(MEDIATION_DAYS),
        "arrears_warn_percent": _first(80),
        "hostel_free_days": _first(5),
        "staff_report_day": _first(10),
        "visitor_days": _first(90),
        "piece_book_months": _first(BOOK_MONTHS),
        "arrivals_a_minute": _first(300),
        "arrivals_a_device": _first(10),
        "services": _first(
            [
                {"service": "expert", "for_residents": False, "for_units": True, "for_bodies": True},
                {"service": "roving", "for_residents": True, "for_units": True, "for_bodies": True},
                {"service": "mediation", "for_residents": True, "for_units": True, "for_bodies": False},
                {"service": "mentoring", "for_residents": True, "for_units": True, "for_bodies": False},
                {"service": "volunteer", "for_residents": True, "for_units": False, "for_bodies": True},
                {"service": "demand", "for_residents": False, "for_units": True, "for_bodies": False},
            ]
        ),
    }
}
