"""The administration of stations, staff and posts."""

from stations.admin import people, places
from stations.admin.site import site

__all__ = ["people", "places", "site"]
