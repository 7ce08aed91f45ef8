"""Pages of a resident: the desk, two-person changes, intake workbooks."""

from django.urls import path

from cases.views import imports, residents, residents_changes, residents_edit, residents_log, residents_reveal

urlpatterns = [
    path("residents/", residents.resident_list, name="resident_list"),
    path("residents/find/", residents.resident_find, name="resident_find"),
    path("residents/log/", residents_log.resident_log, name="resident_log"),
    path("residents/check/", residents_log.resident_check, name="resident_check"),
    path("residents/communities/", residents_log.community_suggest, name="community_suggest"),
    path("residents/<int:pk>/", residents.resident_show, name="resident_show"),
    path("residents/<int:pk>/history/", residents.resident_history_list, name="resident_history_list"),
    path("residents/<int:pk>/edit/", residents_edit.resident_edit, name="resident_edit"),
    path("residents/<int:pk>/reveal/", residents_reveal.resident_reveal, name="resident_reveal"),
    path("residents/<int:pk>/register/", residents_edit.resident_register, name="resident_register"),
    path("registrations/<int:pk>/end/", residents_edit.registration_end, name="registration_end"),
    path("residents/<int:pk>/marry/", residents_edit.resident_marry, name="resident_marry"),
    path("residents/<int:pk>/unmarry/", residents_edit.resident_unmarry, name="resident_unmarry"),
    path("residents/<int:pk>/deceased/", residents_edit.resident_deceased, name="resident_deceased"),
    path("residents/<int:pk>/account/", residents_changes.resident_account, name="resident_account"),
    path("residents/<int:pk>/number/", residents_changes.resident_number, name="resident_number"),
    path("changes/", residents_changes.change_list, name="change_list"),
    path("changes/<int:pk>/", residents_changes.change_show, name="change_show"),
    path("changes/<int:pk>/take-back/", residents_changes.change_take_back, name="change_take_back"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/<int:pk>/", imports.import_show, name="import_show"),
    path("imports/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<int:pk>/refused/", imports.import_refused, name="import_refused"),
]
