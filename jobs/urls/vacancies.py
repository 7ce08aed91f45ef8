"""Pages of vacancies; those under `public/` are open to everybody."""

from django.urls import path

from jobs.views import vacancies, vacancies_boards, vacancies_log, vacancies_public, vacancies_steps, vacancy_files

urlpatterns = [
    path("public/vacancies/", vacancies_public.public_vacancy_list, name="public_vacancy_list"),
    path("public/vacancy/<int:pk>/", vacancies_public.public_vacancy_show, name="public_vacancy_show"),
    path("public/stations/<slug:code>/vacancies/", vacancies_public.station_vacancy_list, name="station_vacancy_list"),
    path("public/stations/<slug:code>/screen/", vacancies_public.station_screen, name="station_screen"),
    path("vacancies/", vacancies.vacancy_list, name="vacancy_list"),
    path("vacancies/export/", vacancies.vacancy_export, name="vacancy_export"),
    path("vacancies/log/", vacancies_log.vacancy_log, name="vacancy_log"),
    path("vacancies/occupations/", vacancies_log.occupation_suggest, name="occupation_suggest"),
    path("vacancies/units/", vacancies_log.unit_suggest, name="unit_suggest"),
    path("vacancies/<int:pk>/", vacancies.vacancy_show, name="vacancy_show"),
    path("vacancies/<int:pk>/edit/", vacancies_log.vacancy_edit, name="vacancy_edit"),
    path("vacancies/<int:pk>/publish/", vacancies.vacancy_publish, name="vacancy_publish"),
    path("vacancies/<int:pk>/submit/", vacancies_steps.vacancy_submit, name="vacancy_submit"),
    path("vacancies/<int:pk>/decide/", vacancies_steps.vacancy_decide, name="vacancy_decide"),
    path("vacancies/<int:pk>/renew/", vacancies_steps.vacancy_renew, name="vacancy_renew"),
    path("vacancies/<int:pk>/fill/", vacancies_steps.vacancy_fill, name="vacancy_fill"),
    path("vacancies/<int:pk>/close/", vacancies_steps.vacancy_close, name="vacancy_close"),
    path("vacancies/<int:pk>/reopen/", vacancies_steps.vacancy_reopen, name="vacancy_reopen"),
    path("enterprises/<int:pk>/vacancy/", vacancies_log.vacancy_log_unit, name="vacancy_log_unit"),
    path("residents/<int:pk>/vacancy/", vacancies_log.vacancy_log_household, name="vacancy_log_household"),
    path("vacancy-files/", vacancy_files.vacancy_file_list, name="vacancy_file_list"),
    path("vacancy-files/new/", vacancy_files.vacancy_file_new, name="vacancy_file_new"),
    path("vacancy-files/<int:pk>/", vacancy_files.vacancy_file_show, name="vacancy_file_show"),
    path("vacancy-files/<int:pk>/refused/", vacancy_files.vacancy_file_refused, name="vacancy_file_refused"),
    path("stations/<slug:code>/vacancies/", vacancies_boards.vacancy_share, name="vacancy_share"),
    path("stations/<slug:code>/vacancies/board/", vacancies_boards.vacancy_board, name="vacancy_board"),
    path("stations/<slug:code>/vacancies/picture/", vacancies_boards.vacancy_picture, name="vacancy_picture"),
]
