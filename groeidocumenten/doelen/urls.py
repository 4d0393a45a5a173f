"""Addresses of the goals, under one groeidocument."""

from django.urls import path

from . import views, views_follow

app_name = "doelen"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("nieuw/", views.nieuw, name="nieuw"),
    path("periode/", views.periode, name="periode"),
    path("<uuid:doel_id>/", views.doel, name="doel"),
    path("<uuid:doel_id>/wijzigen/", views.wijzigen, name="wijzigen"),
    path("<uuid:doel_id>/geschiedenis/", views.geschiedenis, name="geschiedenis"),
    path("<uuid:doel_id>/beslissen/", views.beslissen, name="beslissen"),
    path("<uuid:doel_id>/evalueren/", views_follow.evalueren, name="evalueren"),
    path("<uuid:doel_id>/stem/", views_follow.stem, name="stem"),
    path("<uuid:doel_id>/evaluatie/<uuid:evaluatie_id>/stem/", views_follow.stem, name="stem_bij_evaluatie"),
    path("<uuid:doel_id>/interventie/", views_follow.interventie, name="interventie_nieuw"),
    path("<uuid:doel_id>/interventie/<uuid:interventie_id>/", views_follow.interventie, name="interventie"),
]
