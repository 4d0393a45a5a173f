"""Everything that stands in an OPP now, as one content that can be frozen. For the school only: it is made of what everybody brought in.

`vorm` is the number of this layout; a reader of old versions looks at it. What happens *to* the plan (remarks, advice, signatures, evaluations)
is not in it: those are facts beside a version. The handelingsdeel is hashed on its own: questions about guidance, goals with their
interventies, and the agreements that were chosen (dossier 2.6).
"""

from typing import Any

from formats.conditions import flat
from groeidocumenten.doelen.goals import goals_for
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.states import newest, read_state

from .inbreng_lezen import factors, hearings, newest_outlook
from .models import Opp, Oppantwoord
from .onderdelen import handelingsvelden
from .projectie import with_own
from .werk import newest_states

VORM = 1
# Of a goal the plan is frozen, and not how it went: that is an evaluation.
_GOAL = (
    "omschrijving", "kindtaal", "gebied", "soort", "ingebracht_door", "beginsituatie", "begincijfer", "meetwijze", "aanpak", "wie", "van", "tot",
    "evalueren_op",
)  # fmt: skip
_DEED = ("wat", "wie", "hoe_vaak", "van", "tot")


def compose(geopend: GeopendDossier, opp: Opp) -> dict[str, Any]:
    """The content of an OPP as it is now."""
    file = geopend.groeidocument
    versie = opp.format_versie
    states = newest_states(geopend, opp)
    answers = {key: open_from(row, "antwoorden") for key, row in states.items() if not key.startswith("_")}
    outlook, said, heard = newest_outlook(geopend, opp), factors(geopend, opp), hearings(geopend, opp)
    place, factoren = outlook.frozen() if outlook else None, [factor.frozen() for factor in said]
    if versie is not None:
        answers = with_own(versie.schema.for_variant(opp.variant), answers, place, factoren)
    return {
        "vorm": VORM,
        "opp": str(opp.pk),
        "onderwijstype": opp.onderwijstype,
        "leerling": {"naam": file.leerling.naam, "geboortedatum": file.leerling.geboortedatum.isoformat(), "groep": file.leerling.groep},
        "school": file.school.naam,
        "format": _format(opp),
        "antwoorden": answers,
        "perspectief": place,
        "factoren": factoren,
        "hoormomenten": [moment.frozen() for moment in heard],
        "doelen": goals(geopend),
        "afspraken": chosen_agreements(geopend, opp, states),
    }


def handelingsdeel(content: dict[str, Any], opp: Opp) -> dict[str, Any]:
    """The part of a content that is asked instemming on."""
    fields = handelingsvelden(opp.format_versie.schema.for_variant(opp.variant)) if opp.format_versie is not None else frozenset()
    return {
        "vorm": content["vorm"],
        "opp": content["opp"],
        "format": content["format"],
        "antwoorden": {key: value for key, value in sorted(flat(content["antwoorden"]).items()) if key in fields},
        "doelen": content["doelen"],
        "afspraken": content["afspraken"],
    }


def goals(geopend: GeopendDossier) -> list[dict[str, Any]]:
    """The goals of the file that are being worked on, with their interventies."""
    return [
        {
            "id": str(goal.doel.pk),
            **{name: goal.inhoud[name] for name in _GOAL if goal.inhoud.get(name) not in (None, "", [])},
            "interventies": [
                {name: deed.saved.antwoorden[name] for name in _DEED if deed.saved.antwoorden.get(name)} for deed in goal.interventies
            ],
        }
        for goal in goals_for(geopend)
        if goal.stand == "loopt"
    ]


def chosen_agreements(geopend: GeopendDossier, opp: Opp, states: dict[str, Oppantwoord]) -> list[dict[str, Any]]:
    """The agreements of shared talks that the school chose for the plan, in their newest words."""
    row = states.get(Oppantwoord.KEUZE)
    wanted = set(open_from(row, "antwoorden").get("afspraken", [])) if row else set()
    if not wanted:
        return []
    rows = geopend.groeidocument.afspraakversies.filter(afspraak__in=wanted, afspraak__gesprek__gedeeld_op__isnull=False)
    said = [(state.afspraak_id, read_state(state).antwoorden) for state in newest(rows, "afspraak").order_by("afspraak__gemaakt_op")]
    return [{"id": str(pk), **{name: what[name] for name in ("wat", "wie", "uiterlijk") if what.get(name)}} for pk, what in said]


def _format(opp: Opp) -> dict[str, Any] | None:
    versie = opp.format_versie
    if versie is None:
        return None
    return {"titel": versie.format.titel, "nummer": versie.nummer, "sha256": versie.sha256, "variant": opp.variant}
