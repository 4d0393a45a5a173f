"""Addresses of the OPP's, inside one groeidocument."""

from django.urls import path

from . import views

app_name = "opp"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("<uuid:opp_id>/", views.opp, name="opp"),
]
