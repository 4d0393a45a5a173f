"""Addresses of the prints of an OPP, inside one groeidocument."""

from django.urls import path

from . import views
from .stukken import STUKKEN

app_name = "drukwerk"
urlpatterns = [path(f"<uuid:opp_id>/versie/<int:nummer>/{naam}/", views.pdf, {"stuk": naam}, name=naam) for naam in STUKKEN]
