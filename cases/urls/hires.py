"""Pages of hire records and of the files that bring them."""

from django.urls import path

from cases.views import hire_files, hires

urlpatterns = [
    path("residents/<int:pk>/hire/", hires.hire_create, name="hire_create"),
    path("hires/<int:pk>/", hires.hire_show, name="hire_show"),
    path("hires/<int:pk>/leave/", hires.hire_leave, name="hire_leave"),
    path("hires/<int:pk>/void/", hires.hire_void, name="hire_void"),
    path("hire-files/", hire_files.hire_file_list, name="hire_file_list"),
    path("hire-files/new/", hire_files.hire_file_new, name="hire_file_new"),
    path("hire-files/<int:pk>/", hire_files.hire_file_show, name="hire_file_show"),
    path("hire-files/<int:pk>/refused/", hire_files.hire_file_refused, name="hire_file_refused"),
]
