"""The short address of a device, as it is typed into a screen once."""

from django.urls import path

from jobs.views import devices

urlpatterns: list = [
    path("d/<slug:code>/", devices.device_open, name="device_open"),
    path("d/<slug:code>/seen/", devices.device_seen, name="device_seen"),
]
