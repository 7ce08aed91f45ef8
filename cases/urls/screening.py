"""Pages of rounds without applications: the rounds, their units, what units say."""

from django.urls import path

from cases.views import screened, screening, screening_steps

urlpatterns: list = [
    path("rounds/", screening.screening_list, name="screening_list"),
    path("rounds/begin/", screening_steps.screening_begin, name="screening_begin"),
    path("rounds/<int:pk>/", screening.screening_show, name="screening_show"),
    path("rounds/<int:pk>/units/", screening.screening_units, name="screening_units"),
    path("rounds/<int:pk>/export/", screening.screening_export, name="screening_export"),
    path("rounds/<int:pk>/again/", screening_steps.screening_again, name="screening_again"),
    path("rounds/<int:pk>/ask/", screening_steps.screening_ask, name="screening_ask"),
    path("rounds/<int:pk>/check/", screening_steps.screening_check, name="screening_check"),
    path("rounds/<int:pk>/return/", screening_steps.screening_return, name="screening_return"),
    path("sampled/<int:pk>/", screening_steps.sampled_open, name="sampled_open"),
    path("screened/<int:pk>/", screened.screened_show, name="screened_show"),
    path("screened/<int:pk>/answer/", screened.screened_answer, name="screened_answer"),
    path("screened/<int:pk>/take-out/", screened.screened_take_out, name="screened_take_out"),
    path("screened/<int:pk>/object/", screened.screened_object, name="screened_object"),
    path("exclusions/<int:pk>/", screened.exclusion_decide, name="exclusion_decide"),
    path("exclusions/<int:pk>/year/", screened.exclusion_year, name="exclusion_year"),
]
