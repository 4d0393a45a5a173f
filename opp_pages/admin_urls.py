"""Addresses of the editors' own views on formats, below /admin/. Wagtail lets nobody in who may not enter the admin."""

from django.urls import path

from . import views

app_name = "opp_beheer"

urlpatterns = [
    path("formats/<int:pk>/importeren/", views.ImportView.as_view(), name="importeren"),
    path("formats/<int:pk>/vergelijken/", views.CompareView.as_view(), name="vergelijken"),
    path("formats/<int:pk>/exporteren/", views.export_view, name="exporteren_nu"),
    path("formats/<int:pk>/versies/<int:nummer>/exporteren/", views.export_view, name="exporteren"),
]
