"""A format with every kind of field and every attribute, as a frozen schema, for tests that read, print, compare and describe answers."""

from typing import Any

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
    Optiegroep,
    OptieMetGroep,
    Persoon,
    Pictogram,
    PictogramKeuze,
    Rijen,
    Schaal,
    Sectie,
    Slot,
    Toelichting,
    Variant,
    Voorwaarde,
)

JA = Voorwaarde(bron="verzuim", waarden=("ja",))


def texts() -> Sectie:
    """Everything that is one value."""
    return Sectie(
        key="s-tekst",
        titel="Gegevens",
        uitleg="Vul in wat u weet.",
        velden=(
            Toelichting(key="uitleg", label="Uitleg", tekst="Lees **eerst** de handleiding."),
            KorteTekst(key="groep", label="Groep", hulptekst="Bijvoorbeeld 5b", eis="verplicht", voorvullen="school.naam", max_lengte=60),
            LangeTekst(
                key="signalen",
                label="Signalen",
                kindlabel="Wat valt op?",
                eis="gewenst",
                voorbeelden=("Noor leest veel.",),
                okr="c",
                max_lengte=3000,
            ),
            OpgemaakteTekst(key="verhaal", label="Beschrijving", max_lengte=4000, nvt=True, vertrouwelijk="gevoelig"),
            Gegeven(key="telefoon", label="Telefoon", vorm="telefoon"),
            Gegeven(key="mail", label="E-mail", vorm="email"),
            Gegeven(key="postcode", label="Postcode", vorm="postcode"),
            Gegeven(key="brin", label="BRIN", vorm="brin", voorvullen="school.brin"),
            Getal(key="uren", label="Uren per week", minimum=0, maximum=40, decimalen=1, eenheid="uur"),
            Datum(key="start", label="Startdatum"),
            Datum(key="sinds", label="Bij ons sinds", ook_jaar=True),
            Berekend(key="evaluatie", label="Evaluatiedatum", formule="datum_plus", bronnen=("start",), aantal=6),
            Berekend(key="totaal", label="Totaal", formule="som", bronnen=("uren", "doelen/tijd")),
            Berekend(key="einde", label="Einddatum", formule="datum_plus", bronnen=("start",), aantal=3, eenheid="maanden"),
        ),
    )


def choices() -> Sectie:
    """Everything that is chosen."""
    return Sectie(
        key="s-keuze",
        titel="Keuzen",
        velden=(
            Keuze(
                key="type",
                label="Onderwijstype",
                opties=("vo", "vso"),
                anders=True,
                lijst="Onderwijstypen",
                wettelijk=("uitstroombestemming",),
            ),
            Keuze(
                key="uitstroom",
                label="Uitstroom",
                opties=("havo", "vwo", "arbeid"),
                groepen=(Optiegroep(label="vo", opties=("havo", "vwo")), Optiegroep(label="vso", opties=("arbeid",))),
                afhankelijk_van="type",
            ),
            Meerkeuze(key="helpt", label="Wat helpt?", opties=("rust", "tijd", "uitleg"), anders=True, lijst="Wat helpt"),
            PictogramKeuze(
                key="gevoel",
                label="Hoe voelt de leerling zich?",
                kindlabel="Hoe voel jij je?",
                invuller="leerling",
                opties=(Pictogram(label="Blij", pictogram="blij"), Pictogram(label="Boos", pictogram="boos")),
                meer=True,
            ),
            JaNee(key="verzuim", label="Is er verzuim?", toelichting_label="Hoe vaak?", nvt=True),
            LangeTekst(key="aanpak", label="Aanpak van het verzuim", voorwaarden=(JA,), lezers=("ouder",)),
            Groepkeuze(
                key="hulp",
                label="Welke hulp is er?",
                opties=(
                    OptieMetGroep(
                        key="rt",
                        label="Remedial teaching",
                        kolommen=(Kolom(key="wie", label="Door wie?"), Kolom(key="vanaf", label="Vanaf", type="datum")),
                    ),
                    OptieMetGroep(key="geen", label="Geen hulp"),
                ),
            ),
        ),
    )


STAND = (Optiegroep(label="open", opties=("bezig",)), Optiegroep(label="klaar", opties=("behaald",)))
KOLOMMEN = (
    Kolom(key="wat", label="Doel", type="lange_tekst", fase="plan"),
    Kolom(key="wie", label="Wie?"),
    Kolom(key="tijd", label="Uren", type="getal", minimum=0, maximum=10),
    Kolom(key="klaar", label="Klaar op", type="datum"),
    Kolom(key="stand", label="Stand", type="keuze", opties=("bezig", "behaald"), groepen=STAND, fase="evaluatie", anders=True),
    Kolom(key="samen", label="Met ouders besproken", type="ja_nee"),
)
ITEMS = (
    Bankitem(label="Werkt graag samen", domein="sociaal", richting="bevorderend", kindtaal="Ik werk graag samen"),
    Bankitem(label="Slaapt slecht", domein="thuis", richting="belemmerend", kindtaal="Ik slaap slecht", gevoelig=True),
)


def rows() -> Sectie:
    """Everything with rows."""
    return Sectie(
        key="s-rijen",
        titel="Plan",
        velden=(
            Rijen(key="doelen", label="Doelen", kolommen=KOLOMMEN, max_rijen=4, min_rijen=1, nummering=True, rij_naam="doel"),
            Schaal(key="welbevinden", label="Welbevinden", laag="slecht", hoog="goed"),
            Bank(key="factoren", label="Factoren", bank="Factoren", items=ITEMS, met_invloed=True, met_bron=True),
            Bank(
                key="materialen",
                label="Materialen",
                bank="Materialen",
                items=(Bankitem(label="Rekenrek"),),
                met_toelichting=False,
                okr="d",
                eigen_tekst=False,
                max_rijen=5,
            ),
            Persoon(key="ouders", label="Ouders", onderdelen=("aanhef", "naam", "telefoon"), uit_register="gezag", max_rijen=2),
            Persoon(
                key="contact",
                label="Contact",
                onderdelen=("naam", "rol", "organisatie", "telefoon", "email", "gezag"),
                max_rijen=3,
                min_rijen=1,
                rij_naam="betrokkene",
            ),
            Matrix(
                key="zorg",
                label="Zorgen",
                rijen=(
                    Matrixrij(key="lezen", label="Lezen", kop="Leren"),
                    Matrixrij(key="rekenen", label="Rekenen", kop="Leren"),
                    Matrixrij(key="vrienden", label="Vrienden", kop="Sociaal"),
                ),
                schaal=("geen zorg", "zorg"),
                tekst_label="Wat ziet u?",
                uitbreidbaar=True,
                max_extra=5,
            ),
            Matrix(
                key="scores",
                label="Scores",
                rijen=(Matrixrij(key="midden", label="Midden"), Matrixrij(key="eind", label="Eind")),
                kolommen_vrij=(Kolom(key="score", label="Score", type="getal"), Kolom(key="op", label="Op", type="datum")),
                leeg_printen=False,
            ),
            Schaal(key="motivatie", label="Motivatie", minimum=1, maximum=5, max_rijen=3),
        ),
    )


def signing() -> Sectie:
    """Files and signatures."""
    return Sectie(
        key="s-einde",
        titel="Bijlagen en handtekeningen",
        velden=(
            Bestand(key="verslag", label="Verslag", vertrouwelijk="onderzoek", max_aantal=2),
            Bestand(key="tekening", label="Tekening", kindlabel="Teken jezelf", soort="tekening", invuller="leerling"),
            Ondertekening(
                key="tekenen",
                label="Handtekeningen",
                strekking="Met de handtekening laat u zien dat u dit plan gelezen hebt.",
                slots=(
                    Slot(key="ouder", rol="Ouder", betekenissen=("voor_gezien", "akkoord", "niet_akkoord"), aantal=2),
                    Slot(key="school", rol="Directeur", betekenissen=("akkoord",)),
                ),
            ),
        ),
    )


def every_kind() -> FormatSchema:
    """The whole format."""
    return FormatSchema(
        titel="Proefformat",
        soort="opp",
        onderwijstypen=("po", "vo"),
        varianten=(Variant(key="kort", naam="Kort"), Variant(key="lang", naam="Uitgebreid", uitleg="Met alle vragen")),
        delen=(
            Deel(key="d-begin", titel="Begin", uitleg="Over de leerling.", secties=(texts(), choices()), strekking="Gezien"),
            Deel(
                key="d-plan",
                titel="Handelingsdeel",
                secties=(rows(), signing()),
                lezers=("ouder", "deskundige"),
                ondertekenaars=(Slot(key="gezag", rol="Ouder met gezag", betekenissen=("akkoord", "niet_akkoord"), aantal=2),),
                strekking="U stemt in met het handelingsdeel.",
                weglaten_als_leeg=False,
                nvt=True,
                voorwaarden=(Voorwaarde(bron="groep", vergelijking="gevuld"),),
                varianten=("lang",),
            ),
        ),
    )


ANSWERS: dict[str, dict[str, Any]] = {
    "s-tekst": {
        "groep": "5b",
        "signalen": "Noor leest graag.",
        "verhaal": "# Sterk\nNoor is **nieuwsgierig**.\n\n- leest\n- bouwt",
        "telefoon": "030 123 45 67",
        "mail": "ib@voorbeeld.example",
        "postcode": "1234 AB",
        "brin": "99ZZ",
        "uren": "3.5",
        "start": "2026-03-03",
        "sinds": "2019-05",
        "_herkomst": {"brin": {"waarde": "99ZZ", "bron": "het schoolregister", "op": "2026-03-03"}},
    },
    "s-keuze": {
        "type": "vo",
        "uitstroom": "havo",
        "helpt": ["rust", "een koptelefoon"],
        "gevoel": ["Blij"],
        "verzuim": {"antwoord": "ja", "toelichting": "Elke week"},
        "aanpak": "Wij bellen elke ochtend.",
        "hulp": {"gekozen": ["rt"], "groepen": {"rt": {"wie": "Juf Noor", "vanaf": "2026-03-03"}, "geen": {}}},
    },
    "s-rijen": {
        "doelen": [{"wat": "Vlot lezen", "wie": "Juf", "tijd": "1.5", "klaar": "2026-06-01", "stand": "bezig", "samen": "ja"}],
        "welbevinden": [
            {"datum": "2026-03-03", "waarde": "4", "toelichting": ""},
            {"datum": "2026-06-12", "waarde": "7", "toelichting": "Gaat beter"},
        ],
        "factoren": [
            {"item": "Werkt graag samen", "tekst": "", "invloed": "veel", "bron": "school", "toelichting": "Met Sem"},
            {"item": "Slaapt slecht", "tekst": "", "invloed": "matig", "bron": "ouders", "toelichting": ""},
            {"item": "", "tekst": "Houdt van vogels", "invloed": "", "bron": "", "toelichting": ""},
        ],
        "materialen": [{"item": "Rekenrek"}],
        "ouders": [{"aanhef": "mw.", "naam": "A. de Vries", "telefoon": "06 12345678"}],
        "contact": [{"naam": "B. Bos", "rol": "Logopedist", "organisatie": "", "telefoon": "", "email": "", "gezag": "nee"}],
        "zorg": {
            "rijen": {"lezen": {"keuze": "zorg", "tekst": "Leest traag"}, "vrienden": {"keuze": "geen zorg", "tekst": ""}},
            "extra": [{"label": "Gym", "keuze": "zorg", "tekst": ""}],
        },
        "scores": {"rijen": {"midden": {"score": "3.5", "op": "2026-01-20"}}, "extra": []},
    },
    "s-einde": {
        "verslag": [{"id": "b1", "naam": "onderzoek.pdf"}],
        "tekening": [],
        "tekenen": {"ouder": [{"betekenis": "voor_gezien", "naam": "A. de Vries", "datum": "2026-03-03", "opmerking": "Graag sneller"}]},
    },
}
