"""Hangs the catalogue into Wagtail's admin, and closes documents that no public page offers."""

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents.models import Document
from wagtail_modeladmin.options import modeladmin_register

from .admin import CatalogusAdmin
from .documents import public_documents

modeladmin_register(CatalogusAdmin)


@hooks.register("before_serve_document")
def only_public_documents(document: Document, request: HttpRequest) -> None:
    """Documents of concepts and drafts are for editors; whoever guesses their address finds nothing.

    Raises:
        Http404: for everybody else.
    """
    if not request.user.has_perm("wagtailadmin.access_admin") and not public_documents().filter(pk=document.pk).exists():
        raise Http404
