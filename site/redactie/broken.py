"""Links on live pages that lead nowhere: to a page that is offline or gone, to a file that is gone, to an address elsewhere that did not answer."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from .models import Soort, Verwijzing, Webadres

WHY = {
    Soort.PAGINA: "De pagina waar de link heen gaat, is er niet meer of staat niet online.",
    Soort.DOCUMENT: "Het bestand is er niet meer.",
    Soort.AFBEELDING: "De afbeelding is er niet meer.",
}


@dataclass(frozen=True)
class Kapot:
    """A link that leads nowhere, with the reason."""

    verwijzing: Verwijzing
    reden: str


def broken_links(pages: QuerySet[Any], limit: int) -> list[Kapot]:
    """The broken links on these pages as far as they are live, at most so many; two queries, and none to another site."""
    gone = (
        Q(soort=Soort.PAGINA) & ~Q(doel__in=Page.objects.live().public().values("pk").order_by())
        | Q(soort=Soort.DOCUMENT) & ~Q(doel__in=get_document_model().objects.values("pk").order_by())
        | Q(soort=Soort.AFBEELDING) & ~Q(doel__in=get_image_model().objects.values("pk").order_by())
        | Q(soort=Soort.ADRES, adres__in=Webadres.objects.broken().values("adres"))
    )
    on_pages = Verwijzing.objects.filter(pagina__live=True, pagina__in=pages.values("pk").order_by())
    found = list(on_pages.filter(gone).select_related("pagina").order_by("pagina__title", "pk")[:limit])
    errors = dict(Webadres.objects.filter(adres__in=[one.adres for one in found if one.adres]).values_list("adres", "fout"))
    return [Kapot(one, WHY.get(Soort(one.soort)) or errors.get(one.adres, "")) for one in found]
