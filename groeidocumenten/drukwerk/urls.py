"""Addresses of the prints of an OPP, inside one groeidocument."""

from django.urls import path

from . import views
from .afdrukken import AFDRUKKEN

app_name = "drukwerk"
urlpatterns = [path(f"<uuid:opp_id>/versie/<int:nummer>/{naam}/", views.pdf, {"afdruk": naam}, name=naam) for naam in AFDRUKKEN]
