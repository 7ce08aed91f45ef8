"""The pages of cases: residents (the person) and claims (the matter)."""

from cases.urls import appeals, claims, hires, publicity, residents, screening, unit_pages

app_name = "cases"
urlpatterns = [
    *appeals.urlpatterns,
    *residents.urlpatterns,
    *hires.urlpatterns,
    *claims.urlpatterns,
    *publicity.urlpatterns,
    *screening.urlpatterns,
    *unit_pages.urlpatterns,
]
