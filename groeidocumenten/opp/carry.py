"""An OPP that goes on in a next groeidocument: as a new concept with the same text. What happened to the first one stays where it is."""

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.kamers import Keuze
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import Author, open_from, seal_into

from .actions import refuse_running
from .models import Factor, Opp, Oppantwoord, Perspectief
from .werk import newest_states


def offers(geopend: GeopendDossier) -> list[Keuze]:
    """The last OPP of the file, unless it was made elsewhere: a file has no text to go on with."""
    opp = geopend.groeidocument.opps.filter(format_versie__isnull=False).order_by("-op").first()
    if opp is None:
        return []
    said = "Het begint daar als een nieuw concept, met dezelfde tekst en factoren. Gesprekken en opmerkingen blijven in dit groeidocument."
    return [Keuze(str(opp.pk), "Het OPP gaat verder", "OPP", said, vooraf=opp.begin is not None)]


def carry(first: GeopendDossier, second: GeopendDossier, keys: list[str]) -> None:
    """Take an OPP along, in the transaction that starts the second file. One that was taken along before is not taken along again."""
    for opp in first.groeidocument.opps.filter(pk__in=keys, format_versie__isnull=False):
        if second.groeidocument.opps.exists():
            continue
        refuse_running(second)
        file = second.groeidocument
        new = Opp(groeidocument=file, format_versie=opp.format_versie, variant=opp.variant, vorige=opp)
        new.onderwijstype = file.school.onderwijstype
        sign(new, second)
        new.save(force_insert=True)
        _copy(first, second, opp, new)
        note(Handeling.MEEGENOMEN, second, str(new.pk))


def _copy(first: GeopendDossier, second: GeopendDossier, opp: Opp, new: Opp) -> None:
    file = second.groeidocument
    for state in newest_states(first, opp).values():
        # The agreements that were chosen belong to the first file.
        if state.sectie != Oppantwoord.KEUZE:
            row: Author = Oppantwoord(groeidocument=file, opp=new, sectie=state.sectie, versie=1)
            seal_into(row, "antwoorden", open_from(state, "antwoorden"))
            _as_it_was(row, state)
    outlook = first.groeidocument.perspectieven.filter(opp=opp).first()
    if outlook is not None:
        row = Perspectief(groeidocument=file, opp=new, peildatum=outlook.peildatum)
        seal_into(row, "inhoud", open_from(outlook, "inhoud"))
        _as_it_was(row, outlook)
    for factor in first.groeidocument.oppfactoren.filter(opp=opp, ingetrokken_op__isnull=True, vervangen_door__isnull=True):
        row = Factor(groeidocument=file, opp=new, richting=factor.richting, bron=factor.bron)
        seal_into(row, "inhoud", open_from(factor, "inhoud"))
        _as_it_was(row, factor)


def _as_it_was(row: Author, before: Author) -> None:
    """Store a row under the name and the day of who wrote it: taking along is no writing. A guest's link belongs to the first file."""
    row.door, row.op = before.door, before.op
    seal_into(row, "naam", open_from(before, "naam"))
    row.save(force_insert=True)
