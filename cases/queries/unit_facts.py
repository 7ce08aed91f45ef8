"""What the portal knows of an enterprise, each fact under the name that the programmes give it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enterprises.models import Enterprise


@dataclass
class UnitLook:
    """One enterprise looked at for one programme; what several facts need is read once."""

    enterprise: Enterprise
    scheme: str
    told: dict[str, Any]


#: Fact by fact; JSON values.
LOOKUPS: dict[str, Callable[[UnitLook], Any]] = {
    "unit_type": lambda look: look.enterprise.unit_type,
}
