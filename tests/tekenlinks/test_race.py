"""Two parents at the same moment, one with an account and one by a link, and each clicks twice: both are written, once. Real threads, a real database."""

import json

from tests.builders.own_process import run_beside_world

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
    printed = run_beside_world(RUN, tmp_path)
    told = json.loads(printed.splitlines()[-1])
    assert told["statuses"] == [302] * 4, told
    assert told["made"] == 4 and told["signers"] == 2, told
    assert told["said"] == [["gezag", "akkoord", 2], ["gezag", "akkoord", 2], ["gezag", "gezien", 2], ["gezag", "gezien", 2]], told
