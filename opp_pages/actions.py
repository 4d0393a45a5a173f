"""Deeds on format pages: publishing one, and what publishing and withdrawing mean for the frozen format behind it."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from formats.freeze import freeze
from formats.models import Format, FormatVersie, publish_version
from formats.schema import FormatSchema

if TYPE_CHECKING:
    from .models import FormatPage


def publish_format_page(page: "FormatPage", user: Any = None) -> FormatVersie:
    """Publish what the page holds now, the same way the editor's button does.

    Raises:
        ValidationError: with the place of every problem; nothing is published then.
        ValueError: for a page with a date to go live that is still to come; Wagtail's timetable publishes that one.
    """
    if page.go_live_at and page.go_live_at > timezone.now():
        raise ValueError("This page waits for its date to go live.")
    with transaction.atomic():
        page.save_revision(user=user, log_action=True).publish(user=user)
    page.refresh_from_db()
    return FormatVersie.objects.filter(format=page.format).latest("nummer")


def freeze_page(page: "FormatPage") -> FormatSchema:
    """The schema that publishing this page would freeze.

    Raises:
        ValidationError: with the place of every problem.
    """
    return freeze(page.delen, titel=page.title, soort=page.soort, onderwijstypen=page.onderwijstypen, varianten=page.varianten)


@transaction.atomic
def freeze_as_next_version(page: "FormatPage") -> FormatVersie:
    """Freeze a page that goes live: the first time this makes its Format, later a next version; a withdrawn format comes back.

    Raises:
        ValidationError: with the place of every problem.
    """
    schema = freeze_page(page)
    page.format = format_ = page.format or Format(site=page.get_site())
    format_.titel, format_.soort, format_.ingetrokken_op = page.title[:200], page.soort, None
    format_.save()
    return publish_version(format=format_, schema=schema)


def withdraw_format(format_: Format) -> None:
    """Nobody can start on this format any more; dossiers that have it keep it. A second time changes nothing."""
    Format.objects.filter(pk=format_.pk, ingetrokken_op__isnull=True).update(ingetrokken_op=timezone.now())
