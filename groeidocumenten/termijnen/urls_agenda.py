"""The address that a calendar reads."""

from django.urls import path

from . import views_agenda

app_name = "agenda"
urlpatterns = [path("<str:token>/termijnen.ics", views_agenda.feed, name="feed")]
