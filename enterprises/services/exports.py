"""Taking a list out is recorded."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core import audit
from enterprises.models import Enterprise
from enterprises.queries import monitoring
from stations.models import User


@transaction.atomic
def write_reports(*, target: Any, firms: QuerySet[Enterprise], month: date, actor: User, filters: dict[str, str]) -> int:
    """The sample firms of the month are in `target`, a binary file; who took how many out, how filtered, is in the audit."""
    count = monitoring.write(target, firms, month)
    audit.record(actor, "staffreports.exported", actor, month=f"{month:%Y-%m}", count=count, filters=filters)
    return count
