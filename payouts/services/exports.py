"""Taking a list out is recorded."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core import audit
from payouts.models import Batch
from payouts.queries import batch_sheet
from stations.models import User


@transaction.atomic
def write_batches(*, target: Any, batches: QuerySet[Batch], actor: User, filters: dict[str, str]) -> int:
    """The batches are in `target`, a binary file; who took how many out under which filters stands in the audit."""
    count = batch_sheet.write(target, batches)
    audit.record(actor, "batches.exported", actor, count=count, filters=filters)
    return count
