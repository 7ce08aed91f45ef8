"""The pages of cases: residents (the person) and claims (the matter)."""

from cases.urls import appeals, claims, hires, publicity, residents

app_name = "cases"
urlpatterns = [
    *appeals.urlpatterns,
    *residents.urlpatterns,
    *hires.urlpatterns,
    *claims.urlpatterns,
    *publicity.urlpatterns,
]
