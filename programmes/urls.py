"""The pages of programmes."""

from django.urls import path

from programmes.views.drafts import (
    ruleset_edit,
    ruleset_new,
    ruleset_propose,
    ruleset_take_back,
    ruleset_upload,
    ruleset_withdraw,
)
from programmes.views.holidays import holiday_list
from programmes.views.measures import measure_list, wageclass_list
from programmes.views.publication import ruleset_publish
from programmes.views.rulesets import ruleset_download, ruleset_list, ruleset_show
from programmes.views.unsure import unsure_export, unsure_list

app_name = "programmes"
urlpatterns = [
    path("rules/", ruleset_list, name="ruleset_list"),
    path("rules/upload/", ruleset_upload, name="ruleset_upload"),
    path("rules/<int:pk>/", ruleset_show, name="ruleset_show"),
    path("rules/<int:pk>/download/", ruleset_download, name="ruleset_download"),
    path("rules/<int:pk>/new/", ruleset_new, name="ruleset_new"),
    path("rules/<int:pk>/edit/", ruleset_edit, name="ruleset_edit"),
    path("rules/<int:pk>/propose/", ruleset_propose, name="ruleset_propose"),
    path("rules/<int:pk>/take-back/", ruleset_take_back, name="ruleset_take_back"),
    path("rules/<int:pk>/withdraw/", ruleset_withdraw, name="ruleset_withdraw"),
    path("rules/<int:pk>/publish/", ruleset_publish, name="ruleset_publish"),
    path("rules/open-questions/", unsure_list, name="unsure_list"),
    path("rules/open-questions/export/", unsure_export, name="unsure_export"),
    path("rules/measures/", measure_list, name="measure_list"),
    path("rules/wage-classes/", wageclass_list, name="wageclass_list"),
    path("calendar/", holiday_list, name="holiday_list"),
]
