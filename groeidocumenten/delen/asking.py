"""Asking somebody with gezag who has no account: a link that opens one question for toestemming and nothing else of the file."""

from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.models import Bereik, Grondslag, LinkRecht, Omvang, Toestemmingsantwoord, seal_for

from .actions import NewLink, share_with_guest
from .antwoorden import of_file
from .grenzen import Wens


@transaction.atomic
def ask_by_link(*, geopend: GeopendDossier, antwoord: Toestemmingsantwoord, email: str, tot: datetime, verzoek: UUID) -> NewLink | None:
    """Mail a link to one gezaghouder, whose gezag is its ground: it is worth nothing any more when that ends.

    Args:
        antwoord: the open question.
        verzoek: the form's one-time id; None comes back when it was used already.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if the question was answered meanwhile, the period is not allowed, or an order blocks the address.
    """
    geopend.reopen(Recht.DELEN)
    file = geopend.groeidocument
    row = of_file(file).select_for_update(of=("self",)).select_related("gezag", "toestemming").filter(pk=antwoord.pk).first()
    if file.toegangslinks.filter(pk=verzoek).exists():
        return None
    if row is None or row.gezag is None or row.stand != "gevraagd" or not row.toestemming.in_period():
        raise ValidationError("Op deze vraag is al geantwoord, of zij geldt niet meer.")
    grond = Grondslag(
        pk=uuid5(verzoek, "gezag"),
        groeidocument=file,
        soort=Grondslag.Soort.GEZAG,
        gezag=row.gezag,
        ontvanger=row.gezag.naam,
        **Omvang(Bereik.TOESTEMMING, stuk=row.toestemming_id).kolommen,
        geldig_van=timezone.now(),
        geldig_tot=row.toestemming.geldig_tot,
        vastgelegd_door=geopend.viewer.user,
    )
    seal_for(file.kluis, grond, "reden", "Vraag om toestemming")
    grond.save(force_insert=True)
    wens = Wens(email, LinkRecht.LEZEN, grond.omvang, tot)
    return share_with_guest(geopend=geopend, grond=grond, wens=wens, verzoek=verzoek)
