"""The pages of notices."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/read/", views.notice_read_all, name="notice_read_all"),
    path("notices/<int:pk>/open/", views.notice_open, name="notice_open"),
    path("messages/", views.message_list, name="message_list"),
    path("messages/report/", views.message_report, name="message_report"),
    path("residents/<int:pk>/notices/", views.resident_notices, name="resident_notices"),
]
