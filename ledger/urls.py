"""The pages of ledger."""

from django.urls import path

from ledger import views

app_name = "ledger"
urlpatterns = [path("ledger/", views.journal_list, name="journal_list")]
