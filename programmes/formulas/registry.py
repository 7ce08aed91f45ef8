"""Every scheme and every dated table by its name."""

from typing import Any

from programmes.formulas import minimum_wage, unemployment_benefit
from programmes.formulas.base import Scheme, Table, Unassessable

SCHEMES: dict[str, Scheme] = {each.name: each for each in (unemployment_benefit.SCHEME,)}
TABLES: dict[str, Table] = {each.name: each for each in (minimum_wage.TABLE,)}


def scheme(name: Any) -> Scheme:
    """The scheme of that name; raises Unassessable where the portal has no formula for it."""
    found = SCHEMES.get(name) if isinstance(name, str) else None
    if found is None:
        raise Unassessable("this scheme is not known", "scheme", "unknown_scheme")
    return found


def declared(name: str) -> Scheme | Table | None:
    """The scheme or the dated table whose rule sets carry that name, if there is one."""
    return SCHEMES.get(name) or TABLES.get(name)
