"""`manage.py demo`: load the demo once, make a fresh guest link, and print who can log in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from demo.berichten import PARENT, fresh_toegangscode
from demo.files import fresh_guest_link
from demo.load import load_demo
from demo.people import PEOPLE
from demo.public import settle_address
from groeidocumenten.delen.mail import address


class Command(BaseCommand):
    help = "Laadt de demonstratie (eenmalig) en toont wie kan inloggen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, keep what people typed, and print the table.

        Raises:
            CommandError: outside the demo settings; demo people have no place beside real ones.
        """
        if not settings.DEMO:
            raise CommandError("De demonstratie draait alleen met de instellingen van de demo (groeiportaal.settings.dev).")
        with transaction.atomic():
            loaded = load_demo(password=settings.DEMO_WACHTWOORD, secret=settings.DEMO_CODE_SLEUTEL)
            settle_address(settings.BASE_URL)
            people = {user.username: user for user in User.objects.persons()}
            made = fresh_guest_link(people)
            code = fresh_toegangscode(people)
        self.stdout.write("De demonstratie is geladen." if loaded else "De demonstratie stond er al; wat mensen typten, is er nog.")
        self.stdout.write(f"\nInloggen op {settings.BASE_URL}/inloggen/ met wachtwoord: {settings.DEMO_WACHTWOORD}\n\n")
        width = max(len(person.username) for person in PEOPLE)
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:<{width}}  {person.first_name} {person.last_name}, {person.about}")
        self.stdout.write(
            "\nMedewerkers en redacteuren vullen na het wachtwoord een code in. `make code` geeft de code van dit moment;\n"
            f"of zet deze sleutel in een app op uw telefoon: {settings.DEMO_CODE_SLEUTEL}\n"
        )
        self.stdout.write(
            f"\nEen gast (leest mee {made.link.einde}):\n  {address(made.token)}\n  pincode: {made.pincode[:3]} {made.pincode[3:]}\n"
        )
        if code is not None:
            kenmerk, cijfers = code.leesbaar
            self.stdout.write(
                f"\nEen ouder zonder account ({PARENT}):\n  {settings.BASE_URL}/toegangscode/\n  kenmerk: {kenmerk}  code: {cijfers}\n"
            )
