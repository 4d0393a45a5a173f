"""Two parents at the same moment, one with an account and one by a link, and each clicks twice: both are written, once. Real threads, a real database."""

import contextlib
import json
import os
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.builders import template

ROOT = Path(__file__).resolve().parents[2]

# A process of its own with a database in a file: threads cannot share a test's transaction.
RUN = """
import json, pickle, sys, threading, uuid
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.db import connections
from django.test import Client
from django.urls import reverse
from accounts.models import User
from groeidocumenten.dossiers.models import Gezagsrelatie
from groeidocumenten.opp.models import Handtekening, OppVersie
from tests.builders.world import PASSWORD
from tests.doors.codes import agree

world = pickle.load(open(sys.argv[1], "rb"))
versie = OppVersie.unguarded.get(opp=world.opp)
made = world.guests["gast_ondertekent"]
by_link, mother = Client(), Client()
by_link.post(f"/toegang/{made.token}/", {"pincode": made.pincode})
agree(by_link)
mother.force_login(User.objects.get(username="fatima"), backend="django.contrib.auth.backends.ModelBackend")
places = {by_link: reverse("tekenlinks:tekenen", args=[world.noor, versie.pk]), mother: reverse("opp:tekenen", args=[world.noor, world.opp])}
posts = []
for client, place in places.items():
    assert client.get(place).status_code == 200
    data = {"verzoek": str(uuid.uuid4()), "sha256": versie.sha256, "handelingsdeel": "akkoord", "wachtwoord": PASSWORD}
    for _ in range(2):
        browser = Client()
        browser.cookies = client.cookies
        posts.append((browser, place, data))
before = Handtekening.unguarded.count()
start = threading.Barrier(len(posts))

def send(post):
    browser, place, data = post
    start.wait(20)
    try:
        return browser.post(place, data).status_code
    finally:
        connections.close_all()

with ThreadPoolExecutor(len(posts)) as pool:
    statuses = list(pool.map(send, posts))
rows = Handtekening.unguarded.filter(versie=versie).exclude(persoon__username="joke")
said = sorted((row.rol, row.betekenis, len(row.kring["beslissers"])) for row in rows)
print(json.dumps({"statuses": statuses, "made": Handtekening.unguarded.count() - before, "signers": len({row.wie for row in rows}), "said": said}))
"""


def test_two_parents_who_sign_and_click_twice_at_the_same_moment_are_each_written_once(tmp_path):
    database, people = tmp_path / "race.sqlite3", tmp_path / "race.world"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        people.write_bytes(pickle.dumps(template.load(connection)))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    call = [sys.executable, "-W", "ignore", "-c", RUN, str(people)]
    run = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-3000:]
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["statuses"] == [302] * 4, told
    assert told["made"] == 4 and told["signers"] == 2, told
    assert told["said"] == [["gezag", "akkoord", 2], ["gezag", "akkoord", 2], ["gezag", "gezien", 2], ["gezag", "gezien", 2]], told
