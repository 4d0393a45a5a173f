"""What sharing tells the other rooms: what waits for a parent, for who checks a paper, and for who manages access. Never who said what to whom.

Whether a link or a toestemming still holds is a long question: Django takes milliseconds to write it down. So each count first asks in
few words which rows could matter at all, nearly always none, and puts the long question about those alone.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, dossiers_for
from groeidocumenten.dossiers.kamers import Zaak
from groeidocumenten.dossiers.models import Gezagsrelatie, Toegangslink, Toestemming, Toestemmingsantwoord
from groeidocumenten.dossiers.models.toegang import begeleid
from groeidocumenten.dossiers.models.toestemming import in_period

from .antwoorden import to_check

LOSSE_WEIGERING = "{} geeft geen toestemming: leg vast of er een bezwaar bekend is"


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """What waits for this viewer in this file; at most eight queries, and none for a guest."""
    if geopend.viewer.is_guest:
        return []
    pk, found = geopend.groeidocument.pk, []
    if geopend.mag(Recht.INSTEMMEN) or geopend.lezer == "leerling":
        for answer in open_questions(geopend.viewer).filter(toestemming__groeidocument=pk).select_related("toestemming"):
            said = f"Geef of weiger toestemming voor {answer.toestemming.ontvanger}"
            found.append(Zaak(said, reverse("delen:antwoorden", args=[pk, answer.toestemming_id])))
    if geopend.lezer == "school":
        found += [Zaak("Controleer een toestemming op papier", reverse("delen:controle", args=[pk, one.pk])) for one in to_check(geopend)]
    return found + _for_who_manages(geopend) if geopend.mag(Recht.DELEN) else found


def _for_who_manages(geopend: GeopendDossier) -> list[Zaak]:
    file, now, found = geopend.groeidocument, timezone.now(), []
    for link in _to_confirm(Toegangslink.unguarded.filter(groeidocument=file.pk), now):
        found.append(Zaak(f"Bevestig de link van {link.ontvanger_naam}", reverse("delen:link_bevestigen", args=[file.pk, link.pk])))
    for answer in _loose_refusals(Toestemming.unguarded.filter(groeidocument=file.pk), now).select_related("gezag"):
        if answer.gezag is not None:
            place = reverse("dossiers:gezag_bezwaar", args=[file.leerling_id, answer.gezag_id])
            found.append(Zaak(LOSSE_WEIGERING.format(answer.gezag.naam), place))
    for given in _without_link(Toestemming.unguarded.filter(groeidocument=file.pk), now):
        found.append(Zaak(f"{given.ontvanger}: de toestemming is er, maak de link", reverse("delen:link_nieuw", args=[file.pk, given.pk])))
    return found


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file what asks attention of this viewer; a fixed number of queries for all of them together."""
    if viewer.is_guest or not files:
        return {}
    words: dict[UUID, list[str]] = defaultdict(list)
    asked = open_questions(viewer).filter(toestemming__groeidocument__in=files)
    for pk in set(asked.order_by().values_list("toestemming__groeidocument", flat=True)):
        words[pk].append("uw toestemming gevraagd")
    mine, now = list(dossiers_for(viewer, Recht.DELEN).filter(pk__in=files).order_by().values_list("pk", flat=True)), timezone.now()
    if not mine:
        return dict(words)
    counted = _to_confirm(Toegangslink.unguarded.filter(groeidocument__in=mine), now).order_by().values_list("groeidocument")
    for pk, many in counted.annotate(Count("pk")):
        words[pk].append("1 link te bevestigen" if many == 1 else f"{many} links te bevestigen")
    refused = _loose_refusals(Toestemming.unguarded.filter(groeidocument__in=mine), now)
    for pk in set(refused.order_by().values_list("toestemming__groeidocument", flat=True)):
        words[pk].append("toestemming geweigerd")
    return dict(words)


def open_questions(viewer: Viewer) -> QuerySet[Toestemmingsantwoord]:
    """The questions for toestemming that wait for this person: as gezaghouder today, or as the pupil."""
    user, now = viewer.user.pk, timezone.now()
    holding = Gezagsrelatie.unguarded.valid().with_gezag().filter(gebruiker=user).values("pk")
    mine = Q(gezag__in=holding) | Q(gezag__isnull=True, toestemming__groeidocument__leerling__gebruiker=user)
    return Toestemmingsantwoord.unguarded.filter(
        mine,
        gegeven_op__isnull=True,
        geweigerd_op__isnull=True,
        ingetrokken_op__isnull=True,
        toestemming__ingetrokken_op__isnull=True,
        toestemming__geldig_tot__gt=now,
        toestemming__groeidocument__afgesloten_op__isnull=True,
    ).order_by("gevraagd_op", "pk")


def _to_confirm(rows: QuerySet[Toegangslink], now: datetime) -> QuerySet[Toegangslink]:
    """Links that go on although whoever answered for them left."""
    left = rows.filter(~Exists(begeleid(now, 0)), ingetrokken_op__isnull=True, geldig_tot__gt=now)
    pks = list(left.order_by().values_list("pk", flat=True))
    if not pks:
        return rows.none()
    valid = Toegangslink.unguarded.valid(now).filter(pk__in=pks).values("pk")
    return rows.with_facts(now).filter(begeleid_nu=False, pk__in=valid)  # type: ignore[attr-defined]


def _loose_refusals(rows: QuerySet[Toestemming], now: datetime) -> QuerySet[Toestemmingsantwoord]:
    """A "no" of somebody with gezag that changes nothing yet, because no objection is on record (BW 1:253i)."""
    said = Toestemmingsantwoord.unguarded.against().filter(toestemming__in=rows.filter(in_period(now)).order_by().values("pk"))
    against = said.filter(gezag__isnull=False, gezag__bezwaar_bekend_op__isnull=True)
    pks = set(against.order_by().values_list("toestemming", flat=True))
    if not pks:
        return Toestemmingsantwoord.unguarded.none()
    holding = rows.filter(pk__in=pks).holding(now).values("pk")  # type: ignore[attr-defined]  # our own queryset
    return against.filter(toestemming__in=holding, gezag__in=Gezagsrelatie.unguarded.valid().with_gezag().values("pk"))


def _without_link(rows: QuerySet[Toestemming], now: datetime) -> QuerySet[Toestemming]:
    """What was given by account or link, and on which nothing was shared yet."""
    own = Toestemmingsantwoord.Wijze
    given = Toestemmingsantwoord.unguarded.standing().filter(toestemming=OuterRef("pk"), wijze__in=[own.ACCOUNT, own.LINK])
    links = Toegangslink.unguarded.filter(toestemming=OuterRef("pk"))
    alone = rows.filter(in_period(now), ~Exists(links), doel__in=Toestemming.MET_LINK)
    pks = list(alone.order_by().values_list("pk", flat=True))
    if not pks:
        return rows.none()
    found: QuerySet[Toestemming] = rows.filter(Exists(given), pk__in=pks).holding(now)  # type: ignore[attr-defined]
    return found
