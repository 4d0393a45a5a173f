"""Sharing done through the acts themselves, for tests that begin where something was shared already."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from groeidocumenten.delen.actions import NewLink, share_with_guest
from groeidocumenten.delen.gever import Gever, givers
from groeidocumenten.delen.grenzen import Wens
from groeidocumenten.delen.toestemming import Gegeven, Vraag, ask_toestemming, record_toestemming
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import Bereik, LinkRecht, Omvang, Toegangslink, Toestemming, Toestemmingsantwoord

HEEL = Omvang(Bereik.HEEL)
Doel, Wijze = Toestemming.Doel, Toestemmingsantwoord.Wijze


def about(*doelen: Doel, omvang: Omvang = HEEL, days: int = 100, ontvanger: str = "R. Kok, orthopedagoog") -> Vraag:
    """What toestemming is about."""
    return Vraag(doelen or (Doel.UITWISSELEN,), ontvanger, omvang, timezone.now() + timedelta(days=days))


def asked_of(geopend: GeopendDossier, *usernames: str, vraag: Vraag | None = None) -> Toestemming:
    """A question that waits for these people."""
    people = [one for one in givers(geopend.groeidocument) if one.account and one.account.username in usernames]
    [made] = ask_toestemming(geopend=geopend, vraag=vraag or about(), aan=people, verzoek=uuid.uuid4())
    return made


def given_by(geopend: GeopendDossier, people: list[Gever] | None = None, vraag: Vraag | None = None) -> Toestemming:
    """Given in a talk, by everybody who decides if nobody is named."""
    gegeven = Gegeven(people or givers(geopend.groeidocument), Wijze.GESPREK)
    [made] = record_toestemming(geopend=geopend, vraag=vraag or about(), gegeven=gegeven, verzoek=uuid.uuid4())
    return made


def linked(geopend: GeopendDossier, grond: Any = None, *, email: str = "r.kok@praktijk.example", **more: Any) -> NewLink:
    """A link on a ground."""
    wanted = {"recht": LinkRecht.LEZEN, "omvang": HEEL, "geldig_tot": timezone.now() + timedelta(days=14)} | more
    made = share_with_guest(geopend=geopend, grond=grond or given_by(geopend), wens=Wens(email, **wanted), verzoek=uuid.uuid4())
    assert made is not None
    return made


def works(link: Toegangslink) -> bool:
    """Whether a link opens anything now."""
    return Toegangslink.unguarded.valid().filter(pk=link.pk).exists()


def state(link: Toegangslink) -> str:
    """The word for a link as it stands now."""
    return Toegangslink.unguarded.with_facts().get(pk=link.pk).state()
