"""The banks that visitors may read: sentences, factoren and doelen to pick from, as far as a published format uses them. Pure reading."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify
from wagtail.models import Site

from formats.list_models import Bank
from formats.models import FormatVersie
from formats.schema import Bank as BankVeld
from formats.schema import Bankitem

MAX_QUERY = 200
RICHTINGEN = {"bevorderend": "wat helpt", "belemmerend": "wat het moeilijker maakt"}


@dataclass(frozen=True)
class PubliekeBank:
    """A bank under the name and the address that visitors know."""

    naam: str
    slug: str
    soort: str
    items: tuple[Bankitem, ...]
    titels: tuple[str, ...]

    @property
    def domeinen(self) -> list[str]:
        """The domains in their own order."""
        return list(dict.fromkeys(item.domein for item in self.items if item.domein))

    @property
    def met_kindtaal(self) -> bool:
        """Whether a child's words are known for any of it."""
        return any(item.kindtaal for item in self.items)


@dataclass(frozen=True)
class Groep:
    """Items of one domain and one direction; `titel` names both."""

    titel: str
    items: list[Bankitem]

    @property
    def gevoelig(self) -> bool:
        """Whether these are about home or health."""
        return any(item.gevoelig for item in self.items)


@dataclass(frozen=True)
class Keuze:
    """What a visitor asked of one bank, and what that leaves."""

    zoek: str
    domein: str
    groepen: list[Groep]
    onbekend: bool

    @property
    def aantal(self) -> int:
        """How many items are left."""
        return sum(len(groep.items) for groep in self.groepen)

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked."""
        return bool(self.zoek or self.domein)


def banks_in_use(site: Site | None) -> list[PubliekeBank]:
    """The banks of this site that the newest version of a public format on it uses, by name: two queries, however many there are."""
    from .models import FormatPage

    if site is None:
        return []
    formats = FormatPage.objects.descendant_of(site.root_page).live().public().values("format")
    used: dict[str, list[str]] = {}
    for versie in FormatVersie.objects.current().filter(format__in=formats).order_by("format__titel"):
        for naam in {veld.bank for veld in versie.schema.veld_by_key.values() if isinstance(veld, BankVeld)}:
            used.setdefault(naam, []).append(versie.schema.titel)
    banken: dict[str, PubliekeBank] = {}
    for bank in Bank.objects.filter(site=site, naam__in=used):
        slug = slugify(bank.naam) or f"bank-{bank.pk}"
        # Names are unique, the slugs made of them need not be.
        slug = slug if slug not in banken else f"{slug}-{bank.pk}"
        banken[slug] = PubliekeBank(bank.naam, slug, bank.get_soort_display(), bank.items, tuple(used[bank.naam]))
    return list(banken.values())


def choose(bank: PubliekeBank, query: QueryDict) -> Keuze:
    """The items with every word of `zoek` in `domein`; a domain that is not there is left out of the question, and said so."""
    zoek = " ".join(query.get("zoek", "").replace("\x00", "").split())[:MAX_QUERY]
    asked = query.get("domein", "")
    domein = next((one for one in bank.domeinen if slugify(one) == asked), "")
    words = re.findall(r"\w+", zoek.casefold())
    groups: dict[str, list[Any]] = {}
    for item in bank.items:
        text = f"{item.label} {item.kindtaal} {item.domein}".casefold()
        if (not domein or item.domein == domein) and all(word in text for word in words):
            parts = [part for part in (item.domein, RICHTINGEN.get(item.richting, "") if _both(bank) else "") if part]
            groups.setdefault(": ".join(parts), []).append(item)
    return Keuze(zoek, domein, [Groep(titel, items) for titel, items in groups.items()], bool(asked and not domein))


def _both(bank: PubliekeBank) -> bool:
    return len({item.richting for item in bank.items}) > 1
