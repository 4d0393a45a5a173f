"""Formats that come from elsewhere as files: what reading one in makes on this site.

Who may: whoever may add pages below the OPP page. Nothing that is read in is public; it is a draft, and a second editor approves it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.models import Revision

from formats.exchange import ExchangeFile
from formats.exchange_lists import take_over
from formats.schema import FormatSchema
from formats.schema.places import short
from formats.thaw import thaw, thaw_varianten

from .forms import ONDERWIJSTYPEN
from .models import FormatPage, OppIndexPage


@dataclass(frozen=True)
class Import:
    """What an import made: the page with the draft (None when the file held lists and banks only), and what an editor should know about it."""

    page: FormatPage | None
    is_new: bool
    told: tuple[str, ...]


@transaction.atomic
def import_format(file: ExchangeFile, *, parent: OppIndexPage, user: Any, separate: bool = False) -> Import:
    """Make a draft of a format that was read, with its lists and banks; all of it or nothing.

    Args:
        file: as formats.exchange.read gave it, so it is complete and right.
        parent: the page to make a new format under; its site gets the lists and banks.
        separate: make a format of its own, also when this site has a format with the same questions. Else that one gets a new draft.

    Raises:
        PermissionDenied: for who may not add pages there.
        ValidationError: in Dutch, when the file does not suit this site, or the page to make a draft of cannot be changed now.
    """
    if not parent.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    site = parent.get_site()
    schema, told = take_over(file, site=site)
    if schema is None:
        return Import(page=None, is_new=False, told=tuple(told))
    _refuse_unknown_education(schema)
    existing = None if separate else page_with_the_same_questions(schema, parent)
    page = existing or FormatPage(live=False, owner=user)
    if existing:
        _refuse_closed(existing, user)
        page = existing.get_latest_revision_as_object()
    page.title, page.soort, page.onderwijstypen = schema.titel, schema.soort, list(schema.onderwijstypen)
    page.korte_omschrijving = file.korte_omschrijving
    page.varianten = json.dumps(thaw_varianten(schema))
    page.delen = json.dumps(thaw(schema, site=site))
    if not existing:
        page = parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return Import(page=page, is_new=existing is None, told=tuple(told))


def page_with_the_same_questions(schema: FormatSchema, parent: OppIndexPage) -> FormatPage | None:
    """The format page below this one that shares most questions with the schema, if any does: a format line keeps its keys."""
    wanted = {veld.key for _deel, _sectie, veld in schema.velden()}
    pages = {page.pk: page for page in FormatPage.objects.child_of(parent).filter(alias_of=None)}
    newest = Revision.objects.filter(pk__in=[page.latest_revision_id for page in pages.values() if page.latest_revision_id])
    drafts = {int(revision.object_id): revision.content.get("delen") for revision in newest}
    shared = {pk: len(wanted & set(_ids(drafts.get(pk) or page.delen.get_prep_value()))) for pk, page in pages.items()}
    # Of two copies with as many questions in common, the one that is public, and then the older one.
    best = max(pages.values(), key=lambda page: (shared[page.pk], page.live, -page.pk), default=None)
    return best if best is not None and shared[best.pk] else None


def _ids(delen: Any) -> Iterator[str]:
    """The ids of all blocks in stored stream data."""
    if isinstance(delen, str):
        delen = json.loads(delen)
    rest = [delen]
    while rest:
        part = rest.pop()
        if isinstance(part, list):
            rest += part
        elif isinstance(part, dict):
            rest += part.values()
            if isinstance(part.get("id"), str):
                yield part["id"]


def _refuse_unknown_education(schema: FormatSchema) -> None:
    known = {code for code, _name in ONDERWIJSTYPEN}
    unknown = [code for code in schema.onderwijstypen if code not in known]
    if unknown:
        raise ValidationError([f"Het format: het soort onderwijs ‘{short(code)}’ kent dit programma niet." for code in unknown])


def _refuse_closed(page: FormatPage, user: Any) -> None:
    may = page.permissions_for_user(user)
    if page.workflow_in_progress or may.page_locked() or not may.can_edit():
        why = "ligt nu ter controle" if page.workflow_in_progress else "kunt u nu niet wijzigen"
        raise ValidationError(
            f"Deze website heeft dit format al: ‘{short(page.title)}’, maar dat {why}. Wacht tot dat klaar is, of kies ‘als apart format’."
        )
