"""The address of every document of the library. It stands before Wagtail's own, which would answer an old one with nothing."""

from django.urls import path

from .documents import serve_document

urlpatterns = [path("<int:document_id>/<path:document_filename>", serve_document)]
