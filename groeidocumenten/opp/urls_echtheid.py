"""The address of the page on which anybody asks whether a receipt is genuine."""

from django.urls import path

from . import views_echtheid

app_name = "echtheid"
urlpatterns = [path("", views_echtheid.echtheid, name="echtheid")]
