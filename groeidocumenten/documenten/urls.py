"""Addresses of this room, under one groeidocument."""

from django.urls import URLPattern

app_name = "documenten"
urlpatterns: list[URLPattern] = []
