"""Messages that wait in the demo, a parent who was given a toegangscode, and somebody who asks for one."""

import uuid

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import School, User
from accounts.models_uitnodiging import Uitnodiging
from accounts.uitnodigen import Gemaakt
from groeidocumenten.berichten.models import Bericht, Gebeurtenis
from groeidocumenten.berichten.spreading import spread_all
from groeidocumenten.dossiers.access import Viewer, open_leerling
from groeidocumenten.dossiers.gezag import register_gezag
from groeidocumenten.dossiers.models import Gezagsrelatie, Leerling
from groeidocumenten.toegangscodes.aanvragen import ask
from groeidocumenten.toegangscodes.handing_out import hand_out, may_get_one

PARENT = "Layla van Dijk"
# Of all that was done to build the demo, people are told of the last things; of these everybody left some unread.
TOLD, UNREAD = 30, 4


def load_messages(people: dict[str, User]) -> None:
    """Tell of the last deeds of the demo, and let most of it be read."""
    _parent_without_account(people)
    said = {
        "naam": "Bram van Dijk",
        "contact": "06-00000000",
        "leerling": "Sem, groep 5",
        "toelichting": "Ik woon sinds kort apart.",
    }
    ask(school=School.objects.get(naam="De Regenboog"), gegevens=said, verzoek=uuid.uuid4())
    newest = list(Gebeurtenis.unguarded.order_by("-op").values_list("pk", flat=True)[:TOLD])
    Gebeurtenis.unguarded.exclude(pk__in=newest).delete()
    spread_all()
    now = timezone.now()
    for user in people.values():
        mine = list(Bericht.unguarded.filter(gebruiker=user).order_by("-op").values_list("pk", flat=True))
        Bericht.unguarded.filter(pk__in=mine[UNREAD:]).update(gelezen_op=now)
    # Nobody is mailed about how the demo was built.
    Bericht.unguarded.update(gemaild_op=now)
    DBTaskResult.objects.filter(task_path__startswith="groeidocumenten.berichten.").delete()


def fresh_toegangscode(people: dict[str, User]) -> Gemaakt | None:
    """A new toegangscode for an invented parent, as each start of the demo prints one; None when she has an account by now."""
    viewer = Viewer(user=people["anja"])
    gezag = Gezagsrelatie.unguarded.filter(naam=PARENT).first()
    if gezag is None or not may_get_one(gezag):
        return None
    record = open_leerling(viewer, gezag.leerling_id)
    return hand_out(geopend=record, gezag=gezag.pk, wijze=Uitnodiging.Wijze.BRIEF, email="", verzoek=uuid.uuid4())


def _parent_without_account(people: dict[str, User]) -> None:
    sem = Leerling.unguarded.get(voornaam="Sem", achternaam="Dijk")
    record = open_leerling(Viewer(user=people["anja"]), sem.pk)
    gezag = Gezagsrelatie(naam=PARENT, soort=Gezagsrelatie.Soort.OUDER_MET_GEZAG, bron="verklaring van de ouder")
    register_gezag(geopend=record, gezag=gezag, adres="", verzoek=uuid.uuid4())
