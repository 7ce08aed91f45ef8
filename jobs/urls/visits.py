"""Pages of visits, of rounds, and of people looked after."""

from django.urls import path

from jobs.views import care, rounds, visits, visits_files, visits_steps

urlpatterns = [
    path("visits/", visits.visit_list, name="visit_list"),
    path("visits/export/", visits.visit_export, name="visit_export"),
    path("visits/<int:pk>/", visits.visit_show, name="visit_show"),
    path("visits/<int:pk>/record/", visits_steps.visit_record, name="visit_record"),
    path("visits/<int:pk>/note/", visits_steps.visit_note, name="visit_note"),
    path("visits/<int:pk>/replan/", visits_steps.visit_replan, name="visit_replan"),
    path("visits/<int:pk>/drop/", visits_steps.visit_drop, name="visit_drop"),
    path("visits/<int:pk>/photos/", visits_files.visit_photo, name="visit_photo"),
    path("visit-photos/<int:pk>/", visits_files.visitphoto_open, name="visitphoto_open"),
    path("visit-rounds/", rounds.visitround_list, name="visitround_list"),
    path("visit-rounds/plan/", rounds.visitround_plan, name="visitround_plan"),
    path("visit-rounds/<int:pk>/", rounds.visitround_show, name="visitround_show"),
    path("residents/<int:pk>/visit/", visits_steps.resident_visit, name="resident_visit"),
    path("residents/<int:pk>/visits/", visits.resident_visits, name="resident_visits"),
    path("enterprises/<int:pk>/visit/", visits_steps.enterprise_visit, name="enterprise_visit"),
    path("care/", care.care_list, name="care_list"),
    path("care/export/", care.care_export, name="care_export"),
]
