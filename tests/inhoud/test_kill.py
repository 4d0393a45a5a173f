"""The server dies at once (kill -9): what was confirmed is there, and of what was not confirmed nothing half stands anywhere."""

import json

from tests.builders.own_process import run_beside_world

# Each deed in a process of its own, on a database in a file, that is killed at a moment of its own; the first process looks what is left.
RUN = """
import json, os, pickle, signal, sys, uuid
import django
django.setup()
from django.db import connection
from django.test import Client
from accounts.models import User
from groeidocumenten.inhoud import files, schrijven
from groeidocumenten.inhoud.models import Antwoordversie, Bijlage, Bijlagestuk, Concept, Sectieantwoord
import tests.builders.both_steps

world = pickle.load(open(sys.argv[1], "rb"))
place = f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-een/sectie/hoofdstuk-een-sectie/"
die = lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)
zitting = str(uuid.UUID(int=7))
sent = {"zitting": zitting, "versie": "1", "veld_hoofdstuk-een-verhaal": "een lange middag getypt"}

def comes():
    client = Client()
    client.force_login(User.objects.get(username="joke"), backend="django.contrib.auth.backends.ModelBackend")
    return client

def types():
    answer = comes().post(place + "concept/", sent)
    os.write(1, json.dumps(answer.json()["zin"]).encode() + b"\\n")
    die()

def saves():
    schrijven.finish = die
    comes().post(place, sent)

def adds_a_file():
    from django.core.files.uploadedfile import SimpleUploadedFile
    files.write_version = die
    from tests.builders.papers import pdf
    paper = SimpleUploadedFile("brief.pdf", pdf("Een brief"), content_type="application/pdf")
    address = place.replace("hoofdstuk-een-sectie/", "hoofdstuk-een-bestanden/bestand/hoofdstuk-een-bestand/")
    comes().post(address, {"bestand": paper, "verzoek": str(uuid.uuid4())})

for deed in (types, saves, adds_a_file):
    if os.fork() == 0:
        deed()
        os._exit(1)
    status = os.wait()[1]
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, deed.__name__
page = comes().get(place).content.decode()
print(json.dumps({
    "offered": "een lange middag getypt" in page,
    "concepten": Concept.unguarded.filter(pk=zitting).exclude(inhoud="").count(),
    "versies": list(Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie="hoofdstuk-een-sectie").values_list("versie", flat=True)),
    "teller": Sectieantwoord.unguarded.get(groeidocument=world.noor, sectie="hoofdstuk-een-sectie").versie,
    "bijlagen": Bijlage.unguarded.filter(groeidocument=world.noor, veld="hoofdstuk-een-bestand").count(),
    "losse stukken": Bijlagestuk.unguarded.count() - sum(Bijlage.unguarded.values_list("aantal_stukken", flat=True)),
}))
"""


def test_what_was_confirmed_survives_and_nothing_half_written_shows(tmp_path):
    printed = run_beside_world(RUN, tmp_path)
    said, left = (json.loads(line) for line in printed.splitlines())
    assert said.startswith("Bewaard om ")
    assert left == {"offered": True, "concepten": 1, "versies": [1], "teller": 1, "bijlagen": 1, "losse stukken": 0}
