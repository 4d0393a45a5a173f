"""The document that the tests of print begin with."""

import pytest

from formats.papier.pdf import PrintAanvulling, PrintDeel, PrintDocument, PrintRegel, PrintSectie
from tests.bewaren.paper import MADE


@pytest.fixture
def document() -> PrintDocument:
    """One chapter with every kind of answer and an aanvulling."""
    regels = [
        PrintRegel("Wat gaat goed?", tekst="Yusuf legt rustig uit hoe iets werkt.\n\nHij begint zelf."),
        PrintRegel("Welke talen spreekt u thuis?", soort="lijst", lijst=["Nederlands", "Tigrinya"]),
        PrintRegel("Welke gesprekken waren er?", soort="tabel", kop=["Datum", "Wie"], rijen=[["3 maart", "Moeder"], ["9 maart", "Vader"]]),
        PrintRegel("Zijn er afspraken met de huisarts?", leeg=True),
    ]
    sectie = PrintSectie("Sterke kanten", regels, "laatst gewijzigd door A. de Vries op 3 maart 2026")
    aanvulling = PrintAanvulling("Samira el Amrani", "4 maart 2026", "Thuis leest hij elke avond voor.")
    return PrintDocument(
        titel="Groeidocument van Yusuf el Amrani",
        leerling="Yusuf el Amrani",
        geboortedatum="12 juni 2017",
        school="Basisschool De Vlinder",
        format_naam="Groeidocument basisonderwijs",
        format_versie=3,
        format_hash="9f86d081884c7d659a2feaa0c55ad015",
        gemaakt_op=MADE,
        gemaakt_voor="Marieke Jansen",
        delen=[PrintDeel("Wie is Yusuf?", "Wat goed gaat.", [sectie], [aanvulling])],
        weggelaten=["Medische gegevens"],
    )
