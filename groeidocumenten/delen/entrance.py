"""From link and pincode to a guest's session. A try is paid for before it is compared, so that five tries are five under any concurrency."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.models import Handeling, Toegangslink
from groeidocumenten.dossiers.models.toegang import MAX_FOUTEN, MAX_FOUTEN_TOTAAL

from .mail import tell_sender_about_lock
from .secrets import hash_token, normalise_pincode, pincode_matches, waste_equal_work

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What came of a try: the link, or None; and what is to be recorded once the visitor has the answer."""

    link: Toegangslink | None
    afterwards: Callable[[], None] | None = None


def redeem(token: str, pincode: str) -> Outcome:
    """Try a token with a pincode. Unknown, expired, withdrawn, locked and wrong look the same and do the same work.

    The same queries and one hash, whatever happens (gasten B5); the line about a failure is written after the answer is sent, because
    only a link that exists has one.
    """
    code = normalise_pincode(pincode)
    link = _charge(hash_token(token), timezone.now())
    if link is None:
        waste_equal_work(code)
        return Outcome(None)
    if not pincode_matches(link.pincode_hash, link.pk, code):
        return Outcome(None, partial(_record_failure, link))
    return Outcome(_accept(link))


def _charge(token_hash: str, now: datetime) -> Toegangslink | None:
    """Reserve one try in a single conditional UPDATE; None when there is nothing to try, or no try left."""
    with transaction.atomic():
        # The limits stand in the outer WHERE too: there PostgreSQL looks at them again when another try was counted meanwhile.
        open_links = Toegangslink.unguarded.redeemable(now).filter(token_hash=token_hash).order_by().values("pk")
        charged = Toegangslink.unguarded.filter(pk__in=open_links, fouten__lt=MAX_FOUTEN, fouten_totaal__lt=MAX_FOUTEN_TOTAAL)
        tries = charged.update(fouten=F("fouten") + 1, fouten_totaal=F("fouten_totaal") + 1)
        link = Toegangslink.unguarded.select_related("groeidocument__school", "gebruiker").filter(token_hash=token_hash).first()
        return link if tries else None


def _record_failure(link: Toegangslink) -> None:
    try:
        _note_failure(link)
    except Exception:
        # The server swallows what goes wrong after an answer; a missing line must not be missed.
        log.exception("a wrong code could not be written into the journaal; link %s", link.pk)


def _note_failure(link: Toegangslink) -> None:
    handeling = Handeling.LINK_OP_SLOT if link.op_slot else Handeling.LINK_FOUT
    journaal.record(handeling, school_id=link.groeidocument.school_id, groeidocument_id=link.groeidocument_id, link_id=link.pk)
    if link.op_slot:
        tell_sender_about_lock(link)


@transaction.atomic
def _accept(link: Toegangslink) -> Toegangslink | None:
    """Give the reserved try back and count the visit, unless the link was closed while the code was compared."""
    now = timezone.now()
    same = Toegangslink.unguarded.filter(pk=link.pk, generatie=link.generatie, ingetrokken_op__isnull=True)
    if not same.update(fouten=0, fouten_totaal=F("fouten_totaal") - 1, aantal_sessies=F("aantal_sessies") + 1, laatste_gebruik=now):
        return None
    Toegangslink.unguarded.filter(pk=link.pk, eerste_gebruik__isnull=True).update(eerste_gebruik=now)
    journaal.record(
        Handeling.LINK_GEBRUIKT, school_id=link.groeidocument.school_id, groeidocument_id=link.groeidocument_id, link_id=link.pk
    )
    return link
