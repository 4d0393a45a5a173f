"""Pages go live and offline at their moment, also where nobody runs Wagtail's `publish_scheduled` every minute.

Each process knows the next moment in the plan; the first visitor after it, whoever that is, does the work before getting an answer. So a page that
is over is not shown, found, listed or sent once more: every room asks whether a page is live, and it no longer is. The command does the same work
and stays worth running: without visitors nothing happens here, and a webhook would wait for one.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

# After a failure the work is not tried again at every request.
REST_SECONDS = 60.0


class Timetable:
    """What this process knows of the plan."""

    def __init__(self, believe_seconds: float) -> None:
        self._believe = believe_seconds
        self._lock = threading.Lock()
        self._next: datetime | None = None
        # Long ago, so that the first question reads the plan.
        self._read_at = self._failed_at = monotonic() - 1_000_000

    def act_if_due(self) -> bool:
        """Do what is due, if anything is; a second thread does not wait for the first.

        Returns:
            Whether there was something to do.
        """
        if monotonic() - self._read_at >= self._believe:
            self._read()
        if self._next is None or self._next > timezone.now() or monotonic() - self._failed_at < REST_SECONDS:
            return False
        if not self._lock.acquire(blocking=False):
            return False
        try:
            if not act():
                self._failed_at = monotonic()
            self._read()
        finally:
            self._lock.release()
        return True

    def _read(self) -> None:
        try:
            ends = Page.objects.filter(live=True, expire_at__isnull=False).aggregate(one=Min("expire_at"))["one"]
            begins = Revision.objects.filter(approved_go_live_at__isnull=False).aggregate(one=Min("approved_go_live_at"))["one"]
        except DatabaseError:
            logger.exception("The plan of pages could not be read.")
        else:
            self._next = min((moment for moment in (ends, begins) if moment), default=None)
        self._read_at = monotonic()


def act() -> bool:
    """Take offline what is over, then put online what was approved for before now; as `publish_scheduled` does, one page at a time.

    Returns:
        Whether all of it went well; what went wrong with a page is logged and keeps no other page waiting.
    """
    moment, well = timezone.now(), True
    for page in Page.objects.filter(live=True, expire_at__lte=moment).specific():
        well &= _safely(lambda page=page: page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled"), page.pk)
    for revision in Revision.objects.filter(approved_go_live_at__lte=moment).order_by("approved_go_live_at"):
        well &= _safely(lambda revision=revision: revision.publish(log_action="wagtail.publish.scheduled"), revision.object_id)
    return well


def _safely(deed: Callable[[], object], pk: object) -> bool:
    try:
        deed()
    except Exception:
        logger.exception("The plan of page %s could not be carried out.", pk)
        return False
    return True


class TimetableMiddleware:
    """Stands before the page cache, so that a kept answer of a page that is over is not served."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.SITE_ROLE == "dossier" or settings.TIMETABLE_SECONDS is None:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.timetable = Timetable(settings.TIMETABLE_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Do what is due, and go on."""
        self.timetable.act_if_due()
        return self.get_response(request)
