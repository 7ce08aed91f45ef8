"""The page of a unit in a round without applications, open to whoever holds its token."""

from django.urls import path

from cases.views import unit_pages

urlpatterns: list = [
    path("public/units/<uuid:token>/", unit_pages.unit_result, name="unit_result"),
    path("public/units/<uuid:token>/object/", unit_pages.unit_object, name="unit_object"),
]
