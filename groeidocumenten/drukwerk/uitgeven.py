"""Giving out a PDF: its digest is kept, so that anybody who holds it can ask whether it is genuine, and the journaal says that it was printed.

The PDF itself is kept nowhere. Who asks at /toegang/echtheid/ gets yes or no, and no more.
"""

from django.db import transaction

from formats.papier.pdf import PrintResult
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.opp.bewijs import remember_given
from groeidocumenten.opp.models import OppVersie


@transaction.atomic
def give_out(*, geopend: GeopendDossier, versie: OppVersie, naam: str, gemaakt: PrintResult, recht: Recht = Recht.LEZEN) -> None:
    """Remember the digest of a PDF that leaves now, in the transaction of its line in the journaal.

    Args:
        naam: which kind of print it is, for the journaal.
        recht: by which this viewer has the version; a directeur before whom it was put has none to read the file.

    Raises:
        AccessOver: if this viewer may not read the version any more.
    """
    geopend.reopen(recht)
    remember_given(geopend, versie, gemaakt.pdf)
    note(Handeling.AFGEDRUKT, geopend, f"opp-papier {versie.opp_id}:{versie.nummer}:{naam}")
