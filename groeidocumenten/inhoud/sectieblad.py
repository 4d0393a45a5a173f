"""The sections of a hoofdstuk as its page shows them: answers, and beside them who writes, what changed, what was suggested, who talked."""

from dataclasses import dataclass

from formats.readable import Regel
from formats.schema import AnyVeld, Deel, Sectie
from groeidocumenten.dossiers.access import Recht

from .aanwezig import Schrijver, others
from .actions import Saved
from .concepten import sections_with_concept
from .content import Inhoud
from .gezien import changed_since
from .inbreng import Stuk, may_suggest, voorstellen
from .notities import Gesprek, asks_the_pupil, gesprekken
from .section import may_fill


@dataclass(frozen=True)
class SectieView:
    """A section as a page shows it.

    Args:
        nieuw: whether it was saved since this viewer last looked.
        concept: whether this viewer has unsaved text in it.
        te_voorstellen: fields for which this viewer can suggest another text.
        legt_gesprek_vast: whether this viewer writes down who talked with the pupil.
    """

    sectie: Sectie
    saved: Saved
    regels: list[Regel]
    may_fill: bool
    schrijvers: list[Schrijver]
    nieuw: bool
    concept: bool
    voorstellen: list[Stuk]
    te_voorstellen: list[AnyVeld]
    gesprek: Gesprek | None
    legt_gesprek_vast: bool


def section_views(inhoud: Inhoud, deel: Deel) -> list[SectieView]:
    """The sections of a hoofdstuk that apply; a fixed number of queries."""
    geopend, secties = inhoud.geopend, list(inhoud.secties(deel))
    writers, changed, typed = others(geopend, [one.key for one in secties]), changed_since(inhoud), sections_with_concept(geopend)
    suggested, talks = voorstellen(geopend, deel.key), gesprekken(geopend)
    records = geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN)
    return [
        SectieView(
            sectie=one,
            saved=inhoud.of(one),
            regels=inhoud.regels(one),
            may_fill=may_fill(geopend, one),
            schrijvers=writers.get(one.key, []),
            nieuw=one.key in changed,
            concept=one.key in typed,
            voorstellen=[stuk for stuk in suggested if stuk.sectie == one.key],
            te_voorstellen=[veld for veld in one.velden if may_suggest(geopend, veld)],
            gesprek=talks.get(one.key),
            legt_gesprek_vast=records and asks_the_pupil(geopend, one),
        )
        for one in secties
    ]
