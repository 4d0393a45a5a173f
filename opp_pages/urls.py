"""The public addresses about formats that are no page of the tree."""

from django.urls import path

from .eigen_format import eigen_format
from .leeg_formulier import leeg_formulier, leeg_in_word

urlpatterns = [
    path("controleer-uw-format/", eigen_format, name="eigen_format"),
    path("opp-formats/<uuid:format_id>/versies/<int:nummer>/leeg.pdf", leeg_formulier, name="leeg_formulier"),
    path("opp-formats/<uuid:format_id>/versies/<int:nummer>/leeg-<str:variant>.pdf", leeg_formulier, name="leeg_formulier"),
    path("opp-formats/<uuid:format_id>/versies/<int:nummer>/leeg.docx", leeg_in_word, name="leeg_in_word"),
    path("opp-formats/<uuid:format_id>/versies/<int:nummer>/leeg-<str:variant>.docx", leeg_in_word, name="leeg_in_word"),
]
