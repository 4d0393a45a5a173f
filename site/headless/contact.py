"""Whom a programmer can ask about the API: the samenwerkingsverband whose site was asked."""

from email.utils import parseaddr

from django.conf import settings
from django.http import HttpRequest

from website.instellingen import SiteInstellingen

from .sites import site_of


def contact_of(request: HttpRequest, host: str) -> dict[str, str]:
    """`name`, `url` and `email` for the description of the API, from the settings of the site; the product's own where they are empty."""
    site = site_of(request)
    known = SiteInstellingen.objects.filter(site_id=site.pk).only("naam", "organisatie", "email").first()
    name = (known.organisatie or known.naam if known else "") or site.site_name or settings.WAGTAIL_SITE_NAME
    email = (known.email if known else "") or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return {"name": name, "url": f"{host}/", "email": email}
