"""Pages of appeals and of the delivery of letters."""

from django.urls import path

from cases.views import appeals, appeals_steps

urlpatterns: list = [
    path("appeals/", appeals.appeal_list, name="appeal_list"),
    path("claims/<int:pk>/appeal/", appeals.appeal_create, name="appeal_create"),
    path("appeals/<int:pk>/", appeals.appeal_show, name="appeal_show"),
    path("appeals/<int:pk>/follow/", appeals_steps.appeal_follow, name="appeal_follow"),
    path("appeals/<int:pk>/outcome/", appeals_steps.appeal_conclude, name="appeal_conclude"),
    path("appeals/<int:pk>/confirm/", appeals_steps.appeal_confirm, name="appeal_confirm"),
    path("appeals/<int:pk>/send-back/", appeals_steps.appeal_return, name="appeal_return"),
    path("letters/<int:pk>/delivery/", appeals.delivery_create, name="delivery_create"),
]
