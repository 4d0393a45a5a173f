"""The addresses of `/api/v1` for what stands around handleidingen and formulieren: begrippen, nieuws, vragen, and search."""

from typing import Any

from django.http import HttpRequest
from ninja import Query

from .api import api
from .listing import answer_named, answer_question, assemble
from .question import Paging, refuse_unknown
from .sources import pages as p
from .sources import zoeken as z
from .stukken import dump

NIEUWS, VRAGEN, BEGRIPPEN = p.Nieuws(), p.Vragen(), p.Begrippen()


@api.get("/begrippen", response=p.BegrippenLijst, tags=["begrippen"], operation_id="begrippen", summary="Lijst van begrippen")
def begrippen(request: HttpRequest, question: Query[Paging]) -> Any:
    """Alle begrippen van de begrippenlijst, van A tot Z."""
    return answer_question(request, BEGRIPPEN, question)


@api.get(
    "/begrippen/{slug}",
    response=p.BegripItem,
    tags=["begrippen"],
    operation_id="begrip",
    url_name="begrip",
    summary="Een begrip met uitleg",
)
def begrip(request: HttpRequest, slug: str) -> Any:
    """Een begrip met zijn uitleg, andere schrijfwijzen en bron."""
    return answer_named(request, BEGRIPPEN, slug)


@api.get("/nieuws", response=p.NieuwsLijst, tags=["nieuws"], operation_id="nieuws", summary="Lijst van nieuwsberichten")
def nieuws(request: HttpRequest, question: Query[Paging]) -> Any:
    """Alle nieuwsberichten, nieuwste eerst."""
    return answer_question(request, NIEUWS, question)


@api.get(
    "/nieuws/{slug}",
    response=p.NieuwsDetail,
    tags=["nieuws"],
    operation_id="nieuwsbericht",
    url_name="nieuwsbericht",
    summary="Een nieuwsbericht",
)
def nieuwsbericht(request: HttpRequest, slug: str) -> Any:
    """Een nieuwsbericht met zijn tekst."""
    return answer_named(request, NIEUWS, slug)


@api.get("/vragen", response=p.VragenLijst, tags=["vragen"], operation_id="vragen", summary="Veelgestelde vragen per lezer")
def vragen(request: HttpRequest, question: Query[p.VragenVraag]) -> Any:
    """De pagina's met veelgestelde vragen, met hun antwoorden."""
    return answer_question(request, VRAGEN, question)


@api.get(
    "/vragen/{slug}",
    response=p.VragenItem,
    tags=["vragen"],
    operation_id="vragenVanLezer",
    url_name="vragen-van-lezer",
    summary="De veelgestelde vragen van één lezer",
)
def vragen_van_lezer(request: HttpRequest, slug: str) -> Any:
    """De vragen van één lezer, met hun antwoorden."""
    return answer_named(request, VRAGEN, slug)


@api.get("/zoeken", response=z.ZoekLijst, tags=["zoeken"], operation_id="zoeken", summary="Zoeken op de website")
def zoeken(request: HttpRequest, question: Query[z.ZoekVraag]) -> Any:
    """Wat de zoekfunctie van de website vindt, in dezelfde volgorde en met dezelfde filters."""
    refuse_unknown(request, z.ZoekVraag)
    lines, total, meant = z.found(request, question)
    return assemble(request, question, [dump(line) for line in lines], total, {"bedoeld": meant})
