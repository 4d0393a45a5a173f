"""The pupils of the worked cases of the OPP (dossier 8), put beside the demo of a stage in one go, through the actions that people use.

Run as a module with the stage's settings; what was made is written to standard output as JSON. Parents are the demo's own, so that they log in
once for all cases.
"""

import json
import sys
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

# Names that look like no other, so that no page warns of near-equal ones.
NAMEN = {
    "1": "Aafke",
    "2": "Bram",
    "3": "Cato",
    "7": "Dirk",
    "14": "Esra",
    "36": "Koos",
    "37": "Floor",
    "38": "Gijs",
    "39": "Hidde",
    "40": "Isa",
    "41": "Jip",
}


def build(password: str) -> dict[str, dict[str, str]]:
    """Every case by its number: addresses of its OPP, and what else its journey needs."""
    from accounts.models import School, Soort, User
    from formats.models import FormatVersie
    from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
    from groeidocumenten.dossiers.actions import assign_leerkracht, record_gezag, register_leerling, start_groeidocument
    from groeidocumenten.dossiers.models import Gezagsrelatie, Leerling
    from groeidocumenten.opp.models import Opp
    from tests.builders.opp import agree, discuss, fill, opp_version, send, write_opp

    people = {name: User.objects.get(username=name) for name in ("anja", "joke", "fatima", "peter")}
    viewer, today = Viewer(user=people["anja"]), date.today()
    school = School.objects.get(naam="De Regenboog")
    groei = FormatVersie.objects.filter(format__soort="groeidocument").order_by("-nummer").first()
    format_versie = opp_version()
    found: dict[str, dict[str, str]] = {}

    def pupil(number: str, parents: tuple[str, ...], age: int = 10, gebruiker: User | None = None) -> tuple[GeopendDossier, Opp]:
        leerling = Leerling(voornaam=NAMEN[number], achternaam=f"Zaak {number}", geboortedatum=today.replace(year=today.year - age, day=1))
        leerling.groep, leerling.gebruiker = "6", gebruiker
        register_leerling(viewer=viewer, school=school, leerling=leerling, verzoek=uuid.uuid4())
        file = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=groei, verzoek=uuid.uuid4())
        anja = open_dossier(viewer, file.pk, Recht.DELEN)
        for name in parents:
            person = people[name]
            gezag = Gezagsrelatie(gebruiker=person, naam=person.get_full_name(), soort="ouder_met_gezag", bron="verklaring")
            record_gezag(geopend=anja, gezag=gezag, verzoek=uuid.uuid4())
        assign_leerkracht(geopend=anja, leerkracht=people["joke"], tot=None)
        opp = write_opp(anja, format_versie)
        found[number] = {"opp": f"/groeidocumenten/{file.pk}/opp/{opp.pk}/", "leerling": f"/groeidocumenten/leerlingen/{leerling.pk}/"}
        found[number] |= {"tekenlinks": f"/groeidocumenten/{file.pk}/tekenlinks/{opp.pk}/"}
        found[number] |= {name: str(anja.groeidocument.leerling.gezagsrelaties.get(gebruiker=people[name]).pk) for name in parents}
        return anja, opp

    def sent(number: str, parents: tuple[str, ...] = ("fatima", "peter"), **more: Any) -> tuple[GeopendDossier, Opp]:
        anja, opp = pupil(number, parents, **more)
        send(anja, opp)
        discuss(anja, opp)
        return anja, opp

    def signed(anja: GeopendDossier, opp: Opp, name: str) -> None:
        where = type("Place", (), {"file": anja.groeidocument.pk})
        agree(where, opp, file="file", ouder=name)

    for number in ("1", "2", "40", "41"):
        sent(number)
    anja, opp = sent("3")
    signed(anja, opp, "fatima")
    fill(anja, opp, "opp-sectie-begeleiding", opp_begeleiding="Twee keer per week een half uur samen lezen.")
    anja, _opp = sent("7", ())
    gezag = Gezagsrelatie(naam="Jeugdbescherming West, A. de Boer", soort="voogd", bron="beschikking", geldig_van=date(2020, 1, 1))
    found["7"]["voogd"] = str(record_gezag(geopend=anja, gezag=gezag, verzoek=uuid.uuid4()).pk)
    kind = User.objects.create_user(
        "zaak14", "zaak14@demo.example", password, first_name="Zaak", last_name="Veertien", soort=Soort.LEERLING
    )
    sent("14", ("fatima",), age=18, gebruiker=kind)
    anja, opp = sent("36")
    signed(anja, opp, "fatima")
    anja, opp = sent("37")
    signed(anja, opp, "fatima")
    pupil("38", ("fatima", "peter"))
    anja, opp = pupil("39", ("fatima",))
    fill(anja, opp, "opp-sectie-begeleiding", opp_begeleiding="Elke dag een kwartier samen leezen.")
    send(anja, opp)
    discuss(anja, opp)
    signed(anja, opp, "fatima")
    fill(anja, opp, "opp-sectie-begeleiding", opp_begeleiding="Elke dag een kwartier samen lezen.")
    return found


def main(setup: Callable[[], None]) -> None:
    """Build in the database of the environment; the password of the demo comes in by standard input."""
    setup()
    print(json.dumps(build(sys.stdin.read().strip())))


if __name__ == "__main__":
    import django

    main(django.setup)
