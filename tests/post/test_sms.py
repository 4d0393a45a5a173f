"""SMS: which gateways there are, what one is told, what its answers mean, and where it is never called."""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from post import gateway, sms
from post.api import queue_sms, sms_available
from post.checks import sms_settings_can_work
from post.numbers import normalise
from post.refusals import NotYet, Refused

TEXT = 'Uw code is 123456. "Accolades" } en {aan} blijven staan.'


class Provider:
    """A real HTTP server that remembers what it was told and answers with one status."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str, dict[str, str], Any]] = []
        self.status, self.pause = 202, 0.0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.command, self.path, dict(self.headers), json.loads(body)))
                time.sleep(outer.pause)
                self.send_response(outer.status)
                self.send_header("Location", "/elders")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_PUT = do_POST

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A gateway on this machine, and the settings that describe it."""
    listening = Provider()
    settings.SMS_ADAPTER = "json"
    settings.SMS_URL = f"http://127.0.0.1:{listening.server.server_port}/v1/messages?route=nl"
    settings.SMS_HEADERS = '{"Authorization": "AccessKey geheim"}'
    settings.SMS_BODY = json.dumps(
        {
            "from": "{afzender}",
            "to": ["{aan_cijfers}"],
            "body": {"content": "{tekst}"},
            "alt": "{aan_00}",
            "e164": "{aan}",
            "ref": "{kenmerk}",
            "n": 1,
        }
    )
    yield listening
    listening.server.shutdown()
    listening.server.server_close()


@pytest.fixture
def queued(db: None, django_capture_on_commit_callbacks: Any) -> Any:
    def hand_in(aan: str = "06-12 34 56 78") -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return queue_sms(aan=aan, tekst=TEXT)

    return hand_in


def test_a_gateway_gets_number_and_words_in_the_places_of_its_own_body(provider: Provider, queued: Any) -> None:
    zending = queued()
    [(method, path, headers, body)] = provider.got
    assert (method, path, headers["Authorization"]) == ("POST", "/v1/messages?route=nl", "AccessKey geheim")
    assert headers["Content-Type"] == "application/json"
    assert body == {
        "from": "School",
        "to": ["31612345678"],
        "body": {"content": TEXT},
        "alt": "0031612345678",
        "e164": "+31612345678",
        "ref": str(zending.pk),
        "n": 1,
    }
    assert zending.status == "verzonden" and zending.inhoud == ""


@pytest.mark.parametrize(
    ("status", "outcome"),
    [*[(status, "verzonden") for status in (200, 201, 204)], *[(status, "mislukt") for status in (400, 422)]]
    + [(status, "wacht") for status in (302, 401, 403, 429, 500, 503)],
)
def test_any_2xx_is_a_yes_a_wrong_message_is_given_up_and_the_rest_may_come_right(
    provider: Provider, queued: Any, status: int, outcome: str
) -> None:
    provider.status = status
    assert queued().status == outcome
    assert len(provider.got) == 1, "a redirect is not followed"


def test_a_gateway_that_does_not_answer_is_left_after_a_while(provider: Provider, monkeypatch: Any) -> None:
    monkeypatch.setattr(gateway, "SECONDS", 0.1)
    provider.pause = 0.5
    with pytest.raises(NotYet):
        gateway.post("+31612345678", "x", uuid.uuid4())


def test_nobody_there_is_no_yes(provider: Provider, queued: Any) -> None:
    provider.server.shutdown()
    provider.server.server_close()
    assert queued().status == "wacht"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMS_URL", "http://sms.example/v1"),
        ("SMS_URL", "ftp://127.0.0.1/"),
        ("SMS_URL", ""),
        ("SMS_HEADERS", "geheim"),
        ("SMS_HEADERS", '{"a": 1}'),
        ("SMS_BODY", "{"),
        ("SMS_BODY", '{"to": "{aan}"}'),
        ("SMS_METHOD", "GET"),
    ],
)
def test_settings_that_describe_no_gateway_stop_the_start_and_never_the_deed(
    provider: Provider, queued: Any, settings: Any, name: str, value: str
) -> None:
    setattr(settings, name, value)
    [error] = sms_settings_can_work(None)
    assert error.id == "post.E001" and name in error.msg and "geheim" not in error.msg
    assert queued().status == "wacht" and provider.got == []


def test_http_to_this_machine_is_for_developers_only(provider: Provider, settings: Any) -> None:
    assert sms_settings_can_work(None) == []
    settings.SMS_LOKAAL = False
    assert [error.id for error in sms_settings_can_work(None)] == ["post.E001"]
    with pytest.raises(NotYet):
        gateway.post("+31612345678", "x", uuid.uuid4())


@pytest.mark.parametrize(("adapter", "found"), [("", []), ("duif", ["post.E001"]), ("console", ["post.E002"]), ("bestand", ["post.E002"])])
def test_in_production_codes_go_to_no_console_and_no_file(settings: Any, adapter: str, found: list[str]) -> None:
    settings.SMS_LOKAAL, settings.SMS_ADAPTER = False, adapter
    assert [error.id for error in sms_settings_can_work(None)] == found


def test_without_a_gateway_an_sms_is_not_offered_and_ends_at_once(queued: Any, settings: Any) -> None:
    assert sms_available()
    settings.SMS_ADAPTER = ""
    assert not sms_available() and queued().status == "mislukt"


def test_the_demo_writes_an_sms_into_a_file_that_only_its_owner_reads(queued: Any, sent_sms: Any, settings: Any) -> None:
    queued()
    queued("+49 1512 3456789")
    first, second = sent_sms()
    assert first == f"Aan: +31612345678\n\n{TEXT}\n" and "+4915123456789" in second
    assert {file.stat().st_mode & 0o777 for file in settings.SMS_MAP.iterdir()} == {0o600}


def test_a_developer_reads_an_sms_on_the_console(queued: Any, settings: Any, capsys: Any) -> None:
    settings.SMS_ADAPTER = "console"
    queued()
    assert capsys.readouterr().out == f"SMS aan +31612345678:\n{TEXT}\n"


GOOD = {
    **dict.fromkeys(
        ("0612345678", "06-12 34 56 78", "+31 6 12345678", "0031612345678", "+31 (0)6 12345678", "06.12.34.56.78"), "+31612345678"
    ),
    "+49 1512 3456789": "+4915123456789",
    "0032470123456": "+32470123456",
}


@pytest.mark.parametrize(("written", "number"), GOOD.items())
def test_a_mobile_number_is_read_as_people_write_it(written: str, number: str) -> None:
    assert normalise(written) == number


@pytest.mark.parametrize(
    "written", ["", "06", "0612345", "06123456789", "0201234567", "+31201234567", "112", "zes", "06-1234567\n8; +3161", "+0612345678"]
)
def test_what_is_no_mobile_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="mobiel nummer"):
        normalise(written)
    with pytest.raises(Refused):
        sms.send(written, "x", uuid.uuid4())
