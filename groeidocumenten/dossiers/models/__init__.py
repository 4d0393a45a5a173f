"""Everything that the door judges: pupils, gezag, groeidocumenten, the grants on them, toestemming, links, and the journaal.

No model here has an `objects` manager. Whoever needs rows asks the door (`dossiers.access`) and gets those that this viewer may have.
"""

from .gegevens import Leeftijdsgesprek, Leerlingwijziging, Loopbaanregel
from .groeidocument import Afsluiting, Dossiersleutel, Groeidocument, GroeidocumentUserPermission, Grond
from .journaal import Handeling, Journaalhoofd, Journaalregel
from .leerling import Gezagsrelatie, Leerling, Leerlingsleutel
from .private import PrivateModel, seal_for, unseal
from .toegang import LinkRecht, Toegangslink, Toestemming
from .voorlegging import Voorlegging

__all__ = [
    "Afsluiting",
    "Dossiersleutel",
    "Gezagsrelatie",
    "Groeidocument",
    "GroeidocumentUserPermission",
    "Grond",
    "Handeling",
    "Journaalhoofd",
    "Journaalregel",
    "Leeftijdsgesprek",
    "Leerling",
    "Leerlingsleutel",
    "Leerlingwijziging",
    "LinkRecht",
    "Loopbaanregel",
    "PrivateModel",
    "Toegangslink",
    "Toestemming",
    "Voorlegging",
    "seal_for",
    "unseal",
]
