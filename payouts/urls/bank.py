"""Pages of the bank's answers, of exceptions and of the day's tie-out."""

from django.urls import path

from payouts.views import answers, exceptions, reconciliation

urlpatterns = [
    path("answers/", answers.answer_list, name="answer_list"),
    path("answers/upload/", answers.answer_upload, name="answer_upload"),
    path("answers/<int:pk>/", answers.answer_show, name="answer_show"),
    path("exceptions/", exceptions.exception_list, name="exception_list"),
    path("exceptions/<int:pk>/", exceptions.exception_show, name="exception_show"),
    path("exceptions/<int:pk>/propose/", exceptions.exception_propose, name="exception_propose"),
    path("exceptions/<int:pk>/confirm/", exceptions.exception_confirm, name="exception_confirm"),
    path("reconciliation/", reconciliation.reconciliation_show, name="reconciliation_show"),
]
