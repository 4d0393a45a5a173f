"""The public address of a shared draft."""

from django.urls import path

from . import views

urlpatterns = [path("<str:token>/", views.voorbeeld, name="voorbeeld")]
