"""A section's form as somebody sends it, and what was saved of it."""

from django.urls import reverse

from groeidocumenten.inhoud.actions import saved_section
from groeidocumenten.inhoud.models import Antwoordversie

CHAPTER = "hoofdstuk-een"
SECTIE = f"{CHAPTER}-sectie"


def address(world, chapter: str = CHAPTER, file: str = "noor") -> str:
    return reverse("inhoud:sectie", args=[getattr(world, file), chapter, f"{chapter}-sectie"])


def form(versie: object = 1, chapter: str = CHAPTER, **fields: str) -> dict[str, str]:
    return {"versie": str(versie)} | {f"veld_{chapter}-{name}": value for name, value in fields.items()}


def answers(world, opened, who: str = "anja") -> dict:
    geopend = opened(who)
    return saved_section(geopend, geopend.sectie(CHAPTER, SECTIE)[1]).antwoorden


def history(world) -> int:
    return Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie=SECTIE).count()
