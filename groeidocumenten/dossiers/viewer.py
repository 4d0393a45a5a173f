"""The words of the door: which rights there are, and who can stand before it. `access` decides with them; every room may name them."""

from dataclasses import dataclass
from enum import StrEnum

from accounts.models import User

from .models import Toegangslink


class Recht(StrEnum):
    """What somebody may do with one groeidocument. Nothing else names a right."""

    LEZEN = "lezen"
    SCHRIJVEN = "schrijven"
    AANVULLEN = "aanvullen"
    INSTEMMEN = "instemmen"
    DELEN = "delen"
    AFSLUITEN = "afsluiten"


@dataclass(frozen=True)
class Viewer:
    """Who stands at the door: a person who signed in, or a guest with a link that is valid now."""

    user: User
    link: Toegangslink | None = None

    @property
    def is_guest(self) -> bool:
        """True for somebody who came in with a link."""
        return self.link is not None

    @property
    def name(self) -> str:
        """The name to write beside what this viewer adds."""
        return self.link.ontvanger_naam if self.link else self.user.get_full_name() or self.user.get_username()


class AccessOver(Exception):
    """Somebody came in rightly, but may not any longer: the time is over, or the right was taken back."""
