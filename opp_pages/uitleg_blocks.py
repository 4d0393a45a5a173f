"""The blocks of the pages that explain the OPP: who does what, a rule of the law, a line of time, example sentences, and what belongs with it.

Names of blocks and of their parts are stored in every page, so they are append-only. For editors of public pages.
"""

from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.formats import date_format
from wagtail import blocks

from formats.law import ONDERWIJSTYPEN, Element
from formats.law_models import element_choices, elementen
from website.blocks import AlineaBlock, InhoudBlock, LinkBlock

ELEMENTEN = "wettelijke_elementen"


class RolBlock(blocks.StructBlock):
    """One person or group: what they do, and when."""

    wie = blocks.CharBlock(label="Wie", max_length=100)
    wat = blocks.TextBlock(label="Wat", max_length=600, rows=2)
    wanneer = blocks.CharBlock(label="Wanneer", max_length=200, required=False)


class RolverdelingBlock(blocks.StructBlock):
    """A table: who does what, and when."""

    titel = blocks.CharBlock(label="Titel van de tabel", max_length=150)
    rollen = blocks.ListBlock(RolBlock(), label="Rollen", min_num=1, max_num=30)

    class Meta:
        icon = "group"
        label = "Wie doet wat"
        template = "opp_pages/blokken/rolverdeling.html"


class OnderdeelBlock(blocks.ChoiceBlock):
    """The code of a legal element."""

    def normalize_choice(self, value: Any) -> Any:
        """The stored code: Wagtail would look it up among the choices, which asks the database once for every block that is read."""
        return value


class WetBlock(blocks.StructBlock):
    """A rule of the law in plain words. Article and date come from the legal elements that the format check uses, when the rule is one of them."""

    titel = blocks.CharBlock(label="De regel in een paar woorden", max_length=150)
    tekst = AlineaBlock(label="In gewone taal", help_text="Zonder datum: die komt eronder te staan, en klopt dan ook later nog.")
    onderdeel = OnderdeelBlock(
        label="Wettelijk onderdeel", choices=element_choices, required=False, help_text="Dan komen het artikel en de datum uit die lijst."
    )
    artikel = blocks.CharBlock(label="Of: waar staat het", max_length=300, required=False, help_text="Alleen als u hierboven niets kiest.")
    sinds = blocks.DateBlock(label="Geldt vanaf", required=False, help_text="Alleen als u hierboven niets kiest.")
    nagekeken_op = blocks.DateBlock(label="Nagekeken op", required=False, help_text="Wanneer legde iemand dit naast de tekst van de wet?")

    class Meta:
        icon = "form"
        label = "Regel uit de wet"
        template = "opp_pages/blokken/wet.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add where the rule stands and since when it counts, in words that follow today's date."""
        context = super().get_context(value, parent_context)
        today = timezone.localdate()
        wanted = value.get("onderdeel")
        found = [one for one in known_elements(parent_context) if one.code == wanted] if wanted else []
        if found:
            sources = dict.fromkeys(one.bron for one in found if one.bron)
            return {**context, "waar": "; ".join(sources), "sinds": _spans(found, today)}
        return {**context, "waar": value.get("artikel"), "sinds": [_in_words(value["sinds"], None, today)] if value.get("sinds") else []}


class WetsoverzichtBlock(blocks.StructBlock):
    """What the law asks of an OPP today, per kind of education: the table that the check of formats uses, always as it is now."""

    titel = blocks.CharBlock(label="Titel van het overzicht", max_length=150, default="Wat moet er in een OPP staan?")

    class Meta:
        icon = "table"
        label = "Overzicht: wat de wet vraagt"
        template = "opp_pages/blokken/wetsoverzicht.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the demands that count today and those that will: (name, how strong, [(demand, for which education, since when)])."""
        today = timezone.localdate()
        grouped: dict[tuple[str, str], list[Any]] = {}
        for one in known_elements(parent_context):
            if one.geldig_tot is None or one.geldig_tot >= today:
                said = (one, education(one), _in_words(one.geldig_vanaf, one.geldig_tot, today))
                grouped.setdefault((one.naam, one.eis), []).append(said)
        parts = [(naam, eis, rows) for (naam, eis), rows in grouped.items()]
        return {**super().get_context(value, parent_context), "onderdelen": parts}


class StapBlock(blocks.StructBlock):
    """One moment."""

    wanneer = blocks.CharBlock(label="Wanneer", max_length=100)
    titel = blocks.CharBlock(label="Wat gebeurt er", max_length=150)
    tekst = blocks.TextBlock(label="Uitleg", max_length=800, required=False, rows=3)


class StappenlijnBlock(blocks.StructBlock):
    """A line of time."""

    titel = blocks.CharBlock(label="Titel", max_length=150)
    stappen = blocks.ListBlock(StapBlock(), label="Momenten", min_num=2, max_num=20)

    class Meta:
        icon = "history"
        label = "Stappen in de tijd"
        template = "opp_pages/blokken/stappenlijn.html"


class ZinBlock(blocks.StructBlock):
    """One example sentence, if wanted with the words of a child beside it."""

    zin = blocks.CharBlock(label="Zin", max_length=300)
    kindzin = blocks.CharBlock(label="In kindertaal", max_length=300, required=False)


class ZinnenBlock(blocks.StructBlock):
    """Example sentences: invented ones, never out of a real dossier."""

    titel = blocks.CharBlock(label="Titel", max_length=150, default="Voorbeeldzinnen")
    zinnen = blocks.ListBlock(
        ZinBlock(), label="Zinnen", min_num=1, max_num=40, help_text="Verzin ze zelf. Gebruik nooit een zin uit een echt dossier."
    )

    class Meta:
        icon = "openquote"
        label = "Voorbeeldzinnen"
        template = "opp_pages/blokken/zinnen.html"


class VerwijzingBlock(LinkBlock):
    """A link that may lead past a page: to a list with a filter on, or to one thing in it."""

    vervolg = blocks.CharBlock(
        label="Achter het adres van de pagina",
        max_length=200,
        required=False,
        validators=[RegexValidator(r"^[a-z0-9/?=&_-]*$", "Gebruik alleen kleine letters, cijfers en de tekens / ? = & _ en -.")],
        help_text="Bijvoorbeeld ?thema=gedrag, voor een lijst waarin al iets gekozen is.",
    )

    class Meta:
        icon = "link"
        label = "Verwijzing"
        template = "opp_pages/blokken/verwijzing.html"


class HierbijBlock(blocks.StructBlock):
    """Formulieren, handleidingen and other pages that belong with the subject."""

    titel = blocks.CharBlock(label="Titel", max_length=150, default="Formulieren en handleidingen")
    links = blocks.ListBlock(VerwijzingBlock(), label="Verwijzingen", min_num=1, max_num=20)

    class Meta:
        icon = "list-ul"
        label = "Hoort hierbij"
        template = "blocks/links.html"


class OppInhoudBlock(InhoudBlock):
    """Everything that a page about the OPP is made of."""

    rolverdeling = RolverdelingBlock()
    wet = WetBlock()
    wetsoverzicht = WetsoverzichtBlock()
    stappenlijn = StappenlijnBlock()
    zinnen = ZinnenBlock()
    hierbij = HierbijBlock()


def known_elements(context: Any) -> list[Element]:
    """What is known of the law: asked once per page, when the page put an empty list for it in the context."""
    kept = context.get(ELEMENTEN) if context is not None else None
    if kept is None:
        return elementen()
    if not kept:
        kept.extend(elementen())
    return kept


def education(element: Element) -> str:
    """The kinds of education that a demand is for, in words."""
    if set(element.onderwijstypen) >= set(ONDERWIJSTYPEN):
        return "alle onderwijs"
    return ", ".join(ONDERWIJSTYPEN.get(code, code) for code in element.onderwijstypen)


def _spans(elements: list[Element], today: date) -> list[str]:
    """Since when a demand counts: one sentence, or one per kind of education when they differ."""
    spans: dict[str, list[str]] = {}
    for one in elements:
        spans.setdefault(_in_words(one.geldig_vanaf, one.geldig_tot, today), []).append(education(one))
    if len(spans) == 1:
        return list(spans)
    return [f"{said} ({', '.join(names)})" for said, names in spans.items()]


def _in_words(since: date | None, until: date | None, today: date) -> str:
    if until is not None and until < today:
        return f"Gold tot en met {_dutch(until)}"
    if since is None:
        return "Geldt al langer"
    return f"Geldt {'sinds' if since <= today else 'vanaf'} {_dutch(since)}"


def _dutch(day: date) -> str:
    return date_format(day, "j F Y")
