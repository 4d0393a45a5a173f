"""Listens to what editors publish and withdraw. Pages under a restriction and concepts are never mentioned."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished

from forms_catalog.models import Formulier

from ..models import Gebeurtenis, Soort
from .events import announce, soort_of

WAS_PUBLIC = "_was_public_for_webhooks"


def connect() -> None:
    """Called once when the app is ready."""
    page_published.connect(_published, dispatch_uid="headless_published")
    page_unpublished.connect(_unpublished, dispatch_uid="headless_unpublished")
    pre_save.connect(_formulier_before, sender=Formulier, dispatch_uid="headless_formulier_before")
    post_save.connect(_formulier_saved, sender=Formulier, dispatch_uid="headless_formulier_saved")
    post_delete.connect(_formulier_gone, sender=Formulier, dispatch_uid="headless_formulier_gone")


def _published(instance: Page, **kwargs: Any) -> None:
    _tell_of_page(instance, Gebeurtenis.GEPUBLICEERD)


def _unpublished(instance: Page, **kwargs: Any) -> None:
    _tell_of_page(instance, Gebeurtenis.INGETROKKEN)


def _tell_of_page(page: Page, gebeurtenis: str) -> None:
    site = page.get_site()
    if site is None or page.get_view_restrictions().exists():
        return
    versie = None
    if hasattr(page, "current_version"):
        current = page.current_version()
        versie = current.nummer if current else None
    announce(
        site,
        gebeurtenis,
        soort_of(page),
        {"id": page.pk, "slug": page.slug, "url": page.get_full_url() or "", "versie": versie},
    )


def _formulier_before(instance: Formulier, raw: bool = False, **kwargs: Any) -> None:
    known = Formulier.objects.filter(pk=instance.pk).first() if instance.pk and not raw else None
    setattr(instance, WAS_PUBLIC, bool(known and known.is_public))


def _formulier_saved(instance: Formulier, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    if instance.is_public:
        _tell_of_formulier(instance, Gebeurtenis.GEPUBLICEERD)
    elif getattr(instance, WAS_PUBLIC, False):
        _tell_of_formulier(instance, Gebeurtenis.INGETROKKEN)


def _formulier_gone(instance: Formulier, **kwargs: Any) -> None:
    if instance.is_public:
        _tell_of_formulier(instance, Gebeurtenis.INGETROKKEN)


def _tell_of_formulier(formulier: Formulier, gebeurtenis: str) -> None:
    sites = [formulier.site] if getattr(formulier, "site_id", None) else list(Site.objects.all())
    for site in sites:
        path = formulier.get_url() or ""
        url = path if "://" in path or not path else site.root_url + path
        announce(
            site, gebeurtenis, Soort.FORMULIER, {"id": formulier.pk, "slug": formulier.slug, "url": url, "versie": formulier.versie or None}
        )
