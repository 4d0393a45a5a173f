"""Making a frozen version, in the transaction of an act that asked the door again. `snapshot` says what stands in one."""

from typing import Any

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import Bijlage, seal_into

from .models import Opp, OppVersie
from .models.versie import canonical, digest


def freeze(
    geopend: GeopendDossier,
    opp: Opp,
    content: dict[str, Any],
    moment: str,
    ronde: int,
    *,
    handelingsdeel: Any = None,
    bestand: Bijlage | None = None,
) -> OppVersie:
    """Make the next frozen version, in the transaction of an act that asked the door again."""
    newest = geopend.groeidocument.oppversies.filter(opp=opp).order_by("-nummer").first()
    versie = OppVersie(
        groeidocument=geopend.groeidocument, opp=opp, nummer=(newest.nummer if newest else 0) + 1, ronde=ronde, moment=moment
    )
    versie.format_versie, versie.variant, versie.bestand = opp.format_versie, opp.variant, bestand
    versie.sha256 = digest(content)
    versie.sha256_handelingsdeel = digest(handelingsdeel) if handelingsdeel is not None else ""
    seal_into(versie, "inhoud", canonical(content))
    sign(versie, geopend)
    versie.save(force_insert=True)
    return versie
