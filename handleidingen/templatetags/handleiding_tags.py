"""What the templates of the handleidingen ask for: a help text with its marks as HTML."""

from django import template
from django.utils.safestring import SafeString

from formats.markup import to_html

register = template.Library()


@register.filter
def opgemaakt(text: str) -> SafeString:
    """Typed text with **vet**, *schuin* and lists as safe HTML."""
    return to_html(text, niveau=4)
