"""Pages of start-up mentoring."""

from django.urls import path

from jobs.views import mentoring

urlpatterns: list = [
    path("mentorings/", mentoring.mentoring_list, name="mentoring_list"),
    path("mentorings/figures/", mentoring.mentoring_figures, name="mentoring_figures"),
    path("mentorings/<int:pk>/", mentoring.mentoring_show, name="mentoring_show"),
    path("mentorings/<int:pk>/end/", mentoring.mentoring_end, name="mentoring_end"),
    path("residents/<int:pk>/mentoring/", mentoring.mentoring_begin, name="mentoring_begin"),
]
