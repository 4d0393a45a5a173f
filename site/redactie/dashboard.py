"""The start page of an editor: what waits, what was handed in, what ends or must be looked at soon, broken links, shared drafts.

Every list is cut off and asked in a number of queries that does not grow with what is in it. Each shows only what this editor may act on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from forms_catalog.models import Formulier, Status
from handleidingen.models import HandleidingPage

from .broken import broken_links
from .preview_admin import running_links

SHOWN = 10
SOON = timedelta(days=30)
CHECK_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Regel:
    """One line: what it is, where to go, and what to know."""

    titel: str
    url: str
    bij: str = ""


@dataclass
class Lijst:
    """A list with its heading; `meer` leads to all of it."""

    naam: str
    titel: str
    leeg: str
    regels: list[Regel] = field(default_factory=list)
    meer: tuple[str, str] | None = None


class StartPanel(Component):
    """All lists of one editor, in the order in which they ask for attention."""

    name = "redactie_start"
    template_name = "redactie/start.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The lists; those about formulieren only for who keeps the catalogue."""
        return {"lijsten": list(lists(parent_context["request"].user))}


def lists(user: Any) -> Iterator[Lijst]:
    """Every list of this editor."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    yield Lijst("wacht", "Wacht op u", "Er wacht niets op uw goedkeuring.", list(_waiting(user)))
    yield Lijst("ingediend", "Door u ingediend", "U hebt niets ingediend dat nog loopt.", list(_handed_in(user)))
    yield Lijst(
        "binnenkort", "Binnenkort aan de beurt", "Er loopt niets af en er hoeft niets te worden nagekeken.", list(_soon(user, pages))
    )
    broken = [
        Regel(
            one.verwijzing.pagina.title,
            _edit(one.verwijzing.pagina_id),
            f"{one.verwijzing.plaats}: ‘{_words(one.verwijzing)}’. {one.reden}",
        )
        for one in broken_links(pages, SHOWN)
    ]
    yield Lijst("kapot", "Links die niet werken", "Alle bekende links werken.", broken)
    links = running_links(user, SHOWN)
    shared = [
        Regel(one.pagina.draft_title or one.pagina.title, reverse("redactie:delen", args=[one.pagina_id]), _until(one.geldig_tot))
        for one in links
    ]
    yield Lijst(
        "gedeeld",
        "Gedeelde voorbeelden",
        "Er werkt nu geen voorbeeldlink.",
        shared,
        ("Bekijk alle voorbeelden", reverse("redactie:voorbeelden")),
    )


def _waiting(user: Any) -> Iterator[Regel]:
    """What this editor can approve; not what came from the same hand."""
    states = TaskState.objects.reviewable_by(user).select_related("revision__user", "workflow_state").order_by("-started_at")
    states = states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)[:SHOWN]
    for state in states:
        writer = state.revision.user
        who = writer.get_full_name() or writer.get_username() if writer else "een oud-redacteur"
        yield Regel(state.revision.object_str, _edit(state.revision.object_id), f"Ingediend door {who} op {_day(state.started_at)}")


def _handed_in(user: Any) -> Iterator[Regel]:
    states = list(
        WorkflowState.objects.active().filter(requested_by=user).select_related("current_task_state").order_by("-created_at")[:SHOWN]
    )
    pages = Page.objects.in_bulk([int(state.object_id) for state in states if state.object_id.isdigit()])
    for state in states:
        if page := pages.get(int(state.object_id)):
            back = state.status == WorkflowState.STATUS_NEEDS_CHANGES
            yield Regel(
                page.draft_title or page.title,
                _edit(page.pk),
                "Terug: pas het aan en dien het opnieuw in" if back else "Wacht op een tweede redacteur",
            )


def _soon(user: Any, pages: Any) -> Iterator[Regel]:
    """Pages that end, handleidingen that nobody looked at for a year, formulieren to revise; the first day first."""
    today = timezone.localdate()
    found: list[tuple[date, Regel]] = []
    ending = pages.filter(live=True, expire_at__lte=timezone.now() + SOON).order_by("expire_at")[:SHOWN]
    for page in ending:
        found.append((timezone.localdate(page.expire_at), Regel(page.title, _edit(page.pk), f"Gaat offline op {_day(page.expire_at)}")))
    old = Q(gecontroleerd_op__isnull=True) | Q(gecontroleerd_op__lt=today - CHECK_AFTER)
    editable = pages.values("pk").order_by()
    manuals = HandleidingPage.objects.live().filter(old, pk__in=editable).defer("stappen").order_by("gecontroleerd_op")[:SHOWN]
    for page in manuals:
        checked = page.gecontroleerd_op
        when = f"Laatst gecontroleerd op {_day(checked)}" if checked else "Nog nooit gecontroleerd"
        found.append((checked or today, Regel(page.title, _edit(page.pk), f"{when}. Kijk na of het nog klopt.")))
    if user.has_perm("forms_catalog.change_formulier"):
        due = Formulier.objects.filter(status=Status.GELDEND, volgende_herziening__lte=today + SOON).order_by("volgende_herziening")[:SHOWN]
        for formulier in due:
            text = f"Herzien uiterlijk {_day(formulier.volgende_herziening)}"
            found.append((formulier.volgende_herziening, Regel(formulier.titel, _formulier(formulier.pk), text)))
    yield from (regel for _, regel in sorted(found, key=lambda one: one[0])[: SHOWN * 2])


def _edit(pk: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _formulier(pk: Any) -> str:
    """Where the catalogue keeps it; its address is the catalogue's business."""
    try:
        return reverse("forms_catalog_formulier_modeladmin_edit", args=[pk])
    except NoReverseMatch:
        return reverse("wagtailadmin_home")


def _words(link: Any) -> str:
    return link.tekst or link.adres or "link zonder tekst"


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment) if hasattr(moment, "hour") else moment, "j F Y")


def _until(moment: Any) -> str:
    return f"De link werkt tot {date_format(timezone.localtime(moment), 'j F Y, H:i')} uur"
