"""Webhooks: who hears what, how it is signed, what happens when nobody answers, where nothing is ever sent to, and who may see it."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction, Site

from accounts.models import User
from forms_catalog.models import Status
from headless.models import Aflevering, Webhook
from headless.webhooks import sending, tasks
from headless.webhooks.targets import RefusedTarget, is_public, parse, resolve
from tests.builders.queue import work
from tests.website.public_tree import CONCEPT_WORD, PublicTree, add_formulier
from website.groups import ensure_groups

Commit = Callable[[], AbstractContextManager[None]]


class Receiver:
    """A real HTTP server that remembers what it was told; `answers` are the statuses it gives in turn, the last one for ever."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answers = [200]
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.path, dict(self.headers), body))
                status = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elders")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/ontvang"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def messages(self) -> list[dict[str, Any]]:
        """What was said."""
        return [json.loads(body) for _, _, body in self.got]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Somebody who listens."""
    settings.WEBHOOK_LOKAAL = True
    listening = Receiver()
    yield listening
    listening.server.shutdown()
    listening.server.server_close()


@pytest.fixture
def webhook(tree: PublicTree, receiver: Receiver) -> Webhook:
    """A webhook to who listens."""
    return Webhook.objects.create(site=Site.objects.get(is_default_site=True), naam="Proefontvanger", url=receiver.url)


def test_a_publication_is_told_once_and_signed(webhook: Webhook, receiver: Receiver, tree: PublicTree, committed: Commit) -> None:
    with committed():
        tree.handleiding.save_revision().publish()
        tree.handleiding.save_revision().publish()
        assert not DBTaskResult.objects.exists(), "nothing is queued before the commit"
    work()
    [(path, headers, body)] = receiver.got
    message = json.loads(body)
    assert path == "/ontvang"
    assert (message["gebeurtenis"], message["soort"], message["id"]) == ("gepubliceerd", "handleiding", tree.handleiding.pk)
    assert message["url"].endswith("/handleiding/inloggen/")
    assert set(message) == {"gebeurtenis", "soort", "id", "slug", "url", "versie", "tijd", "aflevering"}
    moment, _, given = headers["Groeiportaal-Signature"].removeprefix("t=").partition(",v1=")
    assert given == hmac.new(webhook.geheim.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert abs(int(moment) - timezone.now().timestamp()) < 60
    assert headers["Groeiportaal-Delivery"] == message["aflevering"]
    aflevering = Aflevering.objects.get()
    assert (aflevering.status, aflevering.pogingen, aflevering.antwoord) == ("gelukt", 1, 200)
    assert str(aflevering.pk) == message["aflevering"]
    assert "geheim" not in json.dumps([row.args_kwargs for row in DBTaskResult.objects.all()])


def test_withdrawing_deleting_and_formulieren_are_told_and_concepts_are_not(
    webhook: Webhook, receiver: Receiver, tree: PublicTree, committed: Commit
) -> None:
    def told(act: Callable[[], Any]) -> list[tuple[str, str]]:
        receiver.got.clear()
        with committed():
            act()
        work()
        return [(one["gebeurtenis"], one["slug"]) for one in receiver.messages()]

    assert told(tree.info.unpublish) == [("ingetrokken", "voor-ouders")]
    assert told(tree.handleiding.delete) == [("ingetrokken", "inloggen")]
    assert told(tree.edited.save_revision) == []
    assert told(tree.concept.save) == []
    assert told(tree.geldend.save) == [("gepubliceerd", tree.geldend.slug)]
    tree.geldend.status = Status.CONCEPT
    assert told(tree.geldend.save) == [("ingetrokken", tree.geldend.slug)]
    assert told(lambda: add_formulier("Gloednieuw", Status.VOORBEREIDING)) == [("gepubliceerd", "gloednieuw")]
    PageViewRestriction.objects.create(page=tree.edited, restriction_type="login")
    assert told(lambda: tree.edited.save_revision().publish()) == []
    webhook.soorten = ["nieuws"]
    webhook.save()
    assert told(tree.voorbereiding.save) == []
    assert CONCEPT_WORD not in "".join(Aflevering.objects.values_list("bericht", flat=True))


def test_another_site_is_told_nothing(webhook: Webhook, receiver: Receiver, tree: PublicTree, committed: Commit) -> None:
    other = Site.objects.create(hostname="ander.example", root_page=tree.info)
    webhook.site = other
    webhook.save()
    with committed():
        tree.handleiding.save_revision().publish()
    work()
    assert receiver.got == []


def test_a_receiver_that_fails_is_asked_again_after_growing_pauses_and_then_no_more(
    webhook: Webhook, receiver: Receiver, tree: PublicTree, committed: Commit
) -> None:
    receiver.answers = [500]
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        with committed():
            tree.handleiding.save_revision().publish()
        work()
        work()
        assert len(receiver.got) == 1, "a second look within the pause sends nothing"
        for number, pause in enumerate(tasks.PAUSES, 2):
            clock.shift(pause - timedelta(seconds=1))
            work()
            assert len(receiver.got) == number - 1
            clock.shift(timedelta(seconds=1))
            work()
            assert len(receiver.got) == number
        clock.shift(timedelta(days=7))
        work()
    assert list(tasks.PAUSES) == sorted(tasks.PAUSES)
    assert len(receiver.got) == len(tasks.PAUSES) + 1
    assert len({headers["Groeiportaal-Delivery"] for _, headers, _ in receiver.got}) == 1
    assert len({headers["Groeiportaal-Signature"] for _, headers, _ in receiver.got}) == len(receiver.got), "each with its own moment"
    webhook.refresh_from_db()
    assert (webhook.actief, webhook.uitgezet_op is not None) == (False, True)
    assert Aflevering.objects.get().status == "opgegeven"
    webhook.actief = True
    webhook.save()
    assert webhook.uitgezet_op is None


def test_a_redirect_is_not_followed(webhook: Webhook, receiver: Receiver) -> None:
    receiver.answers = [302]
    outcome = sending.post(webhook.url, b"{}", {})
    assert (outcome.status, outcome.good, len(receiver.got)) == (302, False, 1)


def test_a_receiver_that_answers_again_gets_what_waited(webhook: Webhook, receiver: Receiver, tree: PublicTree, committed: Commit) -> None:
    receiver.answers = [503, 200]
    with committed():
        tree.handleiding.save_revision().publish()
    work()
    assert Aflevering.objects.get().status == "opnieuw"
    with time_machine.travel(timezone.now() + tasks.PAUSES[0] + timedelta(seconds=1)):
        work()
    aflevering = Aflevering.objects.get()
    assert (aflevering.status, aflevering.pogingen, aflevering.fout) == ("gelukt", 2, "")
    assert tasks.deliver.call(str(aflevering.pk)) == "niets te doen"
    assert len(receiver.got) == 2


def test_nobody_there_and_a_silent_one_are_mistakes_and_no_crash(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setattr(sending, "WHOLE_SECONDS", 0.3)
        assert sending.post(f"http://127.0.0.1:{silent.getsockname()[1]}/", b"{}", {}).status is None
        port = silent.getsockname()[1]
    assert sending.post(f"http://127.0.0.1:{port}/", b"{}", {}).status is None
    assert sending.post("https://bestaat-niet.invalid/", b"{}", {}) == (None, "Deze naam is niet gevonden.")


@pytest.mark.parametrize(
    "url",
    [
        "http://school.example/",
        "ftp://school.example/",
        "https://",
        "https://naam:woord@school.example/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://10.0.0.8/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://0.0.0.0/",
        "https://printer.local/",
        "https://school.example:99999/",
        "https://school.example/\nHost: x",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_is_not_public_https_is_refused(url: str) -> None:
    with pytest.raises(RefusedTarget):
        parse(url)
    with pytest.raises(ValidationError):
        Webhook(naam="x", url=url, site_id=1).full_clean(exclude=["site"])
    assert sending.post(url, b"{}", {}).status is None


def test_a_name_that_leads_inside_is_refused_and_the_judged_address_is_the_one_called(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [[(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("10.1.2.3", 443))], [(2, 1, 6, "", ("93.184.215.14", 443))]]
    asked: list[str] = []

    def lookup(host: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        return answers[0] if len(asked) == 1 else answers[1]

    called: list[Any] = []

    def connect(address: Any, *args: Any, **kwargs: Any) -> Any:
        called.append(address)
        raise OSError

    monkeypatch.setattr("headless.webhooks.targets.socket.getaddrinfo", lookup)
    monkeypatch.setattr("headless.webhooks.sending.socket.create_connection", connect)
    with pytest.raises(RefusedTarget):
        resolve("wisselend.example", 443)
    sending.post("https://wisselend.example/pad", b"{}", {})
    assert called == [("93.184.215.14", 443)]
    assert asked == ["wisselend.example"] * 2, "the name is looked up once for each message"


def test_addresses_in_other_clothes_are_known() -> None:
    for private in (
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "::",
    ):
        assert not is_public(private), private
    for public in ("93.184.215.14", "2606:2800:220:1:248:1893:25c8:1946"):
        assert is_public(public), public


def test_an_eindredacteur_reads_the_log_and_an_administrator_manages(webhook: Webhook, receiver: Receiver, tree: PublicTree) -> None:
    groups = ensure_groups()
    aflevering = Aflevering.objects.create(webhook=webhook, gebeurtenis="gepubliceerd", soort="nieuws", bericht="{}")
    log, one = reverse("webhookberichten:index"), reverse("webhookberichten:inspect", args=[aflevering.pk])
    again, test = reverse("webhookberichten:again", args=[aflevering.pk]), reverse("webhooks:test", args=[webhook.pk])
    edit = reverse("webhooks:edit", args=[webhook.pk])

    def statuses(client: Client) -> list[int]:
        gets = [client.get(path).status_code for path in (log, one, edit, reverse("webhooks:index"), again)]
        return [*gets, client.post(again).status_code, client.post(test).status_code]

    def person(name: str, **fields: Any) -> Client:
        user = User.objects.create_user(name, soort="redacteur", **fields)
        if name in ("Redacteur", "Eindredacteur"):
            user.groups.add(groups[name])
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    closed = (302, 403)
    assert all(status in (*closed, 405) for status in statuses(person("Redacteur")))
    eind = person("Eindredacteur")
    assert statuses(eind)[:2] == [200, 200]
    assert all(status in (*closed, 405) for status in statuses(eind)[2:])
    assert one in eind.get(log).content.decode()
    assert webhook.geheim not in eind.get(one).content.decode()
    assert receiver.got == []
    assert not DBTaskResult.objects.exists()
    boss = person("Baas", is_superuser=True)
    assert statuses(boss) == [200, 200, 200, 200, 405, 302, 302]
    work()
    assert sorted(message.get("gebeurtenis", "") for message in receiver.messages()) == ["", "proef"]
    webhook.actief, webhook.uitgezet_op = False, timezone.now()
    Webhook.objects.filter(pk=webhook.pk).update(actief=False, uitgezet_op=timezone.now())
    assert "vanzelf uitgezet" in boss.get(reverse("webhooks:index")).content.decode()


def test_an_administrator_makes_a_webhook_in_the_admin_and_hears_what_is_wrong(tree: PublicTree) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("baas"), backend="django.contrib.auth.backends.ModelBackend")
    form = {
        "naam": "Scholen",
        "site": Site.objects.get(is_default_site=True).pk,
        "url": "https://10.0.0.1/x",
        "actief": "on",
        "geheim": "g" * 40,
    }
    wrong = client.post(reverse("webhooks:add"), form)
    assert wrong.status_code == 200
    assert "eigen netwerk" in wrong.content.decode()
    assert "https://10.0.0.1/x" in wrong.content.decode()
    assert not Webhook.objects.exists()
    right = client.post(reverse("webhooks:add"), {**form, "url": "https://scholen.example/x", "soorten": ["nieuws", "formulier"]})
    assert right.status_code == 302
    assert Webhook.objects.get().soorten == ["nieuws", "formulier"]
