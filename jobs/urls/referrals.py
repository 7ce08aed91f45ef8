"""Pages of referrals and follow-ups."""

from django.urls import path

from jobs.views import referrals

urlpatterns = [
    path("referrals/", referrals.referral_list, name="referral_list"),
    path("wishes/<int:pk>/refer/", referrals.referral_make, name="referral_make"),
    path("referrals/<int:pk>/", referrals.referral_show, name="referral_show"),
    path("referrals/<int:pk>/invite/", referrals.referral_invite, name="referral_invite"),
    path("referrals/<int:pk>/hire/", referrals.referral_hire, name="referral_hire"),
    path("referrals/<int:pk>/refuse/", referrals.referral_refuse, name="referral_refuse"),
    path("referrals/<int:pk>/miss/", referrals.referral_miss, name="referral_miss"),
    path("referrals/<int:pk>/leave/", referrals.referral_leave, name="referral_leave"),
    path("follow-ups/", referrals.followup_list, name="followup_list"),
    path("follow-ups/<int:pk>/", referrals.followup_record, name="followup_record"),
]
