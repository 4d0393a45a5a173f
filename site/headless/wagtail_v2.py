"""Wagtail's API v2 for programs that know it: live public pages, and the images and documents that those use. Read-only and without session."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Site

from formats.models import FormatVersie
from forms_catalog.documents import public_documents, public_images
from opp_pages.models import FormatPage

MAX_QUERY = 200


class PublicViewSet(BaseAPIViewSet):
    """JSON only, nobody is signed in, and no value that a database could choke on."""

    renderer_classes = [JSONRenderer]
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []

    def check_query_parameters(self, queryset: QuerySet) -> None:
        """Refuse a query string with a NUL byte or an endless value.

        Raises:
            BadRequestError: which Wagtail answers with status 400.
        """
        self._refuse_odd_values(self.request)
        super().check_query_parameters(queryset)

    def find_view(self, request: HttpRequest) -> Response:
        """The same refusal on the way to one object."""
        self._refuse_odd_values(request)
        return super().find_view(request)

    @staticmethod
    def _refuse_odd_values(request: HttpRequest) -> None:
        # A quotation mark in `search` is taken for the begin of SQLite's own query language, and fails.
        if '"' in request.GET.get("search", "") or any(
            "\x00" in value or len(value) > MAX_QUERY for values in request.GET.lists() for value in values[1]
        ):
            raise BadRequestError("Een waarde in de vraag is te lang of bevat een teken dat niet mag.")


class Pages(PublicViewSet, PagesAPIViewSet):
    """Live public pages of the site that was asked."""

    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"site"}

    def get_base_queryset(self) -> QuerySet:
        """The pages of this host; Wagtail's `site` parameter ends in a server error for a host that is none.

        Raises:
            BadRequestError: when it is used.
        """
        if "site" in self.request.GET:
            raise BadRequestError("De site volgt uit het adres en kan niet worden gekozen.")
        # Wagtail lets a session that knows a page's password in; here no session counts.
        return super().get_base_queryset().public().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=Now()))

    def get_queryset(self) -> QuerySet:
        """With the versions of formats, which `fields=versie` would otherwise ask page by page."""
        pages = super().get_queryset()
        if pages.model is FormatPage:
            pages = pages.prefetch_related(Prefetch("format__versies", FormatVersie.objects.defer("schema_json")))
        return pages


class Images(PublicViewSet, ImagesAPIViewSet):
    """Images that a live public page shows."""

    def get_queryset(self) -> QuerySet:
        """Images in use; the rest of the library is the editors' own."""
        return public_images(Site.find_for_request(self.request)).order_by("id")


class Documents(PublicViewSet, DocumentsAPIViewSet):
    """Documents that a live public page or a geldend formulier offers."""

    def get_queryset(self) -> QuerySet:
        """Documents in use; the rest of the library is the editors' own."""
        return public_documents(Site.find_for_request(self.request)).order_by("id")


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", Pages)
router.register_endpoint("images", Images)
router.register_endpoint("documents", Documents)
