"""What of the administration needs to see more than one app: stations together with the work that they hold."""

from django.contrib import admin

from stations.admin.places import StationAdmin
from stations.admin.site import site
from stations.models import Station


@admin.register(Station, site=site)
class StationWithWorkAdmin(StationAdmin):
    """Stations of the own region."""
