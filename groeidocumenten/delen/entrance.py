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

from .alarm import count_lock
from .counting import KNOCKS_A_MINUTE, MINUTE, count, rewrite
from .devices import admit
from .notices import tell_about_full, tell_about_lock
from .secrets import hash_token, normalise_pincode, pincode_matches, waste_equal_work

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What came of a try: the link, or None; and what is to be recorded once the visitor has the answer.

    `agreed` says whether this browser agreed to the rules of the house before; `busy`, that nothing was tried: too many knocks.
    """

    link: Toegangslink | None
    agreed: bool = False
    busy: bool = False
    afterwards: Callable[[], None] | None = None


def redeem(token: str, pincode: str, *, visitor: str, device: str) -> Outcome:
    """Try a token with a pincode. Unknown, expired, withdrawn, locked and wrong look the same and do the same work.

    The same queries, as many rows written in one transaction and one hash, whatever happens (gasten B5); the line about a failure is
    written after the answer is sent, because only a link that exists has one.

    Args:
        visitor: where the knock comes from, as `counting.visitor_key` gives it.
        device: the secret of this browser, by which it is known again.
    """
    code = normalise_pincode(pincode)
    with transaction.atomic():
        knocks = count("klop", visitor, MINUTE)
        if knocks > KNOCKS_A_MINUTE:
            return Outcome(None, busy=True)
        link = _charge(hash_token(token), timezone.now(), visitor)
    if link is None:
        waste_equal_work(code)
        return Outcome(None)
    if not pincode_matches(link.pincode_hash, link.pk, code):
        return Outcome(None, afterwards=partial(afterwards, _note_failure, link))
    return _accept(link, device)


def _charge(token_hash: str, now: datetime, visitor: str) -> Toegangslink | None:
    """Reserve one try in a single conditional UPDATE; None when there is nothing to try, or no try left."""
    # The limits stand in the outer WHERE too: there PostgreSQL looks at them again when another try was counted meanwhile.
    open_links = Toegangslink.unguarded.valid(now).filter(token_hash=token_hash).order_by().values("pk")
    charged = Toegangslink.unguarded.filter(pk__in=open_links, fouten__lt=MAX_FOUTEN, fouten_totaal__lt=MAX_FOUTEN_TOTAAL)
    tries = charged.update(fouten=F("fouten") + 1, fouten_totaal=F("fouten_totaal") + 1)
    # Where no try was written, something else is: a write takes a millisecond, and would tell which links exist.
    rewrite("klop", visitor, MINUTE, really=not tries)
    link = Toegangslink.unguarded.select_related("groeidocument__school", "gebruiker").filter(token_hash=token_hash).first()
    return link if tries else None


def afterwards(deed: Callable[[Toegangslink], None], link: Toegangslink) -> None:
    """Do what waits until the visitor has the answer. Whatever goes wrong in it, is heard of."""
    try:
        deed(link)
    except Exception:
        # The server swallows what goes wrong after an answer; a missing line must not be missed.
        log.exception("what happened at the entrance could not be written down; link %s", link.pk)


def _note_failure(link: Toegangslink) -> None:
    handeling = Handeling.LINK_OP_SLOT if link.op_slot else Handeling.LINK_FOUT
    _note(handeling, link)
    if link.op_slot:
        tell_about_lock(link)
        count_lock()


def _note_full(link: Toegangslink) -> None:
    _note(Handeling.LINK_VOL, link)
    tell_about_full(link)


@transaction.atomic
def _accept(link: Toegangslink, device: str) -> Outcome:
    """Give the reserved try back and count the visit, unless the link was closed or has no room left while the code was compared.

    The link's row is written first and stays locked: of two browsers that come in at the same moment for the last place, one waits here.
    """
    now = timezone.now()
    same = Toegangslink.unguarded.filter(pk=link.pk, generatie=link.generatie, ingetrokken_op__isnull=True)
    if not same.update(fouten=0, fouten_totaal=F("fouten_totaal") - 1):
        return Outcome(None)
    visit = admit(link, device, now)
    if visit is None:
        return Outcome(None, afterwards=partial(afterwards, _note_full, link))
    _note(Handeling.LINK_GEBRUIKT, link)
    return Outcome(link, agreed=visit.akkoord_op is not None)


def _note(handeling: Handeling, link: Toegangslink) -> None:
    journaal.record(handeling, school_id=link.groeidocument.school_id, groeidocument_id=link.groeidocument_id, link_id=link.pk)
