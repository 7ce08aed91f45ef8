"""Every scheme and every dated table by its name."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from programmes.formulas import (
    enterprise_size,
    matching_weights,
    minimum_wage,
    placement_terms,
    schemes,
    station_reach,
    station_terms,
    visit_terms,
)
from programmes.formulas.base import Unassessable
from programmes.formulas.declaration import Scheme, Table


def _declared_schemes() -> dict[str, Scheme]:
    modules = [import_module(f"{schemes.__name__}.{found.name}") for found in iter_modules(schemes.__path__)]
    every = [each for module in modules for each in getattr(module, "SCHEMES", None) or (module.SCHEME,)]
    return {each.name: each for each in every}


#: The programmes: each file of `schemes` declares one as SCHEME, or a family that shares a formula as SCHEMES.
SCHEMES: dict[str, Scheme] = _declared_schemes()
TABLES: dict[str, Table] = {
    each.name: each
    for each in (
        minimum_wage.TABLE,
        enterprise_size.TABLE,
        matching_weights.TABLE,
        placement_terms.TABLE,
        visit_terms.TABLE,
        station_reach.TABLE,
        station_terms.TABLE,
    )
}


def scheme(name: Any) -> Scheme:
    """The scheme of that name; raises Unassessable where the portal has no formula for it."""
    found = SCHEMES.get(name) if isinstance(name, str) else None
    if found is None:
        raise Unassessable("this scheme is not known", "scheme", "unknown_scheme")
    return found


def declared(name: str) -> Scheme | Table | None:
    """The scheme or the dated table whose rule sets carry that name, if there is one."""
    return SCHEMES.get(name) or TABLES.get(name)
