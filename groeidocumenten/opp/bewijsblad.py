"""The receipt of a signature on one page: what was signed, by whom, when, and the two codes with which anybody can check it.

The same signature always gives the same bytes (the moment of the paper is the moment of signing), so its digest says whether it is genuine.
"""

from typing import Any

from django.utils.formats import date_format

from formats.papier.pdf import PrintDeel, PrintDocument, PrintRegel, PrintSectie, render

from .models import Handtekening

HOE = (
    "Wilt u weten of dit bewijs echt is? Ga naar de website van het groeidocument, voeg daar /toegang/echtheid/ aan het adres toe, en kies deze PDF. "
    "U kunt ook de twee codes invullen. U ziet alleen of het bewijs echt is. De PDF wordt niet bewaard."
)


def receipt_pdf(row: Handtekening, said: dict[str, Any], code: str) -> bytes:
    """The receipt of one signature.

    Args:
        said: the opened `inhoud` of the signature.
        code: the receipt's code.
    """
    file = row.groeidocument
    how = " op papier" if row.wijze == Handtekening.Wijze.PAPIER else " met een link en een code" if said.get("langs") == "link" else ""
    signed = [
        PrintRegel("Ondertekend door", tekst=f"{said['ondertekenaar']} ({said['hoedanigheid']})"),
        PrintRegel("Wat is ondertekend", tekst=f"{row.get_betekenis_display().capitalize()}{how}"),
        PrintRegel("Op", tekst=date_format(row.getekend_op, "j F Y")),
        *(
            PrintRegel(label, tekst=said[name])
            for label, name in (("Opmerking", "opmerking"), ("Waarom niet akkoord", "bezwaar"))
            if said.get(name)
        ),
    ]
    codes = [
        PrintRegel("Controlegetal van de versie", tekst=row.sha256),
        PrintRegel("Code van de handtekening", tekst=code),
        PrintRegel("Controleren", tekst=HOE),
    ]
    secties = [PrintSectie(f"OPP, versie {row.versie.nummer}", signed), PrintSectie("Is dit bewijs echt?", codes)]
    document = PrintDocument(
        titel="Ontvangstbewijs van een handtekening",
        leerling=file.leerling.naam,
        geboortedatum=date_format(file.leerling.geboortedatum, "j F Y"),
        school=file.school.naam,
        format_naam="OPP",
        format_versie=row.versie.nummer,
        format_hash=row.sha256,
        gemaakt_op=row.op,
        gemaakt_voor=said["ondertekenaar"],
        delen=[PrintDeel("Handtekening", secties=secties)],
    )
    return render(document).pdf
