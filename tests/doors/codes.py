"""A guest at the entrance, for tests: posting a code, a code that is wrong, agreeing to the rules, and the link as it stands now."""

from django.test import Client

from groeidocumenten.dossiers.models import Toegangslink

GUEST = "gast_schrijft_alles"


def wrong(pincode: str) -> str:
    """Another code."""
    return f"{(int(pincode) + 1) % 10**6:06d}"


def try_in(made, pincode: str, client: Client | None = None):
    """Post a code behind a guest's link."""
    return (client or Client()).post(f"/toegang/{made.token}/", {"pincode": pincode})


def agree(client: Client):
    """Say to be the person of the link, and agree to the rules."""
    return client.post("/toegang/spelregels/", {"ben_ik": "on", "spelregels": "on"})


def row(made) -> Toegangslink:
    """The link as it stands now."""
    return Toegangslink.unguarded.get(pk=made.link.pk)
