"""What the enterprise register knows of a unit, in the words and under the names that every programme shares."""

from collections.abc import Mapping

from programmes.formulas.declaration import Condition, Exclusive, Fact, Parameter, Words

UNIT_TYPES: Mapping[str, Words] = {
    "enterprise": Words("Enterprise", "企业"),
    "social_organisation": Words("Social organisation", "社会团体"),
    "foundation": Words("Foundation", "基金会"),
    "social_service_body": Words("Social service body", "社会服务机构"),
    "law_firm": Words("Law firm", "律师事务所"),
    "accounting_firm": Words("Accounting firm", "会计师事务所"),
    "sole_trader": Words("Sole trader insured as a unit", "以单位形式参保的个体工商户"),
}

SIZES: Mapping[str, Words] = {
    "large": Words("Large", "大型"),
    "medium": Words("Medium", "中型"),
    "small": Words("Small", "小型"),
    "micro": Words("Micro", "微型"),
}

#: Insurance lines whose premiums units pay.
LINES: Mapping[str, Words] = {
    "pension": Words("Pension insurance", "基本养老保险"),
    "injury": Words("Work injury insurance", "工伤保险"),
    "unemployment": Words("Unemployment insurance", "失业保险"),
}

#: The fund behind each line: what was paid into one is paid back from it (社会保险法 art. 64: accounts kept apart).
LINE_FUNDS: Mapping[str, str] = {"pension": "PI", "injury": "WI", "unemployment": "UI"}

PERSONS = Words("persons", "人")
MONTHS = Words("months", "个月")
YUAN = Words("yuan", "元")
YEARS = Words("years", "年")

UNIT_TYPE = Fact("unit_type", "choice", "register", choices=UNIT_TYPES, words=Words("Kind of unit", "单位类型"))
SIZE = Fact("size", "choice", "register", choices=SIZES, words=Words("Size class", "企业划型"))
MONTHS_PAID_IN_FULL = Fact(
    "months_paid_in_full",
    "int",
    "register",
    minimum=0,
    unit=MONTHS,
    words=Words("Months of unemployment premiums paid in full", "足额缴纳失业保险费月数"),
)
INSURED_STAFF = Fact("insured_staff", "int", "register", minimum=0, unit=PERSONS, words=Words("Insured staff", "参保职工人数"))
LAID_OFF = Fact("laid_off", "int", "register", minimum=0, unit=PERSONS, words=Words("Laid off last year", "上年度裁员人数"))
STAFF_YEAR_END = Fact(
    "staff_year_end", "int", "register", minimum=0, unit=PERSONS, words=Words("Staff at the end of last year", "上年末职工人数")
)
SERIOUS_VIOLATION = Fact(
    "serious_violation", "bool", "register", words=Words("On the list of serious violations of trust", "列入严重违法失信名单")
)
ZOMBIE_LIST = Fact("zombie_list", "bool", "register", words=Words("On the list of zombie enterprises", "列入“僵尸企业”名单"))
ENVIRONMENT_OK = Fact(
    "environment_ok", "bool", "register", words=Words("Meets the environmental policy of the place", "符合当地环保政策")
)
PREMIUM_PAID = Fact(
    "premium_paid",
    "decimal",
    "register",
    unit=YUAN,
    words=Words("Unemployment premiums of last year, paid in that year", "上年度实际缴纳当年度失业保险费"),
    help=Words(
        "Unit and staff together; without arrears of earlier years and without waived premiums.",
        "含单位和职工缴费；不含补缴以前年度的欠费和减免的费款。",
    ),
)

IS_SME = Condition("size", Words("Of a size that is supported", "属于扶持的企业划型"))
SIZES_SUPPORTED = Parameter("eligible_sizes", "choices", choices=SIZES, words=Words("Sizes that are supported", "扶持的企业划型"))

IN_TIME = Condition("in_time", Words("The measure is still open", "在政策执行期内"))
OPEN_UNTIL = Parameter("open_until", "date", words=Words("Open until", "执行截止日"))

NO_VIOLATION = Condition("serious_violation", Words("Not on the list of serious violations of trust", "未列入严重违法失信名单"))
NO_ZOMBIE = Condition("zombie_list", Words("Not on the list of zombie enterprises", "未列入“僵尸企业”名单"))

ONCE_PER_PERSON = Condition("once_per_person", Words("Nothing was paid for this person before", "该人员未被重复享受"))
PERSON_PAID_BEFORE = Fact(
    "person_paid_before", "bool", "computed", listed=True, words=Words("Paid for this person before", "该人员曾被申领过补助")
)
HIRED_ON = Fact("hired_on", "date", "register", listed=True, words=Words("Hired on", "招用日期"))

TO_THE_UNIT = Words("the unit's account", "单位对公账户")
HIRING_OR_ABSORPTION = Exclusive(
    "hiring_or_absorption",
    Words("Nothing paid for this person before, whichever of the two", "该人员未享受过扩岗补助或吸纳就业补贴"),
    "ever",
    "listed",
)
