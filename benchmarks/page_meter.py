"""What the page meter costs beside a bare typst compile of the very same data, in one run: the count alone, and the whole answer to the browser.

`python benchmarks/page_meter.py` prints medians and ratios. The aim is an answer within a second of typing; the script waits 0.3 s after the
last key, so an answer may take 0.7 s. The file, its OPP and the person are those of the tests, in a database of its own that is thrown away.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groeiportaal.settings.test")
_FOLDER = tempfile.TemporaryDirectory()
os.environ["DATABASE_URL"] = f"sqlite:///{_FOLDER.name}/meter.sqlite3"

import django  # noqa: E402

django.setup()
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from pypdf import PdfReader  # noqa: E402

import tests.builders.both_steps  # noqa: E402, F401  # who signs in here has passed both steps

SENTENCE = "De leerkracht neemt elke ochtend met de leerling de dag door, en kijkt na de pauze hoe het gaat. "
SECTIE, PARAGRAPHS, RUNS = "opp-sectie-begeleiding", 60, 15


def timed(deed: Callable[[int], object], runs: int = RUNS) -> float:
    """The median of several runs in seconds; the first is not counted."""
    seconds = []
    for run in range(runs + 1):
        start = time.perf_counter()
        deed(run)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def main() -> None:
    """Build a file with an OPP, and measure."""
    call_command("migrate", verbosity=0)
    from accounts.models import User
    from formats.models import FormatVersie
    from formats.papier.characters import Cleaner
    from formats.papier.pdf import compile_pdf, count_pages
    from formats.papier.prepare import Preparation
    from groeidocumenten.dossiers.access import Recht
    from groeidocumenten.drukwerk.document import work_document
    from tests.builders.opp import opened, write_opp
    from tests.builders.world import build_world

    world, person = build_world(), User.objects.get(username="anja")
    school = opened(world.sem, person, Recht.SCHRIJVEN)
    opp = write_opp(school, FormatVersie.objects.get(pk=world.opp_format))

    def text(run: int) -> str:
        # Differs in every run and every paragraph, so that nothing typst remembers can help.
        return "\n\n".join(f"{run}.{number} {SENTENCE * 4}" for number in range(PARAGRAPHS))

    def document(run: int):
        return work_document(school, opp, {SECTIE: {"opp-begeleiding": text(run)}})

    documents = {run: document(run) for run in range(3 * (RUNS + 1))}
    prepared = {run: Preparation(Cleaner(), True).document(one) for run, one in documents.items()}
    bare = timed(lambda run: compile_pdf(prepared[run], documents[run].gemaakt_op))
    count = timed(lambda run: count_pages(documents[run + RUNS + 1], lege_weglaten=True))
    pages = len(PdfReader(BytesIO(compile_pdf(prepared[0], documents[0].gemaakt_op))).pages)

    client, address = Client(), reverse("beknopt:sectie", args=[world.sem, opp.pk, SECTIE])
    client.force_login(person)

    def ask(run: int) -> None:
        answer = client.post(address, {"veld_opp-begeleiding": text(1000 + run)}, headers={"Accept": "application/json"})
        assert answer.status_code == 200

    whole = timed(ask)
    print(f"{pages} pages: bare typst compile {bare * 1000:.0f} ms")
    print(f"the count {count * 1000:.0f} ms: {count / bare:.2f} times")
    print(f"the whole answer, with reading the file, hints and JSON, {whole * 1000:.0f} ms: {whole / bare:.2f} times")
    print(f"within a second of typing: {'yes' if whole + 0.3 < 1 else 'no'} ({(whole + 0.3) * 1000:.0f} ms with the wait of the script)")


if __name__ == "__main__":
    main()
