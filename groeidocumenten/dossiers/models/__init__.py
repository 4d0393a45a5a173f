"""Everything that the door judges: pupils, gezag, groeidocumenten, the grants on them, toestemming, links, and the journaal.

No model here has an `objects` manager. Whoever needs rows asks the door (`dossiers.access`) and gets those that this viewer may have.
"""

from .groeidocument import Dossiersleutel, Groeidocument, GroeidocumentUserPermission, Grond
from .journaal import Handeling, Journaalhoofd, Journaalregel
from .leerling import Gezagsrelatie, Leerling
from .private import PrivateModel
from .toegang import LinkRecht, Toegangslink, Toestemming

__all__ = [
    "Dossiersleutel",
    "Gezagsrelatie",
    "Groeidocument",
    "GroeidocumentUserPermission",
    "Grond",
    "Handeling",
    "Journaalhoofd",
    "Journaalregel",
    "Leerling",
    "LinkRecht",
    "PrivateModel",
    "Toegangslink",
    "Toestemming",
]
