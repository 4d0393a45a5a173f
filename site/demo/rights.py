"""Puts the demo's editors and administrator into the groups that the product itself defines."""

from accounts.groups import ensure_beheerders
from accounts.models import User
from website.groups import ensure_groups

# The swv's editor keeps the formats too; publishing a page, and approving a format, is the eindredacteur's.
EDITORS = {"redactie": ("Redacteur", "Formatbeheerder"), "eindredactie": ("Eindredacteur",)}


def give_editor_rights(people: dict[str, User]) -> None:
    """Give each demo editor exactly the groups of the table above."""
    groups = ensure_groups()
    for username, names in EDITORS.items():
        people[username].groups.set([groups[name] for name in names])
    people["beheer"].groups.set([ensure_beheerders()])
