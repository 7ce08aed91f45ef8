"""Taking a list out is recorded."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from core import audit
from programmes.queries import unsure
from stations.models import User


@transaction.atomic
def write_doubts(*, target: Any, doubts: Sequence[unsure.Doubt], actor: User, filters: dict[str, str]) -> int:
    """The open questions are in `target`, a binary file; who took how many out under which filters stands in the audit."""
    count = unsure.write(target, doubts)
    audit.record(actor, "unsure.exported", actor, count=count, filters=filters)
    return count
