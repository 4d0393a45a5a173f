"""A frozen format in which every kind of field and every attribute has a value of its own, none of them the default. Free of problems."""

from typing import Any

from formats import schema as s

UITSTROOM = ("vmbo-b", "vmbo-k", "vmbo-t", "havo")
ITEMS = (
    s.Bankitem(label="Begint uit zichzelf", domein="taakgedrag", richting="bevorderend", kindtaal="Ik kan zelf beginnen"),
    s.Bankitem(label="Vraagt om hulp | op tijd", domein="taakgedrag", richting="bevorderend"),
    s.Bankitem(label="# snel afgeleid", domein="taakgedrag", richting="belemmerend", kindtaal="Ik word snel | afgeleid"),
    s.Bankitem(label="Zorgen thuis", domein="thuis", richting="belemmerend", gevoelig=True),
    s.Bankitem(label="Houdt van dieren"),
)
ALL: dict[str, Any] = {
    "kindlabel": "In jouw woorden",
    "hulptekst": "Uitleg\nover twee regels",
    "voorbeelden": ("Een voorbeeld.", "Nog een voorbeeld."),
    "invuller": "ouder",
    "lezers": ("ouder",),
    "eis": "verplicht",
    "wettelijk": ("onderbouwing", "inbreng_leerling"),
    "okr": "c",
    "vertrouwelijk": "gevoelig",
    "leeg_printen": False,
    "nvt": True,
    "varianten": ("kort", "lang"),
    "voorwaarden": (
        s.Voorwaarde(bron="keuze", vergelijking="is", waarden=("havo", "vmbo-t")),
        s.Voorwaarde(bron="getal", vergelijking="minstens", waarden=("3",)),
    ),
}
KOLOMMEN = (
    s.Kolom(key="k1", label="Wat", type="lange_tekst", fase="plan"),
    s.Kolom(key="k2", label="Stand", type="keuze", opties=("nog niet", "bezig", "klaar"), anders=True, fase="evaluatie"),
    s.Kolom(
        key="k3",
        label="Vak",
        type="keuze",
        opties=("taal", "lezen", "rekenen"),
        groepen=(s.Optiegroep(label="taal", opties=("taal", "lezen")), s.Optiegroep(label="rekenen", opties=("rekenen",))),
    ),
    s.Kolom(key="k4", label="Uren", type="getal", minimum=0, maximum=40),
    s.Kolom(key="k5", label="Bewijs", type="bestand"),
)


def velden() -> tuple[s.AnyVeld, ...]:
    """Every kind; the first four are what the others look at."""
    return (
        s.Keuze(key="keuze", label="Uitstroom", opties=UITSTROOM, anders=True, lijst="Uitstroom po"),
        s.Getal(key="getal", label="Uren", minimum=-2, maximum=40, decimalen=2, eenheid="uur per week"),
        s.Datum(key="datum", label="Begin", ook_jaar=True),
        s.KorteTekst(key="kort", label="Naam", max_lengte=50, voorvullen="leerling.naam"),
        s.LangeTekst(key="lang", label="Beeld", max_lengte=3000, voorvullen="vraag:elders-1", **ALL),
        s.OpgemaakteTekst(key="opgemaakt", label="Onderbouwing", max_lengte=9000, **ALL),
        s.Gegeven(key="gegeven", label="Telefoon", vorm="brin", **ALL),
        s.Berekend(key="berekend", label="Uiterlijk", formule="datum_plus", bronnen=("datum",), aantal=-6, eenheid="maanden"),
        s.Berekend(key="som", label="Samen", formule="som", bronnen=("getal", "rijen/k4")),
        s.Keuze(
            key="gegroepeerd",
            label="Bestemming",
            opties=("vso", "vmbo-b", "havo"),
            groepen=(s.Optiegroep(label="regulier", opties=("vmbo-b", "havo")), s.Optiegroep(label="speciaal", opties=("vso",))),
        ),
        s.Keuze(
            key="afhankelijk",
            label="Leerweg",
            opties=("basis", "kader", "theoretisch"),
            groepen=(
                s.Optiegroep(label="vmbo-b", opties=("basis", "kader")),
                s.Optiegroep(label="vmbo-t", opties=("theoretisch", "kader")),
            ),
            afhankelijk_van="keuze",
            anders=True,
            lijst="Leerwegen",
        ),
        s.Meerkeuze(key="meer", label="Wat helpt", opties=("rust", "# tijd", "\\ uitleg"), anders=True, lijst="Helpers", **ALL),
        s.PictogramKeuze(
            key="picto",
            label="Hoe voel je je",
            opties=(s.Pictogram(label="goed", pictogram="blij"), s.Pictogram(label="niet goed", pictogram="verdrietig")),
            meer=True,
        ),
        s.Groepkeuze(
            key="groep",
            label="Wie helpt",
            opties=(s.OptieMetGroep(key="o1", label="jeugdhulp", kolommen=KOLOMMEN[:2]), s.OptieMetGroep(key="o2", label="niemand")),
            **ALL,
        ),
        s.JaNee(key="janee", label="Verzuim?", toelichting_label="Hoe vaak?", **ALL),
        s.Rijen(key="rijen", label="Doelen", kolommen=KOLOMMEN, max_rijen=12, min_rijen=2, nummering=True, rij_naam="doel"),
        s.Schaal(key="schaal", label="Plezier", minimum=1, maximum=7, laag="weinig", hoog="veel", max_rijen=4, **ALL),
        s.Bank(
            key="bank",
            label="Factoren",
            bank="Onze factoren",
            items=ITEMS,
            eigen_tekst=False,
            met_toelichting=False,
            met_invloed=True,
            met_bron=True,
            max_rijen=9,
        ),
        s.Persoon(
            key="persoon",
            label="Ouders",
            onderdelen=("aanhef", "naam", "gezag"),
            uit_register="gezag",
            min_rijen=1,
            max_rijen=3,
            rij_naam="ouder",
        ),
        s.Matrix(
            key="matrix",
            label="Werkhouding",
            rijen=(s.Matrixrij(key="r1", label="Inzet", kop="Taak"), s.Matrixrij(key="r2", label="Plezier")),
            schaal=("goed", "matig", "zwak"),
            tekst_label="Bijzonderheden",
            uitbreidbaar=True,
            max_extra=3,
        ),
        s.Matrix(key="matrix2", label="Toetsen", rijen=(s.Matrixrij(key="r1", label="Lezen"),), kolommen_vrij=KOLOMMEN[:2]),
        s.Bestand(key="bestand", label="Verslag", soort="foto", max_aantal=2, **{**ALL, "vertrouwelijk": "onderzoek"}),
        s.Ondertekening(key="teken", label="Tekenen", slots=SLOTS, strekking="Ik heb het gelezen."),
        s.Toelichting(key="uitleg", label="", tekst="Lees **dit**.\n\n- een\n- twee", **ALL),
        s.Toelichting(key="uitleg2", label="Let op", tekst="Nog iets."),
    )


SLOTS = (
    s.Slot(key="s1", rol="Ouder", betekenissen=("voor_gezien", "niet_akkoord"), aantal=2),
    s.Slot(key="s2", rol="Directeur", betekenissen=("akkoord",)),
)


def everything() -> s.FormatSchema:
    """The whole format."""
    return s.FormatSchema(
        titel="Alles",
        soort="opp",
        onderwijstypen=("bao", "so"),
        varianten=(s.Variant(key="kort", naam="Kort", uitleg="Voor groep 1 en 2."), s.Variant(key="lang", naam="Uitgebreid")),
        delen=(
            s.Deel(key="d1", titel="Begin", uitleg="Over het begin.", secties=(s.Sectie(key="s-1", titel="Alles", velden=velden()),)),
            s.Deel(
                key="d2",
                titel="Vervolg",
                secties=(
                    s.Sectie(
                        key="s-2",
                        titel="Later",
                        uitleg="Als het zover is.",
                        velden=(s.KorteTekst(key="later", label="Later"),),
                        voorwaarden=(s.Voorwaarde(bron="janee", vergelijking="is_niet", waarden=("nee",)),),
                        varianten=("lang",),
                    ),
                ),
                lezers=("ouder", "deskundige"),
                ondertekenaars=SLOTS,
                strekking="Voor akkoord.",
                weglaten_als_leeg=False,
                nvt=True,
                voorwaarden=(s.Voorwaarde(bron="kort", vergelijking="gevuld"),),
                varianten=("lang",),
            ),
        ),
    )
