"""Terms of visits (走访与重点群体联系期限): whom a station looks after, and after how many days it calls again."""

from decimal import Decimal

from programmes.formulas.declaration import ONE, Parameter, Table, Words

_YEAR = Decimal(366)

#: Days between two meetings with a person, by why the station looks after her; the shortest counts.
EVERY = {
    "hard": Words("Days between visits: hard to employ", "联系间隔：就业困难人员（天）"),
    "group": Words("Days between visits: other key groups", "联系间隔：其他重点群体（天）"),
    "unemployed": Words("Days between visits: long registered unemployed", "联系间隔：长期登记失业（天）"),
    "benefit": Words("Days between visits: benefit ends soon", "联系间隔：失业保险待遇即将期满（天）"),
    "fell_out": Words("Days between visits: lost a job", "联系间隔：近期离职（天）"),
}
#: When one of the last three reasons holds.
WHEN = {
    "unemployed_days": Words("Days registered unemployed that count as long", "登记失业满多少天列入联系"),
    "benefit_days": Words("Days before the end of a benefit", "待遇期满前多少天列入联系"),
    "fell_out_days": Words("Days after the end of a job", "离职后多少天内列入联系"),
}

TABLE = Table(
    name="visit_terms",
    words=Words("Terms of visits", "走访联系期限"),
    parameters=(
        *(Parameter(f"every_{name}", "int", minimum=ONE, maximum=_YEAR, words=words) for name, words in EVERY.items()),
        *(Parameter(name, "int", minimum=ONE, maximum=_YEAR * 2, words=words) for name, words in WHEN.items()),
        Parameter("retry_days", "int", minimum=ONE, maximum=_YEAR, words=Words(
            "Days until somebody who was not met is called on again", "走访未遇后多少天再访"
        )),
    ),
)  # fmt: skip
