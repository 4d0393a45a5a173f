"""Every address of the product, by house. What a process serves follows from SITE_ROLE."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve

from accounts import urls as accounts_urls
from website import views as website_views

public = [
    path("", include("website.urls")),
    path("api/", include("groeiportaal.api")),
    path("admin/login/", website_views.admin_login),
    path("admin/", include("wagtail.admin.urls")),
    path("documenten/", include("wagtail.documents.urls")),
    path("", include("wagtail.urls")),
]
private = [
    path("groeidocumenten/", include("groeidocumenten.urls")),
    path("toegang/", include("groeidocumenten.delen.entrance_urls")),
]
media = [re_path(r"^media/(?P<path>(images|original_images)/.+)$", serve, {"document_root": settings.MEDIA_ROOT})]

urlpatterns = [
    *(media if getattr(settings, "MEDIA_SERVED_BY_APP", False) else []),
    path("", include(accounts_urls)),
    *(private if settings.SITE_ROLE in ("alles", "dossier") else []),
    *(public if settings.SITE_ROLE in ("alles", "publiek") else []),
]

handler400 = "website.views.bad_request"
handler403 = "website.views.forbidden"
handler404 = "website.views.not_found"
handler500 = "website.views.server_error"
