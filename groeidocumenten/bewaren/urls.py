"""Addresses of printing, inside one groeidocument."""

from django.urls import path

from . import views

app_name = "bewaren"
urlpatterns = [
    path("", views.printen, name="printen"),
    path("pdf/", views.pdf, name="pdf"),
]
