"""The bundle: everything between school and parents about one version, in order of time. The evidence of op overeenstemming gericht overleg.

Law: WPO 40a lid 2 and 4, WEC 41a, WVO 2020 2.44. The geschillencommissie looks at the concepts that were sent, what parents said and what the
school did with it (dossier 2.7). It begins where the round of the version begins, that is after the adoption before it.
"""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.formats import date_format

from formats.papier.pdf import PrintAanvulling, PrintDeel, PrintDocument, PrintRegel, PrintSectie
from groeidocumenten.bewaren.beside import talk_section
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.gesprekken.talks import talks_for
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.opp.lezen import answers_for, blocks_of, places
from groeidocumenten.opp.models import OppVersie
from groeidocumenten.opp.opmerkingen import OpenOpmerking, remarks
from groeidocumenten.opp.reading import versions
from groeidocumenten.opp.tekenstand import dispute_of
from groeidocumenten.opp.verleden import Gebeurtenis, happened
from groeidocumenten.opp.verschil import Verschil, differences

from .document import answers_file, framed
from .handtekeningen import signatures
from .tekst import whole

CHANGED = {"nieuw": "Erbij gekomen", "weg": "Weggehaald", "anders": "Gewijzigd"}


def bundle_document(geopend: GeopendDossier, versie: OppVersie) -> PrintDocument:
    """Everything about one version that this viewer may read."""
    rows = versions(geopend, versie.opp).filter(ronde=versie.ronde, nummer__lte=versie.nummer).order_by("nummer")
    numbers = [row.nummer for row in rows]
    facts = sorted((one for one in happened(geopend, versie.opp) if one.versie in numbers), key=lambda one: (one.dag, one.op))
    delen = [_overview(facts)]
    before: OppVersie | None = None
    for row in rows:
        delen.append(_version(geopend, row, before, [one for one in facts if one.versie == row.nummer]))
        before = row
    delen += [*_talks(geopend, versie), signatures(geopend, versie, places=False), *_dispute(geopend, versie)]
    delen += [PrintDeel(f"Versie {versie.nummer}: {deel.titel}", deel.uitleg, deel.secties) for deel in whole(blocks_of(versie, geopend))]
    files = [answers_file(versie, answers_for(versie, geopend))]
    return framed(geopend, versie, "Overleg over het OPP", delen, soort="bundel", bijlagen=files)


def _overview(facts: list[Gebeurtenis]) -> PrintDeel:
    rijen = [[date_format(one.dag, "j F Y"), one.wat, one.door] for one in facts]
    regel = PrintRegel("Wat er gebeurde", soort="tabel", kop=["Dag", "Wat", "Vastgelegd door"], rijen=rijen, leeg=not rijen)
    return PrintDeel("Overzicht", secties=[PrintSectie("In volgorde van tijd", [regel])])


def _version(geopend: GeopendDossier, versie: OppVersie, before: OppVersie | None, facts: list[Gebeurtenis]) -> PrintDeel:
    """What happened to one version: sent, changed, remarked on, discussed, advised on, adopted."""
    blokken = blocks_of(versie, geopend)
    sent = date_format(timezone.localtime(versie.op), "j F Y")
    secties = [_fact(one) for one in facts]
    if before is not None:
        changed = list(_changes(differences(blocks_of(before, geopend), blokken)))
        secties.append(PrintSectie(f"Veranderd sinds versie {before.nummer}", changed or [PrintRegel("Tekst", tekst="Niets veranderd.")]))
    said = [one for found in remarks(geopend, versie, places(blokken)).values() for one in found]
    secties.append(
        PrintSectie("Opmerkingen en antwoorden", list(_remarks(said)) or [PrintRegel("Opmerkingen", tekst="Er zijn geen opmerkingen.")])
    )
    secties.append(PrintSectie("Controlegetal", [PrintRegel("sha256", tekst=versie.sha256)]))
    return PrintDeel(f"Versie {versie.nummer} van {sent}", secties=secties)


def _fact(one: Gebeurtenis) -> PrintSectie:
    regels = [PrintRegel(label, tekst=said) for label, said in one.regels]
    return PrintSectie(f"{one.wat}, {date_format(one.dag, 'j F Y')}", regels or [PrintRegel("Vastgelegd door", tekst=one.door)])


def _changes(found: Iterable[Verschil]) -> Iterator[PrintRegel]:
    for one in found:
        lines = [f"{CHANGED[one.soort]}.", *([f"Was: {one.was}"] if one.was else []), *([f"Nu: {one.werd}"] if one.werd else [])]
        yield PrintRegel(f"{one.titel}: {one.label}", tekst="\n\n".join(lines))


def _remarks(found: Iterable[OpenOpmerking]) -> Iterator[PrintRegel]:
    for one in sorted(found, key=lambda remark: remark.op):
        lines = [one.tekst]
        if one.antwoord_op:
            lines.append(f"Antwoord van {one.antwoord_naam}, {_day(one.antwoord_op)} ({one.uitkomst}): {one.antwoord}")
        else:
            lines.append("De school heeft nog geen antwoord gegeven.")
        yield PrintRegel(f"{one.waar}: {one.naam}, {_day(one.op)}", tekst="\n\n".join(lines))


def _talks(geopend: GeopendDossier, versie: OppVersie) -> list[PrintDeel]:
    """The talks of the room gesprekken that belong to the discussions of this round, as far as this viewer reads them."""
    if geopend.lezer not in ("school", "ouder"):
        return []
    rows = geopend.groeidocument.oppbesprekingen.filter(opp=versie.opp, ronde=versie.ronde, gesprek__isnull=False)
    wanted = set(rows.values_list("gesprek_id", flat=True))
    found = [talk for talk in talks_for(geopend) if talk.gesprek.pk in wanted] if wanted else []
    if not found:
        return []
    voices = [PrintAanvulling(one.naam, _day(one.op), one.tekst) for talk in found for one in (*talk.reacties, *talk.aanvullingen)]
    return [PrintDeel("Gesprekken", secties=[talk_section(talk) for talk in found], aanvullingen=voices)]


def _dispute(geopend: GeopendDossier, versie: OppVersie) -> list[PrintDeel]:
    """That there is no agreement, why, and what was done since. It has words of those who did not agree: for the school alone."""
    row = dispute_of(geopend, versie.opp, versie) if geopend.lezer == "school" else None
    if row is None:
        return []
    said = open_from(row, "inhoud")
    regels = [
        PrintRegel("Waarom er geen overeenstemming is", tekst=said["redenen"]),
        PrintRegel("Voert de school het handelingsdeel uit?", tekst=f"{'Ja' if row.uitgevoerd else 'Nee'}, omdat: {said['omdat']}"),
        PrintRegel("Controlegetal van het bewijsstuk", tekst=row.sha256),
    ]
    steps = [
        PrintRegel(
            f"{step.get_stap_display()}, {date_format(step.datum, 'j F Y')}",
            tekst=open_from(step, "tekst") if step.tekst else "Vastgelegd.",
        )
        for step in geopend.groeidocument.oppvervolgstappen.filter(geschil=row)
    ]
    secties = [PrintSectie(f"Vastgelegd op {date_format(row.vastgesteld_op, 'j F Y')}", regels)]
    return [PrintDeel("Geen overeenstemming", secties=[*secties, *([PrintSectie("Vervolgstappen", steps)] if steps else [])])]


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), "j F Y")  # type: ignore[arg-type]
