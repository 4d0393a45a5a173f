"""The number of unread messages in the header. For templates only."""

from django import template

from accounts.models import User
from groeidocumenten.berichten.reading import unread

register = template.Library()


@register.simple_tag
def ongelezen(user: User) -> int:
    """How many messages wait for this person."""
    return unread(user)
