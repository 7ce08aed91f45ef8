"""Pages of a claim."""

from django.urls import path

from cases.views import claims, claims_certify, claims_intake, claims_papers, claims_steps, listed, reratings

urlpatterns: list = [
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims/export/", claims.claim_export, name="claim_export"),
    path("residents/<int:resident_pk>/programmes/", claims_intake.claim_choose, name="claim_choose"),
    path("enterprises/<int:enterprise_pk>/programmes/", claims_intake.claim_choose_unit, name="claim_choose_unit"),
    path("enterprises/<int:enterprise_pk>/claim/", claims_intake.claim_create_unit, name="claim_create_unit"),
    path("residents/<int:resident_pk>/claim/", claims_intake.claim_create, name="claim_create"),
    path("claims/<int:pk>/", claims.claim_show, name="claim_show"),
    path("claims/<int:pk>/edit/", claims_intake.claim_edit, name="claim_edit"),
    path("claims/<int:pk>/correct/", claims_intake.claim_correct, name="claim_correct"),
    path("claims/<int:pk>/facts/", claims_intake.claim_facts, name="claim_facts"),
    path("claims/<int:pk>/accept/", claims_steps.claim_accept, name="claim_accept"),
    path("claims/<int:pk>/correction/", claims_steps.claim_correction, name="claim_correction"),
    path("claims/<int:pk>/check/", claims_steps.claim_check, name="claim_check"),
    path("claims/<int:pk>/certify/", claims_certify.claim_certify, name="claim_certify"),
    path("claims/<int:pk>/suspend/", claims_steps.claim_suspend, name="claim_suspend"),
    path("claims/<int:pk>/end/", claims_steps.claim_end, name="claim_end"),
    path("claims/<int:pk>/move/<slug:verb>/", claims_steps.claim_move, name="claim_move"),
    path("claims/<int:pk>/assessment/", claims.claim_assessment, name="claim_assessment"),
    path("claims/<int:pk>/decision/", claims.claim_decision, name="claim_decision"),
    path("claims/<int:pk>/letter/<slug:kind>/", claims_papers.claim_letter, name="claim_letter"),
    path("claims/<int:pk>/papers/", claims_papers.attachment_create, name="attachment_create"),
    path("rules/<int:ruleset_pk>/backtest/", reratings.rule_backtest, name="rule_backtest"),
    path("lists/<int:pk>/", listed.listed_list, name="listed_list"),
    path("lists/<int:pk>/add/", listed.listed_add, name="listed_add"),
    path("lists/<int:pk>/file/", listed.listed_import, name="listed_import"),
    path("lists/<int:pk>/template/", listed.listed_template, name="listed_template"),
    path("listed/<int:pk>/edit/", listed.listed_edit, name="listed_edit"),
    path("listed/<int:pk>/remove/", listed.listed_remove, name="listed_remove"),
    path("list-files/<int:pk>/refused/", listed.listed_refused, name="listed_refused"),
    path("rules/<int:ruleset_pk>/running/", reratings.rerating_foretell, name="rerating_foretell"),
    path("papers/<int:pk>/", claims_papers.attachment_open, name="attachment_open"),
    path("papers/<int:pk>/remove/", claims_papers.attachment_remove, name="attachment_remove"),
]
