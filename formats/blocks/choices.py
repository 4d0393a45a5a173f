"""What an editor can choose from in the settings of a question, in the editor's words; the codes are those of formats/schema."""

from django.apps import apps
from django.urls import reverse

from ..pictograms import PICTOGRAMMEN
from ..prefill import BRONNEN

INVULLERS = [("school", "school"), ("ouder", "ouders"), ("leerling", "leerling"), ("deskundige", "deskundige")]
LEZERS = [("ouder", "ouders"), ("leerling", "de leerling"), ("deskundige", "deskundigen die u uitnodigt")]
EISEN = [
    ("vrij", "nee, mag leeg blijven"),
    ("gewenst", "gewenst: telt mee in de voortgang"),
    ("verplicht", "verplicht: zonder antwoord is het deel niet klaar"),
]
VERTROUWELIJK = [
    ("gewoon", "gewoon"),
    ("gevoelig", "gevoelig: over thuis of gezondheid, niet voor uitgenodigde deskundigen"),
    ("onderzoek", "onderzoek: verslag van een onderzoeker, ook niet voor de leerling"),
]
OKR = [
    ("", "gaat niet mee naar een volgende school"),
    ("a", "a. administratieve gegevens"),
    ("b", "b. schoolloopbaan en resultaten"),
    ("c", "c. sociaal-emotionele ontwikkeling en gedrag"),
    ("d", "d. begeleiding"),
    ("e", "e. verzuim"),
]
KOLOMTYPEN = [
    ("korte_tekst", "korte tekst"),
    ("lange_tekst", "lange tekst"),
    ("datum", "datum"),
    ("keuze", "keuze uit een lijst"),
    ("getal", "getal"),
    ("ja_nee", "ja of nee"),
    ("telefoon", "telefoonnummer"),
    ("email", "e-mailadres"),
    ("bestand", "bestand"),
]
FASEN = [("", "altijd"), ("plan", "bij het plannen"), ("evaluatie", "bij het evalueren")]
VORMEN = [("telefoon", "telefoonnummer"), ("email", "e-mailadres"), ("postcode", "postcode"), ("brin", "BRIN van een school")]
FORMULES = [
    ("datum_plus", "een datum, een aantal dagen, weken, maanden of jaren later"),
    ("leeftijd", "leeftijd in hele jaren, vanaf een geboortedatum"),
    ("som", "de getallen bij elkaar opgeteld"),
    ("verschil", "het eerste getal min het tweede"),
    ("aantal", "het aantal ingevulde regels"),
]
EENHEDEN = [("dagen", "dagen"), ("weken", "weken"), ("maanden", "maanden"), ("jaren", "jaren")]
ONDERDELEN = [
    ("aanhef", "aanhef"),
    ("naam", "naam"),
    ("rol", "rol of functie"),
    ("organisatie", "school of organisatie"),
    ("telefoon", "telefoon"),
    ("email", "e-mail"),
    ("adres", "adres"),
    ("werkdagen", "werkdagen"),
    ("gezag", "heeft deze persoon gezag?"),
]
UIT_REGISTER = [
    ("", "niemand"),
    ("gezag", "de ouders met gezag"),
    ("ib", "de intern begeleider"),
    ("leerkracht", "de leerkracht"),
    ("directeur", "de directeur"),
]
BESTANDEN = [("document", "document"), ("foto", "foto"), ("tekening", "tekening van de leerling")]
BETEKENISSEN = [("voor_gezien", "voor gezien"), ("akkoord", "akkoord"), ("niet_akkoord", "niet akkoord")]
BEELDEN = list(PICTOGRAMMEN.items())


def wettelijk() -> list[tuple[str, str]]:
    """The elements of the law that are known now, one query."""
    # The models of this app hold blocks, so blocks can ask for models only when they are used.
    from ..law_models import element_choices

    return element_choices()


def voorvullen() -> list[tuple[str, str]]:
    """The sources of prefilling, and where the script asks for questions of other formats."""
    return [*BRONNEN.items(), ("@adres", reverse("formats_eerdere_vragen"))]


def antwoorden() -> list[tuple[str, str]]:
    """The answers of every list by its number, so that a condition can offer them: one query."""
    return [(str(pk), waarden) for pk, waarden in apps.get_model("formats", "Lijst").objects.values_list("pk", "waarden")]
