"""Deeds of op overeenstemming gericht overleg: send a frozen concept, discuss it, remark on it, answer a remark, and the advice of the CvB.

WPO 40a lid 2 and 4, WEC 41a, WVO 2020 2.44: the school seeks agreement with the parents (or the pupil of 18) before it adopts or adjusts.
What was sent, said and answered is the evidence of that, and stays as it was.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.gesprekken.models import Gesprek
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import open_from, seal_into

from .actions import done, refuse_ended, reopened_opp
from .models import Bespreking, CvbAdvies, Moment, Opmerking, Opmerkingantwoord, Opp, OppVersie, Toezending
from .models.versie import digest
from .opmerkingen import may_discuss
from .reading import facts_of, versions
from .snapshot import compose, handelingsdeel
from .vastleggen import freeze


@dataclass(frozen=True)
class Zending:
    """What goes with a concept: to whom, the agenda of the talk, a word, and the day of the talk."""

    aan: str
    agenda: str = ""
    bericht: str = ""
    gesprek_op: date | None = None


@dataclass(frozen=True)
class Besproken:
    """A talk about a concept."""

    gehouden_op: date
    aanwezigen: str
    verslag: str = ""
    vorm: str = ""
    gesprek: Gesprek | None = None


@dataclass(frozen=True)
class Advies:
    """Advice of the Commissie voor de Begeleiding."""

    datum: date
    strekking: str
    tekst: str
    leden: str = field(default="")


@transaction.atomic
def send_concept(*, geopend: GeopendDossier, opp: Opp, zending: Zending) -> OppVersie:
    """Freeze what stands in the OPP now and send it. Sending the same text once more gives the version that was sent already.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if the OPP is over or was made elsewhere.
    """
    fresh = reopened_opp(geopend, opp)
    refuse_ended(fresh)
    if fresh.van_elders:
        raise ValidationError("Dit OPP is elders gemaakt. Maak een nieuw OPP als u het wilt bijstellen.")
    known = facts_of(fresh)
    content = compose(geopend, fresh)
    newest = versions(geopend, fresh).first()
    if newest is not None and newest.sha256 == digest(content) and newest.ronde == known.ronde:
        return newest
    moment = Moment.OPSTELLEN if known.ronde == 0 else Moment.EVALUEREN if known.stand == "geëvalueerd" else Moment.BIJSTELLEN
    versie = freeze(geopend, fresh, content, moment, known.ronde, handelingsdeel=handelingsdeel(content, fresh))
    row = Toezending(groeidocument=geopend.groeidocument, versie=versie, gesprek_op=zending.gesprek_op)
    seal_into(row, "inhoud", {"aan": zending.aan, "agenda": zending.agenda, "bericht": zending.bericht})
    sign(row, geopend)
    row.save(force_insert=True)
    done(geopend, Handeling.OPP_VERSTUURD, fresh)
    return versie


@transaction.atomic
def record_talk(*, geopend: GeopendDossier, opp: Opp, versie: OppVersie, besproken: Besproken, verzoek: UUID) -> None:
    """Write down that a sent concept was discussed: when, with whom, and what came of it. A repeated post adds nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: for a day to come or before the concept was sent, an OPP that is over, or a taken `verzoek`.
    """
    fresh = reopened_opp(geopend, opp)
    if geopend.groeidocument.oppbesprekingen.filter(pk=verzoek).exists():
        return
    refuse_ended(fresh)
    refuse_outside(besproken.gehouden_op, timezone.localdate(versie.op), "gehouden_op", "het concept is verstuurd")
    row = Bespreking(pk=verzoek, groeidocument=geopend.groeidocument, opp=fresh, versie=versie, ronde=versie.ronde)
    row.gehouden_op, row.gesprek = besproken.gehouden_op, besproken.gesprek
    seal_into(row, "inhoud", {"aanwezigen": besproken.aanwezigen, "verslag": besproken.verslag, "vorm": besproken.vorm})
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    done(geopend, Handeling.OPP_BESPROKEN, fresh)


@transaction.atomic
def remark(*, geopend: GeopendDossier, versie: OppVersie, plek: str, tekst: str, verzoek: UUID) -> None:
    """Say something of a section of a frozen version, under the own name: parents and the pupil. The school answers; a guest only reads.

    Raises:
        AccessOver: if the right ended, or this viewer is the school's or a guest.
        ValidationError: if the version was replaced or adopted meanwhile, or `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    if not may_discuss(geopend):
        raise AccessOver
    if geopend.groeidocument.oppopmerkingen.filter(pk=verzoek).exists():
        return
    fresh = versions(geopend, versie.opp).first()
    if fresh is None or fresh.pk != versie.pk:
        raise ValidationError("De school heeft intussen een nieuwer concept gestuurd. Kijk daar of uw opmerking nog nodig is.")
    if versie.opp.beeindigd_op is not None:
        raise ValidationError("Dit OPP is beëindigd.")
    row = Opmerking(pk=verzoek, groeidocument=geopend.groeidocument, versie=versie, plek=plek)
    seal_into(row, "tekst", tekst)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    done(geopend, Handeling.OPP_OPMERKING, versie.opp)


@transaction.atomic
def answer_remark(*, geopend: GeopendDossier, opp: Opp, opmerking: UUID, uitkomst: str, tekst: str) -> None:
    """Answer one remark: taken over, partly, or not and why. A repeated post changes nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if there is no such remark, or it was answered otherwise.
    """
    fresh = reopened_opp(geopend, opp)
    row = geopend.groeidocument.oppopmerkingen.filter(pk=opmerking, versie__opp=fresh).first()
    if row is None:
        raise ValidationError("Deze opmerking is er niet.")
    given = Opmerkingantwoord.unguarded.filter(opmerking=row).first()
    if given is not None:
        if (given.uitkomst, open_from(given, "tekst")) != (uitkomst, tekst):
            raise ValidationError("Een collega heeft deze opmerking intussen beantwoord. Wat u schreef, staat er nog en is niet bewaard.")
        return
    antwoord = Opmerkingantwoord(groeidocument=geopend.groeidocument, opmerking=row, uitkomst=uitkomst)
    seal_into(antwoord, "tekst", tekst)
    sign(antwoord, geopend)
    antwoord.save(force_insert=True)
    done(geopend, Handeling.OPP_OPMERKING, fresh)


@transaction.atomic
def record_advice(*, geopend: GeopendDossier, opp: Opp, versie: OppVersie, advies: Advies, verzoek: UUID) -> None:
    """Write down the advice of the Commissie voor de Begeleiding on a frozen version (WEC 41a: before adopting and before adjusting).

    Raises:
        AccessOver: if the right ended.
        ValidationError: for a day to come or before the version was made, or a taken `verzoek`.
    """
    fresh = reopened_opp(geopend, opp)
    if geopend.groeidocument.oppadviezen.filter(pk=verzoek).exists():
        return
    refuse_ended(fresh)
    refuse_outside(advies.datum, timezone.localdate(versie.op), "datum", "dit concept is gemaakt")
    row = CvbAdvies(pk=verzoek, groeidocument=geopend.groeidocument, opp=fresh, versie=versie, ronde=versie.ronde)
    row.datum, row.strekking = advies.datum, advies.strekking
    seal_into(row, "inhoud", {"leden": advies.leden, "tekst": advies.tekst})
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    done(geopend, Handeling.OPP_ADVIES, fresh)


def refuse_outside(day: date, first: date, name: str, since: str) -> None:
    """Refuse a day to come, and one before something happened.

    Raises:
        ValidationError: beside the field `name`.
    """
    if day > timezone.localdate():
        raise ValidationError({name: "Deze dag moet nog komen. Kies vandaag of een eerdere dag."})
    if day < first:
        raise ValidationError({name: f"Deze dag ligt voor de dag waarop {since} ({first:%d-%m-%Y})."})
