"""Pages of beds and desks."""

from django.urls import path

from jobs.views import bookings

urlpatterns: list = [
    path("places/", bookings.place_list, name="place_list"),
    path("places/log/", bookings.place_log, name="place_log"),
    path("places/<int:pk>/", bookings.place_show, name="place_show"),
    path("bookings/<int:pk>/give-back/", bookings.booking_give_back, name="booking_give_back"),
]
