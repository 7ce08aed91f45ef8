"""Who keeps the list of providers."""

from typing import Any

from jobs.models import Provider
from stations.policies import holds
from stations.states import Role

KEEPERS = (Role.STATION, Role.ACCEPTANCE, Role.FIRST_CHECK)


def can_log(user: Any) -> bool:
    """Log a provider in a place of one's own posts."""
    return holds(user, *KEEPERS)


def can_edit(user: Any, provider: Provider) -> bool:
    """Change what is known of the provider, and end the service."""
    return holds(user, *KEEPERS, region_code=provider.region_code, station_id=provider.station_id)
