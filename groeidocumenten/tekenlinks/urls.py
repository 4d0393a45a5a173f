"""Addresses of asking for signatures, inside one groeidocument."""

from django.urls import path

from . import views, views_school

app_name = "tekenlinks"
urlpatterns = [
    path("<uuid:opp_id>/", views_school.vragen, name="vragen"),
    path("<uuid:opp_id>/link/", views_school.link, name="link"),
    path("versie/<uuid:oppversie_id>/", views.tekenen, name="tekenen"),
    path("versie/<uuid:oppversie_id>/bestand/", views.bestand, name="bestand"),
    path("versie/<uuid:oppversie_id>/bewijs/<uuid:handtekening_id>/", views.bewijs, name="bewijs"),
]
