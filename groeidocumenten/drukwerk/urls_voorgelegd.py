"""The address of the print of what was put before a directeur: outside any groeidocument, as `opp.urls_voorgelegd`."""

from django.urls import path

from . import views

app_name = "voorgelegdpapier"
urlpatterns = [path("<uuid:voorlegging_id>/pdf/", views.pdf_directeur, name="pdf")]
