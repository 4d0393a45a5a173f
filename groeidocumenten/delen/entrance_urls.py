"""The guest's entrance."""

from django.urls import path

from . import entrance_views

app_name = "toegang"
urlpatterns = [path("<str:token>/", entrance_views.binnenkomen, name="binnenkomen")]
