"""Addresses of taking pupils in; below `/groeidocumenten/inlezen/`, where a larger file may come in than elsewhere (UPLOAD_LIMITS)."""

from django.urls import path

from . import views

app_name = "inlezen"
urlpatterns = [
    path("inlezen/<uuid:school_id>/", views.inlezen, name="inlezen"),
    path("inlezen/<uuid:school_id>/<uuid:ronde_id>/", views.inlezen_ronde, name="inlezen_ronde"),
    path("inlezen/<uuid:school_id>/<uuid:ronde_id>/bevestigen/", views.inlezen_bevestigen, name="inlezen_bevestigen"),
    path("inlezen/<uuid:school_id>/<uuid:ronde_id>/weg/", views.inlezen_weg, name="inlezen_weg"),
]
