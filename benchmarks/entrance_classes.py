"""Whether the time of an answer at the guests' entrance tells which links exist: `python benchmarks/entrance_classes.py` (`sqlite` takes SQLite).

Posts a wrong code in turn for links that are unknown, valid, expired, withdrawn and locked, in a throw-away database (see `_database.py`), and
prints per class the chance that its answer is told apart from one for an unknown link by its time (AUC; 0.5 is a coin). Asserts nothing; the
aim is 0.5 ± 0.15 for every class (gasten B5). The same for asking for a new link. ROUNDS says how many of each, 300 if left out.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
ROUNDS = int(os.environ.get("ROUNDS", "300"))
UNKNOWN = "unknown"


def main() -> None:
    """Seed, measure, print."""
    from _database import throw_away_database

    with throw_away_database(sqlite="sqlite" in sys.argv) as url:
        os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="groeiportaal.settings.test")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        from tests.builders.world import build_world

        tokens = _tokens(build_world())
        print(f"  {connection.vendor}, {ROUNDS} of each class")
        for name, ask in (("a wrong code", _try), ("asking for a new link", _ask)):
            print(f"  {name}")
            _tell(_measure(tokens, ask))
        connection.close()


def _tokens(world: Any) -> dict[str, str]:
    """A token of every class; the valid one never locks, because what counts its wrong codes is put back."""
    from django.utils import timezone

    from groeidocumenten.dossiers.models import Toegangslink

    now = timezone.now()
    made = {
        "valid": (world.guests["gast_leest_alles"], {}),
        "expired": (world.guests["gast_verlopen"], {"geldig_van": now - timedelta(days=9), "geldig_tot": now - timedelta(days=1)}),
        "withdrawn": (world.guests["gast_ingetrokken"], {"ingetrokken_op": now}),
        "locked": (world.guests["gast_op_slot"], {"fouten": 5, "fouten_totaal": 5}),
    }
    for guest, change in made.values():
        Toegangslink.unguarded.filter(pk=guest.link.pk).update(**({"fouten": 0} | change))
    return {UNKNOWN: "x" * 43} | {name: guest.token for name, (guest, _change) in made.items()}


def _try(token: str) -> float:
    """A wrong code; the seconds until the answer, as a visitor sees them: what a server does after it, is done before the clock begins again."""
    from django.test import RequestFactory

    from groeidocumenten.delen.entrance_views import binnenkomen

    return _answered(lambda: binnenkomen(_request(RequestFactory().post("/", {"pincode": "000000"})), token=token))


def _ask(token: str) -> float:
    from django.test import RequestFactory

    from groeidocumenten.delen.entrance_views import aanvragen

    return _answered(lambda: aanvragen(_request(RequestFactory().post("/")), token=token))


def _request(request: Any) -> Any:
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore

    # Every knock from another network, so that none is turned away.
    request.META["REMOTE_ADDR"] = ".".join(str(random.randrange(1, 255)) for _ in range(4))
    request.session, request.user, request._dont_enforce_csrf_checks = SessionStore(), AnonymousUser(), True
    return request


def _answered(ask: Callable[[], Any]) -> float:
    from groeidocumenten.dossiers.models import Toegangslink

    begin = time.perf_counter()
    answer = ask()
    took = time.perf_counter() - begin
    for deed in answer._resource_closers:
        deed()
    # The link that is guessed at goes on as it was.
    Toegangslink.unguarded.filter(fouten__lt=5).update(fouten=0, fouten_totaal=0)
    return took


def _measure(tokens: dict[str, str], ask: Callable[[str], float]) -> dict[str, list[float]]:
    """The classes in a random order every round, so that a slow moment hurts all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in tokens}
    for number in range(ROUNDS + 5):
        for name in random.sample(sorted(tokens), len(tokens)):
            took = ask(tokens[name])
            if number >= 5:
                times[name].append(took)
    return times


def _tell(times: dict[str, list[float]]) -> None:
    for name, seconds in times.items():
        print(f"    {name:10} {statistics.median(seconds) * 1000:7.2f} ms   AUC beside unknown {_auc(times[UNKNOWN], seconds):.2f}")


def _auc(one: list[float], other: list[float]) -> float:
    """The chance that an answer of the second kind took longer than one of the first."""
    wins = sum((b > a) + 0.5 * (b == a) for a in one for b in other)
    return wins / (len(one) * len(other))


if __name__ == "__main__":
    main()
