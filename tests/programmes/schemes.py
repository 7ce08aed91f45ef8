"""Assessing by the shipped law, with some facts of a good case replaced."""

from datetime import date

from programmes import formulas
from programmes.services import lawfiles

ON = date(2026, 11, 20)
REGION = "150102"


def rules(scheme, **values):
    """The shipped content, with some figures replaced."""
    content = lawfiles.in_force(scheme, REGION, ON).content
    parameters = {name: dict(entry) for name, entry in content["parameters"].items()}
    for name, value in values.items():
        parameters[name]["value"] = value
    return {**content, "parameters": parameters}


def assessor(scheme, good):
    """A function that assesses `good` with the facts given to it; `law` replaces figures."""

    def assess(law=None, on=ON, **facts):
        return formulas.assess(
            scheme=scheme, on=on, facts={**good, **facts}, rules=rules(scheme, **(law or {})), wages=lawfiles.wages(REGION)
        )

    return assess
