"""The fixed lists of the catalogue: kinds, levels of support, how far a formulier is, languages. Read by every other module of this room."""

from django.db import models


class Soort(models.TextChoices):
    """What kind of document it is (dossier 5.2)."""

    FORMULIER = "formulier", "formulier"
    FORMAT = "format", "format"
    HANDREIKING = "handreiking", "handreiking"
    HANDLEIDING = "handleiding", "handleiding"
    FOLDER = "folder", "folder"
    PROTOCOL = "protocol", "protocol"
    BELEID = "beleid", "beleid"
    CHECKLIST = "checklist", "checklist"
    VERSLAG = "verslag", "verslag"
    BESLUIT = "besluit", "besluit"


class Categorie(models.TextChoices):
    """The level of support that a formulier belongs to (dossier 5.2)."""

    BASIS = "basis", "basisondersteuning"
    EXTRA = "extra", "extra ondersteuning"
    SPECIAAL = "speciaal", "speciaal (basis)onderwijs"


class Status(models.TextChoices):
    """How far a formulier is; only a concept is hidden from the public. What a visitor sees also follows from the dates: `Formulier.stand`."""

    CONCEPT = "concept", "concept"
    VOORBEREIDING = "voorbereiding", "in voorbereiding"
    GELDEND = "geldend", "geldend"
    VERLOPEN = "verlopen", "verlopen"


class Taal(models.TextChoices):
    """The language of the document itself."""

    NL = "nl", "Nederlands"
    EN = "en", "Engels"
    DE = "de", "Duits"
    PL = "pl", "Pools"
    AR = "ar", "Arabisch"
    TR = "tr", "Turks"
    UK = "uk", "Oekraïens"


class Toegankelijk(models.TextChoices):
    """Whether a file can be read with a screen reader and filled in with a keyboard; empty as long as nobody looked."""

    ONBEKEND = "", "niet onderzocht"
    JA = "ja", "ja"
    NEE = "nee", "nee"
