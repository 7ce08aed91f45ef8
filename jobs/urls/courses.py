"""Pages of training; the one under `public/` is opened by the code of the day."""

from django.urls import path

from jobs.views import courses, courses_steps

urlpatterns: list = [
    path("public/courses/<slug:token>/<slug:key>/", courses_steps.course_here, name="course_here"),
    path("courses/", courses.course_list, name="course_list"),
    path("courses/new/", courses.course_open, name="course_open"),
    path("courses/export/", courses.course_export, name="course_export"),
    path("courses/<int:pk>/", courses.course_show, name="course_show"),
    path("courses/<int:pk>/edit/", courses.course_edit, name="course_edit"),
    path("courses/<int:pk>/close/", courses.course_close, name="course_close"),
    path("courses/<int:pk>/cancel/", courses.course_cancel, name="course_cancel"),
    path("courses/<int:pk>/join/", courses.course_join, name="course_join"),
    path("courses/<int:pk>/sheet/", courses_steps.course_sheet, name="course_sheet"),
    path("courses/<int:pk>/code/", courses_steps.course_code, name="course_code"),
    path("courses/<int:pk>/export/", courses_steps.course_trainees_export, name="course_trainees_export"),
    path("trainees/<int:pk>/assess/", courses_steps.trainee_assess, name="trainee_assess"),
    path("trainees/<int:pk>/leave/", courses_steps.trainee_leave, name="trainee_leave"),
    path("residents/<int:pk>/training/", courses_steps.resident_training, name="resident_training"),
]
