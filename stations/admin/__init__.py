"""The administration of stations, staff and posts."""

from stations.admin import equipment, people, places
from stations.admin.site import site

__all__ = ["equipment", "people", "places", "site"]
