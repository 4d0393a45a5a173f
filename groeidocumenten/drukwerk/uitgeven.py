"""Giving out a PDF: its digest is kept, so that anybody who holds it can ask whether it is genuine, and the journaal says that it was printed.

The PDF itself is kept nowhere. Who asks at /toegang/echtheid/ gets yes or no, and no more.
"""

import hashlib

from django.db import transaction

from formats.papier.pdf import PrintResult
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.opp.models import Afgegeven, OppVersie


@transaction.atomic
def give_out(*, geopend: GeopendDossier, versie: OppVersie, naam: str, gemaakt: PrintResult) -> None:
    """Remember the digest of a PDF that leaves now, in the transaction of its line in the journaal.

    Args:
        naam: which kind of print it is, for the journaal.

    Raises:
        AccessOver: if this viewer may not read the file any more.
    """
    geopend.reopen(Recht.LEZEN)
    digest = hashlib.sha256(gemaakt.pdf).hexdigest()
    # The same second gives the same bytes: a double click is one PDF.
    if not geopend.groeidocument.oppafgegeven.filter(sha256=digest).exists():
        given = Afgegeven(groeidocument=geopend.groeidocument, versie=versie, sha256=digest)
        sign(given, geopend)
        given.save(force_insert=True)
    note(Handeling.AFGEDRUKT, geopend, f"opp-papier {versie.opp_id}:{versie.nummer}:{naam}")
