"""Goals that go along to a next groeidocument: which can be chosen, and taking them along with their origin."""

from django.utils import timezone
from django.utils.formats import date_format

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.kamers import Keuze
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.models import seal_into
from groeidocumenten.inhoud.states import add_state

from .goals import OpenDoel, goals_for
from .models import Doel, Doelversie


def offers(geopend: GeopendDossier) -> list[Keuze]:
    """The goals of the plan; those that are not finished are chosen beforehand."""
    chosen = [doel for doel in goals_for(geopend) if doel.stand in ("loopt", "afgerond")]
    return [
        Keuze(
            key=str(doel.doel.pk),
            label=doel.kort,
            soort="Doelen",
            uitleg="Dit doel is nog niet klaar." if doel.stand == "loopt" else "Dit doel is afgerond; neem het mee als onderhoudsdoel.",
            vooraf=doel.stand == "loopt",
        )
        for doel in chosen
    ]


def carry(first: GeopendDossier, second: GeopendDossier, keys: list[str]) -> None:
    """Take goals along, in the transaction that starts the second file. What was evaluated stays in the first; its last outcome goes along as origin.

    A goal that was taken along before is not taken along again; a finished one goes on as onderhoudsdoel.
    """
    there = set(second.groeidocument.doelen.values_list("herkomst_id", flat=True))
    for doel in goals_for(first):
        if str(doel.doel.pk) in keys and doel.doel.pk not in there and doel.stand in ("loopt", "afgerond"):
            _take(first, second, doel)


def _take(first: GeopendDossier, second: GeopendDossier, doel: OpenDoel) -> None:
    row = Doel(groeidocument=second.groeidocument, overgenomen_op=timezone.now(), herkomst_id=doel.doel.pk)
    seal_into(row, "herkomst", _origin(first, doel))
    row.save(force_insert=True)
    # The dates belonged to the first file: the second starts its own period.
    said = doel.inhoud | {"van": None, "tot": None, "evalueren_op": None}
    if doel.stand == "afgerond":
        said["soort"] = "onderhoud"
    add_state(second, row, Doelversie(groeidocument=second.groeidocument, doel=row), said, 0, None)
    row.save(update_fields=["versie"])
    note(Handeling.MEEGENOMEN, second, str(row.pk))


def _origin(first: GeopendDossier, doel: OpenDoel) -> dict[str, str]:
    last = doel.laatste
    return {
        "uit": f"het groeidocument dat begon op {date_format(timezone.localtime(first.groeidocument.gestart_op), 'j F Y')}",
        "laatste": f"{date_format(last.gehouden_op, 'j F Y')}: {last.inhoud['uitkomst']}" if last else "",
    }
