"""Terms of placement (就业服务期限): how long a wish stands, when whoever was hired is asked after (暖心跟踪)."""

from decimal import Decimal

from programmes.formulas.declaration import ONE, Parameter, Table, Words

_YEAR = Decimal(366)

FOLLOW_UPS = ("follow_up_first", "follow_up_second", "follow_up_third")

TABLE = Table(
    name="placement_terms",
    words=Words("Terms of placement", "就业服务期限"),
    parameters=(
        Parameter("wish_days", "int", minimum=ONE, maximum=_YEAR, words=Words("Days that a wish stands", "求职意向有效天数")),
        Parameter("request_days", "int", minimum=ONE, maximum=_YEAR, words=Words(
            "Days after which a sign-up that nobody took up is forgotten", "自助登记未处理的保存天数"
        )),
        *(
            Parameter(name, "int", minimum=ONE, maximum=_YEAR, words=Words(
                f"Days after the hire: {en} follow-up", f"入职后第{zh}次跟踪（天）"
            ))
            for name, en, zh in zip(FOLLOW_UPS, ("first", "second", "third"), "一二三", strict=True)
        ),
    ),
)  # fmt: skip
