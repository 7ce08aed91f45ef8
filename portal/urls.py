"""Where every page hangs. Each is closed to the public unless its view says otherwise."""

from django.urls import include, path

from portal.views.audit import audit_check, audit_export, audit_list
from portal.views.claim_state import claim_state_ask, claim_state_code, claim_state_show
from portal.views.drafts import draft_unlock
from portal.views.figures import figures_export, figures_list, figures_show
from portal.views.health import health_show
from portal.views.labour import labour_show
from portal.views.preferences import preference_edit, preference_set
from portal.views.station_figures import stationfigures_export, stationfigures_list, stationmonth_show
from portal.views.workbench import workbench
from stations.admin.site import site

app_name = "portal"

pages = [
    path("", workbench, name="workbench"),
    path("audit/", audit_list, name="audit_list"),
    path("audit/export/", audit_export, name="audit_export"),
    path("audit/check/", audit_check, name="audit_check"),
    path("labour/", labour_show, name="labour_show"),
    path("figures/", figures_list, name="figures_list"),
    path("figures/programme/", figures_show, name="figures_show"),
    path("figures/export/", figures_export, name="figures_export"),
    path("figures/stations/", stationfigures_list, name="stationfigures_list"),
    path("figures/stations/export/", stationfigures_export, name="stationfigures_export"),
    path("stations/<str:code>/month/", stationmonth_show, name="stationmonth_show"),
    path("drafts/key/", draft_unlock, name="draft_unlock"),
    path("preferences/", preference_edit, name="preference_edit"),
    path("preferences/set/", preference_set, name="preference_set"),
    path("public/claim-state/", claim_state_ask, name="claim_state_ask"),
    path("public/claim-state/code/", claim_state_code, name="claim_state_code"),
    path("public/claim-state/shown/", claim_state_show, name="claim_state_show"),
    path("health/", health_show, name="health_show"),
]

urlpatterns = [
    path("", include((pages, "portal"))),
    path("admin/", site.urls),
    path("", include("stations.urls")),
    path("", include("enterprises.urls")),
    path("", include("cases.urls")),
    path("", include("programmes.urls")),
    path("", include("ledger.urls")),
    path("", include("jobs.urls")),
    path("", include("payouts.urls")),
    path("", include("notices.urls")),
]
