"""Addresses of toegangscodes for who has no access yet."""

from django.urls import path

from . import entrance_views

app_name = "toegangscode"
urlpatterns = [
    path("", entrance_views.invullen, name="invullen"),
    path("verder/", entrance_views.verder, name="verder"),
    path("aanvragen/", entrance_views.vragen, name="aanvragen"),
    path("bevestigen/<str:token>/", entrance_views.bevestigen, name="bevestigen"),
    path("<str:kenmerk>/", entrance_views.invullen, name="invullen"),
]
