"""Pages of wage arrears; those under `public/` are open to everybody.

The address in a text message is on a lock screen: it says nothing of what it is about.
"""

from django.urls import path

from jobs.views import arrears, arrears_public, arrears_reveal, arrears_steps

urlpatterns: list = [
    path("public/arrears/", arrears_public.arrears_welcome, name="arrears_welcome"),
    path("public/arrears/report/", arrears_public.arrears_report, name="arrears_report"),
    path("public/arrears/helper/", arrears_public.arrears_call, name="arrears_call"),
    path("public/arrears/receipt/", arrears_public.arrears_receipt, name="arrears_receipt"),
    path("public/arrears/state/", arrears_public.arrears_state, name="arrears_state"),
    path("m/<uuid:token>/", arrears_public.matter_open, name="matter_open"),
    path("arrears/", arrears.arrears_list, name="arrears_list"),
    path("arrears/new/", arrears.arrears_enter, name="arrears_enter"),
    path("arrears/export/", arrears.arrears_export, name="arrears_export"),
    path("arrears/figures/", arrears.arrears_figures, name="arrears_figures"),
    path("arrears/poster/", arrears.arrears_poster, name="arrears_poster"),
    path("arrears/<int:pk>/", arrears.arrears_show, name="arrears_show"),
    path("arrears/<int:pk>/reveal/", arrears_reveal.arrears_reveal, name="arrears_reveal"),
    path("arrears/<int:pk>/move/<slug:step>/", arrears_steps.arrears_move, name="arrears_move"),
    path("arrears-files/<int:pk>/", arrears_steps.arrears_open, name="arrears_open"),
    path("arrears-payments/<int:pk>/void/", arrears_steps.arrears_void, name="arrears_void"),
]
