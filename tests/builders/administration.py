"""Files as an administration exports them, and one of Noor's school that waits to be taken in, with a canary in it."""

import io
import uuid
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from accounts.models import School, User
from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.inlezen.actions import take_in

Pupil = tuple[str, str, str, str, str, str]  # key, roepnaam, voorvoegsel, achternaam, birth date, key of the group


def edexml(pupils: Iterable[Pupil], *, brin: str = "99AA", vestiging: str = "00", teachers: str = "", encoding: str = "UTF-8") -> bytes:
    """An EDEXML file with these pupils, and with things in it that must never be read."""
    rows = "".join(
        f'<leerling key="{escape(key)}"><achternaam>{escape(last)}</achternaam><voorvoegsel>{escape(prefix)}</voorvoegsel>'
        f"<roepnaam>{escape(first)}</roepnaam><geboortedatum>{born}</geboortedatum><jaargroep>6</jaargroep>"
        f'<groep key="{group}"/><bsn_ondwnr-4>bsnkanarie</bsn_ondwnr-4><nationaliteit>landkanarie</nationaliteit></leerling>'
        for key, first, prefix, last, born, group in pupils
    )
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><EDEX><school><schooljaar>2026-2027</schooljaar><brincode>{brin}</brincode>'
        f"<dependancecode>{vestiging}</dependancecode></school>"
        '<groepen><groep key="a"><naam>Groep 6a</naam></groep><groep key="b"><naam>7</naam></groep></groepen>'
        f"<leerlingen>{rows}</leerlingen><leerkrachten>{teachers}</leerkrachten></EDEX>"
    )
    return text.encode("utf-8")


def build_waiting_import(world: Any, people: dict[str, User]) -> None:
    """A file of Noor's school that was compared and waits."""
    world.ronde, world.canaries["inlezen"] = uuid.uuid4(), {"Inleeskanarie"}
    sent = io.BytesIO(edexml([("x1", "Inleeskanarie", "", "Nieuw", "2016-02-03", "a")]))
    take_in(viewer=Viewer(user=people["anja"]), school=School.objects.get(naam="De Regenboog"), bestand=sent, verzoek=world.ronde)
