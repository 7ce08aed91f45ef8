"""Who may read and check the audit, and who sees the figures of programmes."""

from typing import Any

from jobs.queries.station_month import READERS as READERS_OF_STATIONS
from portal.queries.audit import READERS
from portal.queries.figures import READERS as READERS_OF_FIGURES
from stations.policies import holds


def can_read_audit(user: Any) -> bool:
    """Auditors and audit administrators, each within her own region."""
    return holds(user, *READERS)


def can_see_figures(user: Any) -> bool:
    """Readers of figures, and everybody who handles claims or money, each within her own region or station."""
    return holds(user, *READERS_OF_FIGURES)


def can_see_station_figures(user: Any) -> bool:
    """Whoever handles people's matters, each for her own station or region; readers of figures see sums."""
    return holds(user, *READERS_OF_STATIONS)
