"""Forms of sharing as somebody fills them in, what refuses them, and how many rows there are."""

import re
import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.checks import private_models
from groeidocumenten.dossiers.models import Gezagsrelatie

DUTCH = re.compile(r"gp-error-summary.*?</div>", re.DOTALL)


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def link_form(**changes):
    return {
        "ontvanger_email": "l.jansen@instelling.example",
        "recht": "lezen",
        "bereik": "heel",
        "tot_en_met": day(14),
        "tot_tijd": "",
        "verzoek": str(uuid.uuid4()),
    } | changes


def consent_form(world, **changes):
    givers = Gezagsrelatie.unguarded.filter(leerling__groeidocumenten=world.noor).valid().with_gezag()
    return {
        "gegeven_door": [str(one.pk) for one in givers],
        "ontvanger": "L. Jansen",
        "doelen": ["uitwisselen"],
        "wijze": "gesprek",
        "bereik": "heel",
        "tot_en_met": day(30),
        "verzoek": str(uuid.uuid4()),
    } | changes


def rows() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in private_models() if not model.__name__.startswith("Journaal")}


def make_link(client, world, toestemming, **changes):
    return client.post(reverse("delen:link_nieuw", args=[world.noor, toestemming.pk]), link_form(**changes))


def refused(answer, status: int = 422) -> str:
    """The summary of a refused form; everything typed is still there."""
    assert answer.status_code == status, answer.content.decode()[:500]
    summary = DUTCH.search(answer.content.decode())
    assert summary, "a refusal says why"
    return summary[0]
