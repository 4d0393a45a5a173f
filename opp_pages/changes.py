"""The public page "Wat is er veranderd?" of a format, below the format's own address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.url_routing import RouteResult

from website.models import BasePage

from .comparing import steps

CHANGES = "wijzigingen"


class ShowsChanges:
    """For the format page: one more address, `…/wijzigingen/`, as public as the page itself."""

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Wagtail's way to a page, and the one address below it.

        Raises:
            Http404: for any other address below the page.
        """
        page: Any = self
        if page.live and path_components == [CHANGES]:
            return RouteResult(page, kwargs={"part": CHANGES})
        return super().route(request, path_components)  # type: ignore[misc]

    def serve(self, request: HttpRequest, part: str = "", **kwargs: Any) -> HttpResponse:
        """The page, or what its versions changed; the query string counts for neither."""
        page: Any = self
        if part != CHANGES:
            return super().serve(request, **kwargs)  # type: ignore[misc]
        request.is_preview = False  # type: ignore[attr-defined]
        context = BasePage.get_context(page, request)
        here = [*context["crumbs"][:-1], (page.get_url(request), page.title), ("", "Wat is er veranderd?")]
        return TemplateResponse(request, "opp_pages/wijzigingen.html", {**context, "crumbs": here, "steps": steps(page)})
