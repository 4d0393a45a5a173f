"""The addresses of a process that serves the private house only, as far as the error pages are concerned."""

from django.urls import include, path

urlpatterns = [path("", include("accounts.urls"))]
handler404 = "website.views.not_found"
handler500 = "website.views.server_error"
