"""Every address of the product, by house. What a process serves follows from SITE_ROLE."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve

from website import views as website_views

Addresses = list[URLPattern | URLResolver]


def public() -> Addresses:
    """The public house: website, API and admin."""
    return [
        path("", include("website.urls")),
        path("", include("opp_pages.urls")),
        path("voorbeeld/", include("redactie.urls")),
        path("", include("handleidingen.urls")),
        path("api/", include("headless.urls")),
        path("admin/login/", website_views.admin_login),
        path("admin/", include("wagtail.admin.urls")),
        path("documenten/", include("forms_catalog.urls")),
        path("documenten/", include("wagtail.documents.urls")),
        path("", include("wagtail.urls")),
    ]


def private() -> Addresses:
    """The private house and the entrances to it, of guests and of who has a toegangscode; a process that does not serve them never imports them here."""
    return [
        path("groeidocumenten/", include("groeidocumenten.urls")),
        # Before the guests' tokens, of which none is this word.
        path("toegang/echtheid/", include("groeidocumenten.opp.urls_echtheid")),
        path("toegang/agenda/", include("groeidocumenten.termijnen.urls_agenda")),
        path("toegang/", include("groeidocumenten.delen.entrance_urls")),
        path("toegangscode/", include("groeidocumenten.toegangscodes.entrance_urls")),
    ]


def media() -> Addresses:
    """Pictures of public pages, where no web server in front serves them."""
    return [re_path(r"^media/(?P<path>(images|original_images)/.+)$", serve, {"document_root": settings.MEDIA_ROOT})]


urlpatterns = [
    *(media() if getattr(settings, "MEDIA_SERVED_BY_APP", False) else []),
    path("", include("accounts.urls")),
    *(private() if settings.SITE_ROLE in ("alles", "dossier") else []),
    *(public() if settings.SITE_ROLE in ("alles", "publiek") else []),
]

handler400 = "website.views.bad_request"
handler403 = "website.views.forbidden"
handler404 = "website.views.not_found"
handler500 = "website.views.server_error"
