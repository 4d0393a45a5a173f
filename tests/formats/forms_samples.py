"""A section with one field of every kind and every way to ask it, written as schema; for tests of the form, and for a browser."""

from formats.schema import (
    Bank,
    Bankitem,
    Berekend,
    Bestand,
    Datum,
    Deel,
    FormatSchema,
    Gegeven,
    Getal,
    Groepkeuze,
    JaNee,
    Keuze,
    Kolom,
    KorteTekst,
    LangeTekst,
    Matrix,
    Matrixrij,
    Meerkeuze,
    Ondertekening,
    OpgemaakteTekst,
    OptieMetGroep,
    Persoon,
    Pictogram,
    PictogramKeuze,
    Rijen,
    Schaal,
    Sectie,
    Slot,
    Toelichting,
    Voorwaarde,
)
from formats.schema.base import Optiegroep

DOMEINEN = (Optiegroep(label="Taal", opties=("lezen", "spelling")), Optiegroep(label="Rekenen", opties=("sommen", "klok")))
ALLE_DOMEINEN = ("lezen", "spelling", "sommen", "klok")
KOLOMMEN = (
    Kolom(key="doel", label="Doel", type="lange_tekst", fase="plan"),
    Kolom(key="uren", label="Uren per week", type="getal", minimum=0, maximum=40, fase="plan"),
    Kolom(key="thuis", label="Ook thuis?", type="ja_nee", fase="plan"),
    Kolom(key="stand", label="Stand", type="keuze", opties=("bezig", "klaar"), anders=True, fase="evaluatie"),
    Kolom(key="mail", label="E-mail", type="email", fase="evaluatie"),
    Kolom(key="bel", label="Telefoon", type="telefoon", fase="evaluatie"),
    Kolom(key="klaar", label="Klaar op", type="datum", fase="evaluatie"),
    Kolom(key="stuk", label="Verslag", type="bestand", fase="evaluatie"),
)
ITEMS = (
    Bankitem(label="leest graag", domein="Taal", richting="bevorderend"),
    Bankitem(label="raakt snel de draad kwijt", domein="Werkhouding", richting="belemmerend"),
    Bankitem(label="slaapt slecht", domein="Gezondheid", richting="belemmerend", gevoelig=True),
)
VELDEN = (
    Toelichting(key="uitleg", label="Voor u begint", tekst="Vul in wat u **nu** weet.\n\n- Kort mag\n- Lang mag ook"),
    KorteTekst(key="kort", label="Groep", hulptekst="Bijvoorbeeld 5b", kindlabel="In welke groep zit je?", eis="verplicht", max_lengte=20),
    LangeTekst(key="lang", label="Signalen", eis="gewenst", voorbeelden=("Werkt graag samen.", "Vraagt hulp als het nodig is."), nvt=True),
    OpgemaakteTekst(key="opmaak", label="Verslag", kindlabel="Hoe ging het?"),
    Gegeven(key="tel", label="Telefoon", vorm="telefoon"),
    Gegeven(key="mail", label="E-mail", vorm="email"),
    Gegeven(key="postcode", label="Postcode", vorm="postcode"),
    Gegeven(key="brin", label="BRIN", vorm="brin"),
    Getal(key="getal", label="Lesuren", minimum=0, maximum=30, decimalen=1, eenheid="uur", nvt=True),
    Datum(key="datum", label="Datum van het gesprek"),
    Datum(key="jaar", label="Wanneer was het onderzoek?", ook_jaar=True),
    Berekend(key="later", label="Terugkijken op", formule="datum_plus", bronnen=("datum",), aantal=6),
    Keuze(key="keuze", label="Bestemming", opties=("havo", "vwo"), anders=True),
    Keuze(key="domein", label="Domein", opties=("Taal", "Rekenen")),
    Keuze(key="onderdeel", label="Onderdeel", opties=ALLE_DOMEINEN, groepen=DOMEINEN, afhankelijk_van="domein"),
    Keuze(key="vak", label="Vak", opties=ALLE_DOMEINEN, groepen=DOMEINEN, anders=True),
    Meerkeuze(key="meer", label="Wat helpt?", opties=("uitleg", "tijd", "rust"), anders=True),
    JaNee(key="janee", label="Is er verzuim?", toelichting_label="Hoe vaak?"),
    LangeTekst(
        key="verzuim",
        label="Wat is er afgesproken over verzuim?",
        voorwaarden=(Voorwaarde(bron="janee", waarden=("ja",)),),
    ),
    KorteTekst(key="vervolg", label="Wie belt?", voorwaarden=(Voorwaarde(bron="verzuim", vergelijking="gevuld"),)),
    Groepkeuze(
        key="groepen",
        label="Welke hulp is er?",
        opties=(
            OptieMetGroep(
                key="logo",
                label="Logopedie",
                kolommen=(Kolom(key="wie", label="Door wie?"), Kolom(key="sinds", label="Sinds", type="datum")),
            ),
            OptieMetGroep(key="fysio", label="Fysiotherapie", kolommen=(Kolom(key="wie", label="Door wie?"),)),
            OptieMetGroep(key="geen", label="Geen"),
        ),
    ),
    Rijen(
        key="rijen",
        label="Doelen",
        kolommen=KOLOMMEN,
        min_rijen=2,
        max_rijen=4,
        nummering=True,
        rij_naam="doel",
        voorbeelden=("Leest elke dag.",),
    ),
    Schaal(key="schaal", label="Hoe gaat het?", laag="slecht", hoog="goed"),
    Bank(key="bank", label="Factoren", bank="factoren", items=ITEMS, met_invloed=True, met_bron=True),
    Persoon(key="persoon", label="Contact", onderdelen=("aanhef", "naam", "telefoon", "email", "gezag")),
    Matrix(
        key="matrix",
        label="Hoe werkt de leerling?",
        rijen=(
            Matrixrij(key="start", label="Begint meteen", kop="Taak"),
            Matrixrij(key="af", label="Maakt werk af", kop="Taak"),
            Matrixrij(key="vraagt", label="Vraagt hulp", kop="Anderen"),
        ),
        schaal=("nooit", "soms", "vaak"),
        tekst_label="Toelichting",
        uitbreidbaar=True,
        max_extra=2,
    ),
    Matrix(
        key="rooster",
        label="Rooster",
        rijen=(Matrixrij(key="ma", label="Maandag"), Matrixrij(key="di", label="Dinsdag")),
        kolommen_vrij=(Kolom(key="wie", label="Wie"), Kolom(key="uur", label="Uren", type="getal")),
    ),
    PictogramKeuze(
        key="plaatje",
        label="Hoe voelt de leerling zich?",
        kindlabel="Hoe voel je je?",
        opties=(Pictogram(label="blij", pictogram="blij"), Pictogram(label="boos", pictogram="boos")),
    ),
    PictogramKeuze(
        key="plaatjes",
        label="Wat vindt de leerling leuk?",
        opties=(
            Pictogram(label="lezen", pictogram="boek"),
            Pictogram(label="gym", pictogram="gym"),
            Pictogram(label="muziek", pictogram="muziek"),
        ),
        meer=True,
    ),
    Bestand(key="bestand", label="Verslagen", max_aantal=2),
    Ondertekening(
        key="teken",
        label="Ondertekening",
        strekking="U laat weten dat u dit plan kent.",
        slots=(
            Slot(key="ouders", rol="Ouder", betekenissen=("voor_gezien", "akkoord", "niet_akkoord"), aantal=2),
            Slot(key="school", rol="School", betekenissen=("akkoord",)),
        ),
    ),
    KorteTekst(key="ouder", label="Uw vraag", invuller="ouder"),
    KorteTekst(key="geheim", label="Thuis", vertrouwelijk="gevoelig"),
)
SECTIE = Sectie(key="sectie-alles", titel="Alles", velden=VELDEN)
ELDERS = Sectie(
    key="sectie-elders",
    titel="Elders",
    velden=(
        KorteTekst(key="plan", label="Plan"),
        LangeTekst(key="hangt", label="Hangt af", voorwaarden=(Voorwaarde(bron="keuze", waarden=("havo",)),)),
        Keuze(key="verder", label="Verder", opties=ALLE_DOMEINEN, groepen=DOMEINEN, afhankelijk_van="domein"),
    ),
)
SCHEMA = FormatSchema(titel="Alles", soort="opp", delen=(Deel(key="deel", titel="Deel", secties=(SECTIE, ELDERS)),))
