"""Addresses of the figures."""

from django.urls import path

from . import views

app_name = "cijfers"
urlpatterns = [
    path("cijfers/", views.cijfers, name="cijfers"),
    path("cijfers/<str:vorm>/", views.cijfers_bestand, name="cijfers_bestand"),
]
