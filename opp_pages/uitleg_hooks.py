"""Keeps pages of explanation for the editors of the website, in Wagtail's admin. Imported by opp_pages/wagtail_hooks.py."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from .explaining import ExplainingPage, may_explain


@hooks.register("before_create_page")
def only_editors_of_the_website_explain(request: HttpRequest, parent_page: Any, page_class: type) -> None:
    """Whoever may only add formats under the OPP page cannot add another page there.

    Raises:
        PermissionDenied: for them; Wagtail shows its own message.
    """
    if issubclass(page_class, ExplainingPage) and not may_explain(request.user, parent_page):
        raise PermissionDenied
