"""Addresses of the talks, under one groeidocument."""

from django.urls import path

from . import views, views_talk

app_name = "gesprekken"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("nieuw/", views.nieuw, name="nieuw"),
    path("<uuid:gesprek_id>/", views.gesprek, name="gesprek"),
    path("<uuid:gesprek_id>/wijzigen/", views.wijzigen, name="wijzigen"),
    path("<uuid:gesprek_id>/delen/", views.delen, name="delen"),
    path("<uuid:gesprek_id>/afzeggen/", views.afzeggen, name="afzeggen"),
    path("<uuid:gesprek_id>/agenda/", views_talk.agenda, name="agenda"),
    path("<uuid:gesprek_id>/tijd/", views_talk.tijd, name="tijd"),
    path("<uuid:gesprek_id>/tijd/kiezen/", views_talk.tijd_kiezen, name="tijd_kiezen"),
    path("<uuid:gesprek_id>/verslag/", views_talk.verslag, name="verslag"),
    path("<uuid:gesprek_id>/verslag/geschiedenis/", views_talk.verslag_geschiedenis, name="verslag_geschiedenis"),
    path("<uuid:gesprek_id>/verslag/vaststellen/", views_talk.vaststellen, name="vaststellen"),
    path("<uuid:gesprek_id>/verslag/reactie/", views_talk.reactie, name="reactie"),
    path("<uuid:gesprek_id>/afspraak/", views_talk.afspraak, name="afspraak_nieuw"),
    path("<uuid:gesprek_id>/afspraak/<uuid:afspraak_id>/", views_talk.afspraak, name="afspraak"),
    path("<uuid:gesprek_id>/afspraak/<uuid:afspraak_id>/gedaan/", views_talk.gedaan, name="gedaan"),
]
