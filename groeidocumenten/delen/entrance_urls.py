"""The guest's entrance."""

from django.urls import path

from . import entrance_views, rules_views

app_name = "toegang"
urlpatterns = [
    path("", entrance_views.zonder_link, name="zonder_link"),
    path("spelregels/", rules_views.spelregels, name="spelregels"),
    path("aanvragen/", entrance_views.aanvragen, name="aanvragen_na_bezoek"),
    path("<str:token>/", entrance_views.binnenkomen, name="binnenkomen"),
    path("<str:token>/aanvragen/", entrance_views.aanvragen, name="aanvragen"),
]
