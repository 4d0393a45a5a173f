"""Tying an account to a gezagsrelatie by the parent who holds a toegangscode. The school handed the code out; the parent does the deed.

There is no opened pupil here: the parent has none yet. That the code is right, and used once, whoever calls this has made sure of.
"""

from uuid import UUID

from django.db import transaction

from accounts.models import Soort, User

from .access import GeopendeLeerling, Viewer
from .leerling import log, note_leerling
from .letting_in import let_in
from .models import Gezagsrelatie, Handeling, Leerling

# A parent who also works at a school has the account of a medewerker, with gezag beside it.
PARENTS = (Soort.OUDER, Soort.MEDEWERKER)


@transaction.atomic
def connect_parent(*, gezag: UUID, account: User) -> bool:
    """Let this account in as the parent of this relation; False, and nothing done, when that cannot be.

    Not when the relation is over, without gezag, or has an account; nor for somebody who stands in another relation to the same pupil: the
    code of one parent must not make the other one two of them (BW 1:253i: two have to agree).
    """
    row = Gezagsrelatie.unguarded.select_related("leerling").filter(pk=gezag).first()
    if row is None or not account.is_active or account.soort not in PARENTS:
        return False
    Leerling.unguarded.select_for_update().get(pk=row.leerling_id)
    row.refresh_from_db()
    others = row.leerling.gezagsrelaties.valid().filter(gebruiker=account.pk).exclude(pk=row.pk)
    if row.gebruiker_id is not None or not row.geldt or not row.met_gezag or others.exists():
        return False
    row.gebruiker, row.versie = account, row.versie + 1
    row.save(update_fields=["gebruiker", "versie"])
    # Made here and handed to nobody: the log and the journaal want to know which pupil, and who did it.
    done = GeopendeLeerling(row.leerling, Viewer(user=account))
    log(done, [("gebruiker", "", account.get_full_name())], row)
    let_in(row, vertel=False)
    note_leerling(Handeling.CODE_GEBRUIKT, done, row)
    return True
