"""How far it is between two points, as Postgres reckons it."""

from typing import Any

from django.db.models import FloatField, Value
from django.db.models.functions import ASin, Cast, Cos, Power, Radians, Sin, Sqrt

EARTH_KM = 6371.0


def kilometres(latitude: float, longitude: float, to_latitude: str = "latitude", to_longitude: str = "longitude") -> Any:
    """The distance as the crow flies from a point in degrees to that of a row; NULL where the row has no position."""

    def number(value: float) -> Value:
        return Value(float(value), output_field=FloatField())

    north, east = Cast(to_latitude, FloatField()), Cast(to_longitude, FloatField())
    half_up = Power(Sin(Radians(north - number(latitude)) / 2.0), 2.0)
    half_over = Power(Sin(Radians(east - number(longitude)) / 2.0), 2.0)
    square = half_up + Cos(Radians(number(latitude))) * Cos(Radians(north)) * half_over
    return number(2 * EARTH_KM) * ASin(Sqrt(square), output_field=FloatField())
