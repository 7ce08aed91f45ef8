"""Facts and words about a person that several programmes share, so that they are called the same everywhere."""

from decimal import Decimal

from programmes.formulas.declaration import ONE, Bar, Condition, Exclusive, Fact, Parameter, Words
from programmes.formulas.units import MONTHS

#: What the public check takes for given: the day on which somebody asks.
TODAY = "today"

SEX = Fact(
    "sex",
    "choice",
    "register",
    choices={"male": Words("Male", "男"), "female": Words("Female", "女")},
    words=Words("Sex", "性别"),
)
BORN_ON = Fact("born_on", "date", "register", words=Words("Born on", "出生日期"))
REGISTERED_ON = Fact(
    "registered_on", "date", "register", nullable=True, words=Words("Registered as unemployed on", "失业登记日期")
)
DRAWING_BENEFIT = Fact(
    "drawing_benefit", "bool", "computed", words=Words("Is drawing unemployment benefit", "正在领取失业保险金")
)
RETIRES_AT_55 = Fact(
    "retires_at_55",
    "bool",
    words=Words("A woman whose retirement age was 55 before 2025", "女性原法定退休年龄为55周岁（管理、技术岗位）"),
    help=Words("No for men and for women who retired at 50", "男性及原退休年龄为50周岁的女性选“否”"),
)
CONTRIBUTION_MONTHS = Fact(
    "contribution_months",
    "int",
    minimum=0,
    words=Words("Months of unemployment premiums paid", "累计缴纳失业保险费月数"),
    unit=MONTHS,
)
APPLIED_ON = Fact("applied_on", "date", "computed", words=Words("Applied on", "申请日期"))
GRADUATED_ON = Fact("graduated_on", "date", words=Words("Graduated on", "毕业日期"))
LEAST_CONTRIBUTION_MONTHS = Parameter(
    "least_contribution_months", "int", minimum=ONE, words=Words("Least months of premiums", "最低缴费月数")
)
WAGE_CLASS = Parameter(
    "wage_class",
    "int",
    minimum=ONE,
    maximum=Decimal(3),
    words=Words("Class of the minimum wage that is the base", "计发基数的最低工资类别"),
)

GRADUATE = Words("Graduate", "高校毕业生")
#: A programme that has this figure stops with a job (社会保险法 art. 51): who is hired draws it no more from that month on.
HIRE_MONTH_PAID = Parameter("hire_month_paid", "bool", words=Words("The month of the hire is still paid", "就业当月待遇是否照发"))

RECOGNISED = Fact(
    "recognised_hard_to_employ",
    "bool",
    "register",
    words=Words("Recognised as hard to employ", "已认定为就业困难人员"),
)
OWN_ACCOUNT = Words("the applicant's own bank account", "申请人本人银行账户")

GROUP_WORDS = Words("Group the person belongs to", "人员类别")
OTHER_WORDS = Words("None of these", "其他")

PAID_FOR_A_YEAR = Condition("contribution_months", Words("Premiums paid for at least a year", "缴费满一年"))
IN_A_GROUP = Condition("group", Words("Belongs to a group that is supported", "属于扶持对象"))
DRAWS_BENEFIT = Condition("drawing_benefit", Words("Is drawing unemployment benefit", "正在领取失业保险金"))

LIVING_BENEFIT = Exclusive(
    "living_benefit",
    Words("No other living benefit for the same months", "同一月份未享受其他失业保险生活待遇"),
    "months",
)
SOCIAL_INSURANCE_SUBSIDY = Exclusive(
    "social_insurance_subsidy",
    Words("No other social insurance subsidy for the same months", "同一月份未享受其他社会保险补贴"),
    "months",
)
HIRED_SINCE = Fact(
    "hired_since",
    "bool",
    "register",
    optional=True,
    words=Words(
        "Hired since the registration, as the hire records or an employer's list have it",
        "失业登记后已被招用（用工登记或用人单位补贴名单）",
    ),
)
PENSION_DRAWN = Fact(
    "pension_drawn",
    "bool",
    "register",
    optional=True,
    words=Words("An earlier benefit ended because a pension is drawn", "此前待遇因享受基本养老保险待遇停发"),
)
NOT_HIRED = Bar("hired_since", Words("Not in employment again", "未重新就业"))
NO_PENSION_DRAWN = Bar("pension_drawn", Words("Draws no basic pension", "未享受基本养老保险待遇"))
