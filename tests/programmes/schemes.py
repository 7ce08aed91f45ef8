"""Assessing by the shipped law, with some facts of a good case replaced."""

from datetime import date

from programmes import formulas
from programmes.services import lawfiles

ON = date(2026, 11, 20)
REGION = "150102"


def rules(scheme, region=REGION, on=ON, **values):
    """The shipped content of a place and day, with some figures replaced."""
    content = lawfiles.in_force(scheme, region, on).content
    parameters = {name: dict(entry) for name, entry in content["parameters"].items()}
    for name, value in values.items():
        parameters[name]["value"] = value
    return {**content, "parameters": parameters}


def assessor(scheme, good, region=REGION, since=ON):
    """A function that assesses `good` with the facts given to it by the law of a place and day; `law` replaces figures."""

    def assess(law=None, on=since, **facts):
        content = rules(scheme, region, since, **(law or {}))
        return formulas.assess(scheme=scheme, on=on, facts={**good, **facts}, rules=content, wages=lawfiles.wages(region))

    return assess
