"""The pages of stations."""

from django.urls import path

from stations.views.accounts import account_password, account_show, account_sign_in, account_sign_out
from stations.views.stations import station_list, station_show

app_name = "stations"
urlpatterns = [
    path("accounts/sign-in/", account_sign_in, name="account_sign_in"),
    path("accounts/sign-out/", account_sign_out, name="account_sign_out"),
    path("accounts/", account_show, name="account_show"),
    path("accounts/password/", account_password, name="account_password"),
    path("stations/", station_list, name="station_list"),
    path("stations/<str:code>/", station_show, name="station_show"),
]
