"""Form fields as the design draws them: label, hint, message, input, tied together for a screen reader. For templates only."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

# The widgets that are drawn as a list of gp-choice rows inside a fieldset.
_CHOICE_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def field_kind(field: BoundField) -> str:
    """How components/field.html draws this field: "choices", "checkbox", "group", "hidden" or "plain"."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, _CHOICE_LISTS):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "group" if widget.use_fieldset else "plain"


@register.filter
def field_hint_id(field: BoundField) -> str:
    """The id of the hint of a field."""
    return f"{field.auto_id}_uitleg"


@register.filter
def field_error_id(field: BoundField) -> str:
    """The id of the message of a field."""
    return f"{field.auto_id}_fout"


@register.filter
def field_described_by(field: BoundField) -> str:
    """The ids of hint and message, in reading order; empty when there is neither."""
    ids = [field_hint_id(field)] if field.help_text else []
    if field.errors:
        ids.append(field_error_id(field))
    return " ".join(ids)


@register.filter
def field_anchor(field: BoundField) -> str:
    """The id that a link from the error summary leads to: the input, or the first one of a group; a form that knows it better says so."""
    if anchor := getattr(field, "anchor", ""):
        return str(anchor)
    if isinstance(field.field.widget, _CHOICE_LISTS):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def field_title(field: BoundField) -> str:
    """The label as the beginning of a sentence: "Naam:", but "Hoe heet u?" as it is."""
    label = str(field.label).rstrip(": ")
    return label if label.endswith(("?", ".", "!")) else f"{label}:"


@register.simple_tag
def gp_widget(field: BoundField) -> SafeString:
    """Render the input of a field with the class of the design and the ids that describe it."""
    widget = field.field.widget
    attrs = {}
    if described_by := field_described_by(field):
        attrs["aria-describedby"] = described_by
    if isinstance(widget, forms.Textarea):
        name = "gp-textarea"
    elif isinstance(widget, forms.Select):
        name = "gp-select"
    elif isinstance(widget, forms.CheckboxInput):
        name = ""
    else:
        name = "gp-input"
    classes = f"{name} {widget.attrs.get('class', '')}".strip()
    if classes:
        attrs["class"] = classes
    if isinstance(widget, forms.Textarea) and str(widget.attrs.get("rows", "10")) == "10":
        attrs["rows"] = "5"
    return field.as_widget(attrs=attrs)
