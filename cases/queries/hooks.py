"""What higher apps know that bears on a claim, so that the arrows keep pointing down: the settings of the roof name them.

`CASE_FACT_HINTS` lists functions `(applicant, scheme) -> (facts, beside)`: facts that the form of a new claim begins with, and
words beside the fields, by the names of the facts.
"""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from cases.models import Resident
from enterprises.models import Enterprise


def fact_hints(applicant: Resident | Enterprise, scheme: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Everything that the functions of the settings say, put together."""
    facts: dict[str, Any] = {}
    beside: dict[str, str] = {}
    for path in settings.CASE_FACT_HINTS:
        known, words = import_string(path)(applicant, scheme)
        facts |= known
        beside |= words
    return facts, beside
