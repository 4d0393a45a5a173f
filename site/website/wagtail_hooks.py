"""How Wagtail's admin looks: the product's colours. Only for who may enter the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """The stylesheet that turns the admin green."""
    return format_html('<link rel="stylesheet" href="{}">', static("website/css/admin.css"))
