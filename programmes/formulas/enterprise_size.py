"""Size classes of enterprises (国统字〔2017〕213号): large, medium, small or micro by industry, staff, turnover, assets.

Whoever reaches every limit of a class that the industry names is in it, else one class further down; micro is who misses
any limit of the small class.
"""

from collections.abc import Mapping
from decimal import Decimal

from programmes.formulas.base import BadRules, Json, Unassessable
from programmes.formulas.declaration import Parameter, Table, Words
from programmes.formulas.people import OTHER_WORDS
from programmes.formulas.rulebook import Rulebook

INDUSTRIES: Mapping[str, Words] = {
    "agriculture": Words("Farming, forestry, animal husbandry, fishery", "农、林、牧、渔业"),
    "manufacturing": Words("Mining, manufacturing, utilities", "工业"),
    "construction": Words("Construction", "建筑业"),
    "wholesale": Words("Wholesale", "批发业"),
    "retail": Words("Retail", "零售业"),
    "transport": Words("Transport", "交通运输业"),
    "warehousing": Words("Storage", "仓储业"),
    "post": Words("Postal services", "邮政业"),
    "lodging": Words("Accommodation", "住宿业"),
    "catering": Words("Catering", "餐饮业"),
    "telecom": Words("Information transmission", "信息传输业"),
    "software": Words("Software and information technology", "软件和信息技术服务业"),
    "real_estate": Words("Real estate development", "房地产开发经营"),
    "property": Words("Property management", "物业管理"),
    "leasing": Words("Leasing and business services", "租赁和商务服务业"),
    "other": OTHER_WORDS,
}
MEASURES: Mapping[str, Words] = {
    "staff": Words("Staff (persons)", "从业人员（人）"),
    "turnover": Words("Turnover of the year (10,000 yuan)", "营业收入（万元）"),
    "assets": Words("Total assets (10,000 yuan)", "资产总额（万元）"),
}
CLASSES = ("large", "medium", "small")
MICRO = "micro"

_TEN_THOUSAND = 10_000

TABLE = Table(
    name="enterprise_size",
    words=Words("Size classes of enterprises", "大中小微型企业划分标准"),
    parameters=(
        Parameter(
            "size_limits",
            "table",
            words=Words("Lower limits of the classes", "划型下限"),
            columns=(
                Parameter("industry", "choice", choices=INDUSTRIES, words=Words("Industry", "行业")),
                Parameter("measure", "choice", choices=MEASURES, words=Words("Measure", "指标")),
                Parameter("large_from", "int", minimum=Decimal(1), words=Words("large from", "大型下限")),
                Parameter("medium_from", "int", minimum=Decimal(1), words=Words("medium from", "中型下限")),
                Parameter("small_from", "int", minimum=Decimal(1), words=Words("small from", "小型下限")),
            ),
        ),
    ),
)


class SizeTable:
    """One rule set's limits, read once, so that a million enterprises can be classed with it."""

    def __init__(self, content: Json) -> None:
        self._limits: dict[str, list[tuple[str, tuple[int, int, int]]]] = {}
        for row in Rulebook(content).rows("size_limits"):
            unit = 1 if row["measure"] == "staff" else _TEN_THOUSAND
            limits = (row["large_from"] * unit, row["medium_from"] * unit, row["small_from"] * unit)
            self._limits.setdefault(row["industry"], []).append((row["measure"], limits))

    def measures(self, industry: str) -> tuple[str, ...]:
        """What must be known to class an enterprise of that industry."""
        return tuple(measure for measure, _limits in self._of(industry))

    def size_of(
        self, *, industry: str, staff: int | None = None, turnover: Decimal | None = None, assets: Decimal | None = None
    ) -> str:
        """The class: large, medium, small or micro. Staff in persons, turnover of the year and total assets in yuan.

        Raises Unassessable naming the measure that the industry needs and nobody gave, or the unknown industry.
        """
        given = {"staff": staff, "turnover": turnover, "assets": assets}
        rank = 0
        for measure, limits in self._of(industry):
            value = given[measure]
            if value is None:
                raise Unassessable(f"{measure} is missing", measure, "missing")
            rank = max(rank, next((step for step, least in enumerate(limits) if value >= least), len(CLASSES)))
        return (*CLASSES, MICRO)[rank]

    def _of(self, industry: str) -> list[tuple[str, tuple[int, int, int]]]:
        found = self._limits.get(industry)
        if found:
            return found
        if industry in INDUSTRIES:
            raise BadRules([f"there are no limits for the industry {industry}"])
        raise Unassessable("this industry is not known", "industry")
