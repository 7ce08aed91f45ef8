"""Pages of providers."""

from django.urls import path

from jobs.views import providers

urlpatterns: list = [
    path("providers/", providers.provider_list, name="provider_list"),
    path("providers/log/", providers.provider_log, name="provider_log"),
    path("providers/<int:pk>/", providers.provider_show, name="provider_show"),
]
