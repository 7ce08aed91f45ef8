"""Pages of budgets."""

from django.urls import path

from payouts.views import budgets

urlpatterns = [
    path("budgets/", budgets.budget_list, name="budget_list"),
    path("budgets/new/", budgets.budget_propose, name="budget_propose"),
    path("budgets/<int:pk>/", budgets.budget_show, name="budget_show"),
    path("budgets/plans/<int:pk>/", budgets.budget_decide, name="budget_decide"),
]
