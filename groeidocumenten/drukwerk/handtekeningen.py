"""The signature sheet: who signs a version and who did. The school sees everybody; others their own place and signature (opp.tekenstand)."""

from django.utils.formats import date_format

from formats.papier.pdf import PrintDeel, PrintDocument, PrintRegel, PrintSectie
from formats.rows import Plek
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.opp.instemming import Betekenis, Overeenstemming, Uitslag, same_text
from groeidocumenten.opp.models import Handtekening, OppVersie
from groeidocumenten.opp.ondertekenaars import Ondertekenaar, all_signers, may_agree, signer_of
from groeidocumenten.opp.tekenstand import Getekend, judged, readable, rows_of, shown_versions

from .document import framed

STREKKING = (
    "Voor gezien is over het hele OPP. Akkoord of niet akkoord is alleen over het handelingsdeel: de begeleiding, de doelen en de afspraken. "
    "Een handtekening hoort bij de versie met het controlegetal hieronder. Over de verwachte bestemming tekent niemand voor akkoord."
)
GEZIEN, AKKOORD = "Ik heb het hele OPP gezien", ("Akkoord met het handelingsdeel", "Niet akkoord met het handelingsdeel, omdat:")
STAND = {
    Overeenstemming.BEREIKT: "Er is overeenstemming over het handelingsdeel",
    Overeenstemming.NIET: "Er is geen overeenstemming over het handelingsdeel",
    Overeenstemming.OPEN: "Er is nog geen overeenstemming over het handelingsdeel",
}
# Who signs for the school; names are filled in by hand or follow from a signature.
SCHOOL = (Handtekening.Rol.LEERKRACHT, Handtekening.Rol.IB, Handtekening.Rol.DIRECTEUR)


def sheet_document(geopend: GeopendDossier, versie: OppVersie) -> PrintDocument:
    """The signature sheet of a version: what was signed, and places for whoever did not sign yet."""
    return framed(geopend, versie, "Tekenblad bij het OPP", [signatures(geopend, versie, places=True)])


def signatures(geopend: GeopendDossier, versie: OppVersie, *, places: bool) -> PrintDeel:
    """Signatures under a version as part of a print.

    Args:
        places: with room to sign by hand for who did not.
    """
    rows = rows_of(geopend, versie.opp)
    numbers = same_text(shown_versions(geopend, versie.opp), versie.nummer)
    signed = [one for one in readable(rows) if _counts_here(one, versie, numbers) and _reads(geopend, one)]
    stand = _state(judged(geopend, versie.opp, versie, rows), versie)
    plekken = [_signed(one, versie) for one in signed]
    if places:
        plekken += [_place(geopend, who, versie) for who in _people(geopend) if who.wie not in {one.wie for one in signed}]
        done = {one.hoedanigheid for one in signed}
        roles = [role.label for role in SCHOOL if role.label not in done] if geopend.lezer == "school" else []
        plekken += [Plek(f"{role[:1].upper()}{role[1:]}", _choices(versie)) for role in roles]
    return PrintDeel("Handtekeningen", secties=[PrintSectie("Overeenstemming", stand)], ondertekenaars=plekken, strekking=STREKKING)


def _counts_here(one: Getekend, versie: OppVersie, numbers: frozenset[int]) -> bool:
    """Whether a signature is under this very version, or says something of the same handelingsdeel."""
    return not one.vervangen and (one.versie == versie.nummer or (one.versie in numbers and one.betekenis != Betekenis.GEZIEN))


def _reads(geopend: GeopendDossier, one: Getekend) -> bool:
    """What somebody signed or wrote beside it is between the signer and the school."""
    return geopend.lezer == "school" or (one.persoon is not None and one.persoon == geopend.viewer.user.pk)


def _people(geopend: GeopendDossier) -> list[Ondertekenaar]:
    """Who signs by hand on this viewer's sheet: everybody outside the school, or oneself."""
    if geopend.lezer == "school":
        return all_signers(geopend)
    own = signer_of(geopend)
    return [own] if own is not None else []


def _choices(versie: OppVersie) -> list[str]:
    return [GEZIEN, *(AKKOORD if versie.sha256_handelingsdeel else ())]


def _place(geopend: GeopendDossier, who: Ondertekenaar, versie: OppVersie) -> Plek:
    return Plek(f"{who.naam}, {who.hoedanigheid}", _choices(versie) if may_agree(geopend, who) else [GEZIEN])


def _signed(one: Getekend, versie: OppVersie) -> Plek:
    how = "op papier" if one.papier else "digitaal"
    how += "" if one.telt else ", nog niet gecontroleerd" if not one.gecontroleerd else ", klopt niet volgens de controle"
    how += f", onder versie {one.versie} met hetzelfde handelingsdeel" if one.versie != versie.nummer else ""
    words = "\n\n".join(part for part in (one.opmerking, f"Waarom niet akkoord: {one.bezwaar}" if one.bezwaar else "") if part)
    gezet = f"{one.betekenis_naam[:1].upper()}{one.betekenis_naam[1:]} ({how})"
    return Plek(f"{one.naam}, {one.hoedanigheid}", [], gezet, one.naam, date_format(one.getekend_op, "j F Y"), words)


def _state(uitslag: Uitslag, versie: OppVersie) -> list[PrintRegel]:
    if not versie.sha256_handelingsdeel:
        return [PrintRegel("Stand", tekst="Deze versie heeft geen eigen handelingsdeel waarover akkoord is gevraagd.")]
    since = f", sinds {date_format(uitslag.sinds, 'j F Y')}" if uitslag.sinds else ""
    return [PrintRegel("Stand", tekst=f"{STAND[uitslag.staat]}{since}.")]
