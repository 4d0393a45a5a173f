"""The pictures that pupils choose from: small own drawings in one style of line. Their names stand in published formats, so they are append-only.

The drawings are static files, so that a page and a print can both use them.
"""

from django.templatetags.static import static

# Name in the frozen schema → how an editor reads it.
PICTOGRAMMEN: dict[str, str] = {
    "blij": "Blij gezicht",
    "neutraal": "Gewoon gezicht",
    "verdrietig": "Verdrietig gezicht",
    "boos": "Boos gezicht",
    "bang": "Bang gezicht",
    "moe": "Moe gezicht",
    "trots": "Trots: een beker",
    "verlegen": "Verlegen gezicht",
    "duim_omhoog": "Duim omhoog",
    "duim_omlaag": "Duim omlaag",
    "vraag": "Vraagteken",
    "hart": "Hart",
    "ster": "Ster",
    "boek": "Lezen: een boek",
    "rekenen": "Rekenen",
    "schrijven": "Schrijven: een potlood",
    "tekenen": "Tekenen: een palet",
    "muziek": "Muziek",
    "gym": "Gym: een bal",
    "buiten_spelen": "Buiten spelen: een boom en de zon",
    "samen": "Samen: twee kinderen",
    "alleen": "Alleen: een kind",
    "juf_of_meester": "Juf of meester bij het bord",
    "thuis": "Thuis: een huis",
    "rust": "Rust: een koptelefoon",
    "hulp": "Hulp: een hand omhoog",
    "computer": "Computer",
    "dieren": "Dieren: een poot",
    "bouwen": "Bouwen: blokken",
    "praten": "Praten: een tekstballon",
}


def path(name: str) -> str:
    """Where the drawing stands among the static files."""
    return f"website/pictogrammen/{name}.svg"


def picture(name: str) -> str:
    """The address of the drawing; empty for a name that there is no drawing of."""
    return static(path(name)) if name in PICTOGRAMMEN else ""
