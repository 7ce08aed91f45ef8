"""Pages of what has to come back."""

from django.urls import path

from payouts.views import recoveries, recovery_entries, recovery_steps

urlpatterns: list = [
    path("recoveries/", recoveries.recovery_list, name="recovery_list"),
    path("recoveries/due/", recoveries.repayment_list, name="repayment_list"),
    path("claims/<int:pk>/recover/", recoveries.recovery_create, name="recovery_create"),
    path("recoveries/<int:pk>/", recoveries.recovery_show, name="recovery_show"),
    path("recoveries/<int:pk>/propose/", recovery_steps.recovery_propose, name="recovery_propose"),
    path("recoveries/<int:pk>/order/", recovery_steps.recovery_order, name="recovery_order"),
    path("recoveries/<int:pk>/agree/", recovery_steps.recovery_agree, name="recovery_agree"),
    path("recoveries/<int:pk>/move/<slug:verb>/", recovery_steps.recovery_move, name="recovery_move"),
    path("recoveries/<int:pk>/letter/<slug:kind>/", recovery_steps.recovery_letter, name="recovery_letter"),
    path("recoveries/<int:pk>/enter/<slug:kind>/", recovery_entries.recovery_enter, name="recovery_enter"),
    path("recovery-entries/<int:pk>/confirm/", recovery_entries.entry_confirm, name="entry_confirm"),
    path("recovery-entries/<int:pk>/take-back/", recovery_entries.entry_take_back, name="entry_take_back"),
]
