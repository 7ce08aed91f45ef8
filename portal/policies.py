"""Who may read and check the audit."""

from typing import Any

from portal.queries.audit import READERS
from stations.policies import holds


def can_read_audit(user: Any) -> bool:
    """Auditors and audit administrators, each within her own region."""
    return holds(user, *READERS)
