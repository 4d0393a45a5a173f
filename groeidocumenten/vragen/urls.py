"""Addresses of the questions, inside one groeidocument."""

from django.urls import path

from . import views, views_filling

app_name = "vragen"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("nieuw/", views.nieuw, name="nieuw"),
    path("terug/", views_filling.terug, name="terug"),
    path("<uuid:vraag_id>/", views.vraag, name="vraag"),
    path("<uuid:vraag_id>/onderdeel/<str:onderdeel>/", views_filling.onderdeel, name="onderdeel"),
    path("<uuid:vraag_id>/indienen/", views_filling.indienen, name="indienen"),
    path("<uuid:vraag_id>/papier/", views_filling.papier, name="papier"),
    path("<uuid:vraag_id>/overnemen/", views.overnemen, name="overnemen"),
    path("<uuid:vraag_id>/heropenen/", views.heropenen, name="heropenen"),
    path("<uuid:vraag_id>/intrekken/", views.intrekken, name="intrekken"),
]
