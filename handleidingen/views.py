"""The question "Heeft dit geholpen?": a form of its own, because a page from the cache holds no token. For all; stores nothing about who answers."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from .models import HandleidingPage
from .reactie_form import ReactieForm
from .reacties import store_reactie


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reactie(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask, and count the answer. `?antwoord=ja` or `nee` chooses beforehand; a visit stores nothing.

    Raises:
        Http404: for a page that this site does not show.
    """
    page = _public_page(request, page_id)
    if request.method != "POST":
        return _show(request, page, form=ReactieForm(je=page.je, initial={"geholpen": request.GET.get("antwoord")}))
    form = ReactieForm(request.POST, je=page.je)
    if not form.is_valid():
        return _show(request, page, status=422, form=form)
    if store_reactie(handleiding=page, **form.answer()) is None:
        return _show(request, page, status=429, form=form, vol=True)
    return redirect("reactie_bedankt", page_id=page.pk)


@never_cache
@require_safe
def bedankt(request: HttpRequest, page_id: int) -> HttpResponse:
    """Thank the reader, and take back the cookie of the form: with a cookie, no page comes from the cache.

    Raises:
        Http404: for a page that this site does not show.
    """
    response = _show(request, _public_page(request, page_id), bedankt=True)
    # Somebody who is signed in may have another form open, which needs it.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response.delete_cookie(settings.CSRF_COOKIE_NAME, path=settings.CSRF_COOKIE_PATH, samesite=settings.CSRF_COOKIE_SAMESITE)
    return response


def _public_page(request: HttpRequest, page_id: int) -> HandleidingPage:
    """The handleiding with this number, if a visitor of this site can read it."""
    site = Site.find_for_request(request)
    if site is None or page_id >= 2**31:
        raise Http404
    page = HandleidingPage.objects.live().public().descendant_of(site.root_page).defer("stappen").filter(pk=page_id).first()
    if page is None:
        raise Http404
    return page


def _show(request: HttpRequest, page: HandleidingPage, *, status: int = 200, **more: Any) -> HttpResponse:
    url = page.get_url(request)
    context = {"page": page, "terug": url, "crumbs": [("/", "Home"), (url, page.title), ("", "Heeft dit geholpen?")], **more}
    response = render(request, "handleidingen/reactie.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
