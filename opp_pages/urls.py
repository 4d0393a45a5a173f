"""The public addresses about formats that are no page of the tree."""

from django.urls import path

from .eigen_format import eigen_format
from .leeg_formulier import leeg_formulier

urlpatterns = [
    path("controleer-uw-format/", eigen_format, name="eigen_format"),
    path("opp-formats/<uuid:format_id>/versies/<int:nummer>/leeg.pdf", leeg_formulier, name="leeg_formulier"),
    path("opp-formats/<uuid:format_id>/versies/<int:nummer>/leeg-<str:variant>.pdf", leeg_formulier, name="leeg_formulier"),
]
