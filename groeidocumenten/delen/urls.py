"""Addresses of sharing, inside one groeidocument."""

from django.urls import path

from . import pincode_views, request_views, views

app_name = "delen"
urlpatterns = [
    path("", views.toegang, name="toegang"),
    path("gezag/nieuw/", views.gezag_nieuw, name="gezag_nieuw"),
    path("leerkracht/nieuw/", views.leerkracht_nieuw, name="leerkracht_nieuw"),
    path("leerkracht/<uuid:gebruiker_id>/beeindigen/", views.leerkracht_einde, name="leerkracht_einde"),
    path("toestemming/nieuw/", views.toestemming_nieuw, name="toestemming_nieuw"),
    path("toestemming/<uuid:toestemming_id>/intrekken/", views.toestemming_intrekken, name="toestemming_intrekken"),
    path("toestemming/<uuid:toestemming_id>/link/", views.link_nieuw, name="link_nieuw"),
    path("link/<uuid:link_id>/intrekken/", views.link_intrekken, name="link_intrekken"),
    path("link/<uuid:link_id>/pincode/", pincode_views.pincode, name="pincode"),
    path("aanvragen/", request_views.aanvragen, name="aanvragen"),
]
