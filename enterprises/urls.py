"""Pages of the registry: units, their accounts, agents, honours and lists, and files of insurance months."""

from django.urls import path

from enterprises.views import insurance, keeping, monitoring, units, work

app_name = "enterprises"

urlpatterns = [
    path("enterprises/", units.enterprise_list, name="enterprise_list"),
    path("enterprises/log/", units.enterprise_log, name="enterprise_log"),
    path("enterprises/check/", units.enterprise_check, name="enterprise_check"),
    path("enterprises/<int:pk>/", units.enterprise_show, name="enterprise_show"),
    path("enterprises/<int:pk>/history/", units.enterprise_history_list, name="enterprise_history_list"),
    path("enterprises/<int:pk>/edit/", units.enterprise_edit, name="enterprise_edit"),
    path("enterprises/<int:pk>/figures/", units.enterprise_figures, name="enterprise_figures"),
    path("enterprises/<int:pk>/reveal/", units.enterprise_reveal, name="enterprise_reveal"),
    path("enterprises/<int:pk>/account/", keeping.enterprise_account, name="enterprise_account"),
    path("enterprises/<int:pk>/agent/", keeping.enterprise_agent, name="enterprise_agent"),
    path("enterprises/<int:pk>/listing/", keeping.enterprise_listing, name="enterprise_listing"),
    path("enterprises/<int:pk>/at-work/", work.enterprise_work, name="enterprise_work"),
    path("enterprises/<int:pk>/staff/", monitoring.enterprise_staff, name="enterprise_staff"),
    path("staff-reports/", monitoring.staffreport_list, name="staffreport_list"),
    path("staff-reports/export/", monitoring.staffreport_export, name="staffreport_export"),
    path("work-reports/", work.workreport_list, name="workreport_list"),
    path("corporate-accounts/", keeping.corporateaccount_list, name="corporateaccount_list"),
    path("corporate-accounts/<int:pk>/", keeping.corporateaccount_show, name="corporateaccount_show"),
    path("corporate-accounts/<int:pk>/take-back/", keeping.corporateaccount_take_back, name="corporateaccount_take_back"),
    path("agents/<int:pk>/end/", keeping.agent_end, name="agent_end"),
    path("listings/<int:pk>/end/", keeping.listing_end, name="listing_end"),
    path("listings/<int:pk>/confirm/", keeping.listing_confirm, name="listing_confirm"),
    path("insurance-years/<int:pk>/declare/", keeping.year_declare, name="year_declare"),
    path("insurance/", insurance.insurance_list, name="insurance_list"),
    path("insurance/new/", insurance.insurance_new, name="insurance_new"),
    path("insurance/<int:pk>/", insurance.insurance_show, name="insurance_show"),
    path("insurance/<int:pk>/confirm/", insurance.insurance_confirm, name="insurance_confirm"),
    path("insurance/<int:pk>/refused/", insurance.insurance_refused, name="insurance_refused"),
]
