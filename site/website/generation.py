"""Counts the changes to what the public can see. Any process may raise the counter; each learns of a change within a second.

The counter is a row in the database, because that is the one thing all processes share in every installation. It is raised after the
commit, in a statement of its own: inside the transaction its row lock could make two publishing editors wait for each other.
"""

import logging
import threading
from time import monotonic
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

logger = logging.getLogger(__name__)

# How long a process may believe what it read; another process's change is visible to it after at most this long.
BELIEVE_SECONDS = 1.0

# Every model of these apps is shown to the public, or decides what is.
PUBLIC_APPS = frozenset(
    {"website", "handleidingen", "forms_catalog", "opp_pages", "formats", "wagtailimages", "wagtaildocs", "wagtailredirects"}
)
PUBLIC_MODELS = frozenset(
    {"wagtailcore.site", "wagtailcore.page", "wagtailcore.pageviewrestriction", "wagtailcore.collectionviewrestriction"}
)
# Made while a page is shown, or counting itself: these change nothing that a visitor sees.
SILENT_MODELS = frozenset({"website.generatie", "wagtailimages.rendition", "handleidingen.reactie"})
# What Wagtail writes on a page when an editor saves a draft.
DRAFT_FIELDS = frozenset({"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"})


class Generation:
    """What this process knows about the counter."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._nummer = -1
        self._read_at = 0.0

    def known(self) -> int:
        """The counter, at most a second old."""
        if monotonic() - self._read_at < BELIEVE_SECONDS:
            return self._nummer
        return self.read()

    def read(self) -> int:
        """The counter as it is in the database now; -1 when nothing was ever counted."""
        from .models import Generatie

        moment = monotonic()
        nummer = Generatie.objects.filter(pk=1).values_list("nummer", flat=True).first()
        nummer = -1 if nummer is None else nummer
        with self._lock:
            changed, self._nummer, self._read_at = nummer != self._nummer, nummer, moment
        if changed:
            # Wagtail keeps for an hour, in the memory of each process, where the sites begin; another process may just have made one.
            Site.clear_site_root_paths_cache()
        return nummer

    def forget(self) -> None:
        """Read the counter again at the next question."""
        self._read_at = 0.0


generation = Generation()


def bump() -> None:
    """Raise the counter now. Call `bump_after_commit` from code that changes something."""
    from .models import Generatie

    try:
        if not Generatie.objects.filter(pk=1).update(nummer=F("nummer") + 1):
            Generatie.objects.get_or_create(pk=1, defaults={"nummer": 1})
    except DatabaseError:
        # The editor's work is stored already; visitors see it when their cached page has had its time.
        logger.warning("The generation of the public pages could not be raised.", exc_info=True)
    generation.forget()


def bump_after_commit() -> None:
    """Raise the counter once, when the running transaction has been committed."""
    if not any(entry[1] is bump for entry in connection.run_on_commit):
        transaction.on_commit(bump, robust=True)


def _is_public(sender: Any) -> bool:
    """Whether a change to this model can change a public page; a migration's own version of a model does not count."""
    if sender.__module__ == "__fake__":
        return False
    label = sender._meta.label_lower
    return label not in SILENT_MODELS and (sender._meta.app_label in PUBLIC_APPS or label in PUBLIC_MODELS)


def _saved(sender: Any, update_fields: Any = None, **kwargs: Any) -> None:
    if _is_public(sender) and not (update_fields and DRAFT_FIELDS.issuperset(update_fields)):
        bump_after_commit()


def _changed(sender: Any, **kwargs: Any) -> None:
    if _is_public(sender):
        bump_after_commit()


def _page_changed(**kwargs: Any) -> None:
    bump_after_commit()


def connect() -> None:
    """Listen to everything that changes a public page; called once when the app is ready."""
    post_save.connect(_saved, dispatch_uid="page_cache")
    post_delete.connect(_changed, dispatch_uid="page_cache")
    m2m_changed.connect(_changed, dispatch_uid="page_cache")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_page_changed, dispatch_uid="page_cache")
