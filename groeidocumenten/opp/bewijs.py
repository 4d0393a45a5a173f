"""The receipt of a signature: a code that goes with one signature on one version, and the question whether a receipt is genuine.

The code is made of the signature and the digest of what was signed with a key from outside the database; the database keeps only what it is
looked up by. Anybody may ask; the answer is yes or no and tells nothing of the child, the school or the signer (besluiten-vooraf 30).
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.actions import sign

from .models import Afgegeven, Handtekening, OppVersie

LENGTH, GROUP = 20, 5


def receipt_code(handtekening: UUID, sha256: str) -> str:
    """The code of a signature, in groups that can be typed over."""
    raw = base64.b32encode(hmac.digest(_key(b"code"), handtekening.bytes + sha256.encode(), "sha256")).decode()[:LENGTH]
    return "-".join(raw[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def lookup(code: str, sha256: str) -> str:
    """What the database keeps of a code with the digest of what was signed."""
    plain = "".join(one for one in code.upper() if one.isalnum())[:LENGTH]
    return hmac.new(_key(b"zoek"), f"{plain}|{sha256.strip().lower()}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def code_is_genuine(code: str, sha256: str) -> bool:
    """Whether there is a signature with this code on a version with this digest; one on paper counts when it was checked."""
    found = Handtekening.unguarded.filter(bewijs=lookup(code, sha256))
    counts = Q(wijze=Handtekening.Wijze.DIGITAAL) | Q(controle__uitkomst="klopt")
    return found.filter(counts).exists()


def pdf_is_genuine(pdf: bytes) -> bool:
    """Whether the product gave out exactly this PDF; one changed byte makes it another."""
    return Afgegeven.unguarded.filter(sha256=hashlib.sha256(pdf).hexdigest()).exists()


def remember_given(geopend: GeopendDossier, versie: OppVersie, pdf: bytes) -> None:
    """Keep the digest of a PDF about a version that leaves now, so that it can be recognised; the PDF itself is kept nowhere."""
    digest = hashlib.sha256(pdf).hexdigest()
    # The same second gives the same bytes: a double click is one PDF.
    if geopend.groeidocument.oppafgegeven.filter(sha256=digest).exists():
        return
    given = Afgegeven(groeidocument=geopend.groeidocument, versie=versie, sha256=digest)
    sign(given, geopend)
    given.save(force_insert=True)


def _key(purpose: bytes) -> bytes:
    return hmac.digest(settings.TOEGANG_PEPER.encode(), b"opp-bewijs-" + purpose, "sha256")
