"""Everything that the door judges: pupils, gezag, groeidocumenten, the grants on them, toestemming, links, and the journaal.

No model here has an `objects` manager. Whoever needs rows asks the door (`dossiers.access`) and gets those that this viewer may have.
"""

from .bereik import GEVRAAGD, STUKKEN, Bereik, MetBereik, Omvang
from .blokkade import Blokkade, Blokkadeadres
from .gegevens import Leeftijdsgesprek, Leerlingwijziging, Loopbaanregel
from .groeidocument import Afsluiting, Dossiersleutel, Groeidocument, GroeidocumentUserPermission, Grond
from .journaal import Handeling, Journaalhoofd, Journaalregel, Journaalsegment
from .leerling import Gezagsrelatie, Leerling, Leerlingsleutel
from .noodopening import Noodopening
from .private import PrivateModel, seal_for, unseal
from .toegang import Linkapparaat, LinkRecht, Toegangslink
from .toestemming import Deelgrond, Grondslag, Toestemming, Toestemmingsantwoord
from .voorlegging import Voorlegging

__all__ = [
    "GEVRAAGD",
    "STUKKEN",
    "Afsluiting",
    "Bereik",
    "Blokkade",
    "Blokkadeadres",
    "Deelgrond",
    "Dossiersleutel",
    "Gezagsrelatie",
    "Groeidocument",
    "GroeidocumentUserPermission",
    "Grond",
    "Grondslag",
    "Handeling",
    "Journaalhoofd",
    "Journaalregel",
    "Journaalsegment",
    "Leeftijdsgesprek",
    "Leerling",
    "Leerlingsleutel",
    "Leerlingwijziging",
    "LinkRecht",
    "Linkapparaat",
    "Loopbaanregel",
    "MetBereik",
    "Noodopening",
    "Omvang",
    "PrivateModel",
    "Toegangslink",
    "Toestemming",
    "Toestemmingsantwoord",
    "Voorlegging",
    "seal_for",
    "unseal",
]
