"""What a link may be: what its ground covers, how long the samenwerkingsverband lets it last, and to whom it may not go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from formats.models import FormatVersie
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.blokkades import refuse_blocked
from groeidocumenten.dossiers.models import STUKKEN, Bereik, Deelgrond, Groeidocument, LinkRecht, Omvang, Toestemming

from .dekking import check_chapters, covers

OUTSIDE = "De toestemming geldt hier niet voor. Vraag toestemming voor dit ene document of formulier."


@dataclass(frozen=True)
class Wens:
    """What a link is to be.

    Args:
        geldig_tot: the moment at which access ends, exclusive.
        geldig_van: when it begins; None for now.
        notitie: for who manages access only.
        formulier: for a link to one formulier that is to be filled in: its version, and its variant.
    """

    ontvanger_email: str
    recht: LinkRecht
    omvang: Omvang
    geldig_tot: datetime
    geldig_van: datetime | None = None
    notitie: str = ""
    maximum_bezoeken: int | None = None
    maximum_apparaten: int | None = None
    formulier: FormatVersie | None = None
    variant: str = ""


def locked_ground(geopend: GeopendDossier, grond: Deelgrond) -> Deelgrond:
    """A ground of this file as it is now, with its row locked.

    Raises:
        ValidationError: if nothing may be shared on it now, with the reason.
    """
    rows = geopend.groeidocument.toestemmingen if isinstance(grond, Toestemming) else geopend.groeidocument.grondslagen
    row: Deelgrond = rows.select_for_update(of=("self",)).get(pk=grond.pk)
    if isinstance(row, Toestemming) and row.doel not in Toestemming.MET_LINK:
        raise ValidationError("Op deze toestemming deelt u niets: zij gaat over gebruik zonder namen.")
    if not row.in_period():
        raise ValidationError(f"Deze {row._meta.verbose_name} geldt niet meer. Leg eerst een nieuwe vast.")
    if not rows.holding().filter(pk=row.pk).exists():
        raise ValidationError("Deze toestemming is nog niet of niet meer compleet. Kijk bij “Wie kan erbij?” wie er nog toestemming geeft.")
    return row


def check_wens(geopend: GeopendDossier, grond: Deelgrond, wens: Wens) -> None:
    """Refuse a link that its ground, the samenwerkingsverband or an order does not allow.

    Raises:
        ValidationError: beside the field that it is about.
    """
    check_chapters(geopend.groeidocument, wens.omvang)
    if not covers(geopend, grond, wens.omvang, formulier=wens.formulier.format_id if wens.formulier else None):
        name = "hoofdstukken" if wens.omvang.bereik in (Bereik.HOOFDSTUKKEN, Bereik.HEEL) else wens.omvang.bereik.value
        raise ValidationError(
            {name: f"De {grond._meta.verbose_name} geldt niet voor al deze hoofdstukken." if name == "hoofdstukken" else OUTSIDE}
        )
    alone = wens.omvang.bereik in STUKKEN and wens.formulier is None
    if alone and wens.recht != LinkRecht.LEZEN:
        raise ValidationError({"recht": "Wat u apart deelt, kan de ontvanger alleen lezen."})
    if wens.formulier is not None and wens.recht != LinkRecht.SCHRIJVEN:
        raise ValidationError({"recht": "Om een formulier in te vullen, moet de ontvanger mogen schrijven."})
    check_period(geopend.groeidocument, grond, wens.recht, wens.geldig_van, wens.geldig_tot)
    refuse_blocked(geopend.groeidocument.leerling, wens.ontvanger_email)


def maximum_end(groeidocument: Groeidocument, recht: LinkRecht, van: datetime | None = None) -> datetime:
    """The latest moment at which a link with this right may end, by the samenwerkingsverband's setting: whole days, last one included.

    Who may suggest, writes: the same maximum (besluiten-vooraf 8).
    """
    swv = groeidocument.school.samenwerkingsverband
    days = swv.link_maximum_lezen if recht == LinkRecht.LEZEN else swv.link_maximum_schrijven
    last_day = timezone.localdate(van or timezone.now()) + timedelta(days=days + 1)
    return timezone.make_aware(datetime.combine(last_day, datetime.min.time()))


def check_period(groeidocument: Groeidocument, grond: Deelgrond, recht: LinkRecht, van: datetime | None, tot: datetime) -> None:
    """Refuse a period that is over, too long, or longer than its ground.

    Raises:
        ValidationError: beside the field that it is about.
    """
    now = timezone.now()
    if tot <= now:
        raise ValidationError({"geldig_tot": "Deze datum is al voorbij."})
    if van is not None and van >= tot:
        raise ValidationError({"geldig_van": "De link begint na het einde. Kies een eerdere begindatum."})
    latest = maximum_end(groeidocument, recht, van)
    if tot > latest:
        last_day = timezone.localtime(latest - timedelta(seconds=1))
        raise ValidationError({"geldig_tot": f"Deze link mag hoogstens tot en met {last_day:%d-%m-%Y} gelden."})
    if tot > grond.geldig_tot:
        last_day = timezone.localtime(grond.geldig_tot - timedelta(seconds=1))
        raise ValidationError(
            {"geldig_tot": f"De {grond._meta.verbose_name} geldt tot en met {last_day:%d-%m-%Y}. De link kan niet langer gelden."}
        )
