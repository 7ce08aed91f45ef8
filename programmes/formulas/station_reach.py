"""How far a station reaches on foot: the circle that the plan for stations speaks of (15分钟就业服务圈)."""

from decimal import Decimal

from programmes.formulas.declaration import ONE, Parameter, Table, Words
from programmes.formulas.rulebook import Rulebook

_MINUTES_AN_HOUR, _METRES_A_KM = 60, 1000

TABLE = Table(
    name="station_reach",
    words=Words("Reach of a station on foot", "服务站步行服务半径"),
    parameters=(
        Parameter(
            "walking_minutes", "int", minimum=ONE, maximum=Decimal(120), words=Words("Minutes on foot", "步行时间（分钟）")
        ),
        Parameter(
            "walking_metres_an_hour",
            "int",
            minimum=Decimal(1000),
            maximum=Decimal(10_000),
            words=Words("Metres walked in an hour", "步行速度（米/小时）"),
        ),
    ),
)


def reach_km(rules: Rulebook) -> float:
    """The radius of the circle in kilometres, as the crow flies."""
    minutes, speed = rules.integer("walking_minutes"), rules.integer("walking_metres_an_hour")
    return minutes * speed / _MINUTES_AN_HOUR / _METRES_A_KM
