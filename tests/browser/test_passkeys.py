"""A passkey from beginning to end, with the device that Chromium plays itself: made, alone, after the password, and taken away."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import stage as stages
from tests.browser.fixtures import chromium
from tests.browser.person import Person
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser]
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
DEVICE |= {"isUserVerified": True, "automaticPresenceSimulation": True}


class Named(Stage):
    """The demo under a name: a passkey belongs to a name, and 127.0.0.1 is none."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """The running demo, which knows itself by its name."""
    chromium()
    numbered = stages.enter()
    stop(numbered)
    named = Named(numbered.folder, numbered.database_url, numbered.port, numbered.said)
    stages.serve(named, stages.environment(named))
    yield named
    stop(named)
    stages.leave()


def stop(stage: Stage) -> None:
    assert stage.process is not None
    stage.process.terminate()
    stage.process.wait(timeout=20)


def uses_it(person: Person, button: str, then: str) -> None:
    """Press a button that the device answers, and arrive."""
    person.page.get_by_role("button", name=button, exact=True).click()
    person.page.wait_for_url(f"**{then}")
    person.looks()


def leaves(person: Person) -> None:
    person.opens("/groeidocumenten/")
    person.presses("Uitloggen")
    person.opens("/inloggen/")


def test_a_passkey_is_made_used_alone_used_after_the_password_and_taken_away(comes):
    anja = comes("anja")
    device = anja.context.new_cdp_session(anja.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    anja.logs_in()
    anja.opens("/inloggen/passkeys/")
    anja.does_not_see("Haal deze passkey weg")
    anja.fills("Hoe noemt u dit apparaat?", "Laptop van school")
    anja.page.get_by_role("button", name="Voeg een passkey toe", exact=True).click()
    anja.sees("De passkey is toegevoegd", "Laptop van school")
    anja.looks()

    leaves(anja)
    uses_it(anja, "Log in met een passkey", "/groeidocumenten/")
    anja.sees("Uitloggen")

    leaves(anja)
    anja.fills("Gebruikersnaam", "anja")
    anja.fills("Wachtwoord", anja.stage.password)
    anja.presses("Log in")
    uses_it(anja, "Gebruik uw passkey", "/groeidocumenten/")

    anja.opens("/inloggen/opnieuw/")
    uses_it(anja, "Gebruik uw passkey", "/inloggen/beveiliging/")
    anja.follows("Bekijk uw passkeys")
    anja.page.get_by_role("button", name="Haal deze passkey weg").click()
    anja.sees("U hebt nog geen passkey")

    leaves(anja)
    uses_it(anja, "Log in met een passkey", "/inloggen/passkeys/binnen/")
    anja.sees("De passkey werkte niet")


def test_without_a_script_or_a_device_the_page_says_what_to_do(comes):
    plain = comes("anja", script=False)
    plain.opens("/inloggen/")
    plain.sees("Die werkt alleen als JavaScript aanstaat")
    expect(plain.page.get_by_role("button", name="Log in met een passkey")).to_be_hidden()
