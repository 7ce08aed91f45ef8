"""Pages that everybody may open without signing in; and what the planner makes of where stations are."""

from django.urls import path

from jobs.views import coverage, public, public_check, public_policies

urlpatterns: list = [
    path("public/", public.public_home, name="public_home"),
    path("public/stations/", public.station_find, name="station_find"),
    path("public/stations/<slug:code>/", public.station_visit, name="station_visit"),
    path("public/check/", public_check.check_begin, name="check_begin"),
    path("public/check/<slug:group>/", public_check.check_about, name="check_about"),
    path("public/check/<slug:group>/answer/", public_check.check_answer, name="check_answer"),
    path("public/policies/", public_policies.policy_list, name="policy_list"),
    path("public/policies/<slug:scheme>/", public_policies.policy_show, name="policy_show"),
    path("coverage/", coverage.coverage_show, name="coverage_show"),
]
