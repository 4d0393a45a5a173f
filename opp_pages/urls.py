"""The public addresses about formats that are no page of the tree."""

from django.urls import path

from .eigen_format import eigen_format

urlpatterns = [
    path("controleer-uw-format/", eigen_format, name="eigen_format"),
]
