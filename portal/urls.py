"""Where every page hangs. Each is closed to the public unless its view says otherwise."""

from django.urls import include, path

from portal.views import health_show, workbench

app_name = "portal"

pages = [
    path("", workbench, name="workbench"),
    path("health/", health_show, name="health_show"),
]

urlpatterns = [
    path("", include((pages, "portal"))),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("stations.urls")),
    path("", include("cases.urls")),
    path("", include("programmes.urls")),
    path("", include("ledger.urls")),
    path("", include("payouts.urls")),
    path("", include("notices.urls")),
]
