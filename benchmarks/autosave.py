"""The autosave of a section beside a bare Django `save()` of the same row: `python benchmarks/autosave.py` (`sqlite` as argument takes SQLite).

Anybody may run it; it fills a throw-away database (see `_database.py`) with the small world of the tests. Four things in turn, so that a slow
minute hurts all: `save()` of the row that an autosave leaves, in a transaction of its own; our act (`keep_concept`: asks the door again,
locks the file, finds the row, seals the text, writes); the whole request of the script with its session, door, presence and answer; and a
request to an ordinary Django view, signed in too, that only does the `save()`. Prints medians and ratios, asserts nothing.
"""

import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
ROUNDS = int(os.environ.get("ROUNDS", "200"))
TEXT = "In de klas zien we dat hij graag samen werkt. " * 40


def main() -> None:
    """Seed, measure, print."""
    from _database import throw_away_database

    with throw_away_database(sqlite="sqlite" in sys.argv) as url:
        os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="groeiportaal.settings.test")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        import tests.builders.both_steps  # noqa: F401  # who signs in here has passed both steps

        call_command("migrate", verbosity=0)
        from tests.builders.world import build_world

        deeds = _deeds(build_world())
        times: dict[str, list[float]] = {name: [] for name in deeds}
        for _round in range(ROUNDS + 5):
            for name, deed in deeds.items():
                times[name].append(_measure(deed))
        _tell(connection.vendor, {name: statistics.median(each[5:]) for name, each in times.items()})
        connection.close()


def _deeds(world: Any) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    from django.db import transaction
    from django.http import HttpRequest, HttpResponse
    from django.test import Client
    from django.urls import path, reverse

    import groeiportaal.urls as urls
    from accounts.models import User
    from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
    from groeidocumenten.inhoud.concepten import Vorm, keep_concept
    from groeidocumenten.inhoud.models import Concept

    joke = User.objects.get(username="joke")
    geopend = open_dossier(Viewer(user=joke), world.noor, Recht.AANVULLEN)
    _deel, sectie = geopend.sectie("hoofdstuk-een", "hoofdstuk-een-sectie")
    vorm, typed = Vorm(uuid.uuid4(), 1), [("veld_hoofdstuk-een-verhaal", [TEXT])]
    keep_concept(geopend=geopend, sectie=sectie, vorm=vorm, typed=typed)
    row = Concept.unguarded.get(pk=vorm.zitting)

    def bare() -> None:
        with transaction.atomic():
            row.save()

    def view(request: HttpRequest) -> HttpResponse:
        assert request.user.is_authenticated
        bare()
        return HttpResponse("bewaard")

    urls.urlpatterns.insert(0, path("maat/", view))
    client = Client()
    client.force_login(joke, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("inhoud:concept", args=[world.noor, "hoofdstuk-een", sectie.key])
    sent = {"zitting": str(uuid.uuid4()), "versie": "1", "veld_hoofdstuk-een-verhaal": TEXT}

    def request() -> None:
        assert client.post(address, sent).status_code == 200

    def ordinary() -> None:
        assert client.post("/maat/", sent).status_code == 200

    return {
        "bare save()": bare,
        "our act": lambda: keep_concept(geopend=geopend, sectie=sectie, vorm=vorm, typed=typed),
        "a view with a bare save()": ordinary,
        "our whole request": request,
    }


def _measure(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


def _tell(vendor: str, medians: dict[str, float]) -> None:
    print(f"{vendor}, {len(TEXT)} characters, median of {ROUNDS}")
    for name, median in medians.items():
        print(f"  {name}: {median:.2f} ms, {median / medians['bare save()']:.2f} times a bare save()")
    print(f"  our whole request is {medians['our whole request'] / medians['a view with a bare save()']:.2f} times such a view")


if __name__ == "__main__":
    main()
