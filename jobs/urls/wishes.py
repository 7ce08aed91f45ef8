"""Pages of wishes, of sign-ups for work, and of who fits what."""

from django.urls import path

from jobs.views import signups, vacancy_people, wishes

urlpatterns = [
    path("wishes/", wishes.wish_list, name="wish_list"),
    path("wishes/occupations/", wishes.wish_suggest, name="wish_suggest"),
    path("residents/<int:pk>/wish/", wishes.wish_edit, name="wish_edit"),
    path("residents/<int:pk>/placement/", wishes.resident_placement, name="resident_placement"),
    path("wishes/<int:pk>/", wishes.wish_show, name="wish_show"),
    path("wishes/<int:pk>/print/", wishes.wish_print, name="wish_print"),
    path("wishes/<int:pk>/pair/", wishes.wish_pair, name="wish_pair"),
    path("wishes/<int:pk>/match/", wishes.wish_match, name="wish_match"),
    path("wishes/<int:pk>/renew/", wishes.wish_renew, name="wish_renew"),
    path("wishes/<int:pk>/withdraw/", wishes.wish_withdraw, name="wish_withdraw"),
    path("vacancies/<int:pk>/people/", vacancy_people.vacancy_people, name="vacancy_people"),
    path("vacancies/<int:pk>/match/", vacancy_people.vacancy_match, name="vacancy_match"),
    path("public/stations/<str:code>/sign-up/", signups.signup_send, name="signup_send"),
    path("stations/<str:code>/sign-up-poster/", signups.signup_poster, name="signup_poster"),
    path("sign-ups/", signups.signup_list, name="signup_list"),
    path("sign-ups/<int:pk>/", signups.signup_show, name="signup_show"),
    path("sign-ups/<int:pk>/drop/", signups.signup_drop, name="signup_drop"),
]
