"""Says at the start when the settings of post cannot work, instead of when the first SMS is due."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from .gateway import WrongSettings, described
from .sms import ADAPTERS


@register()
def sms_settings_can_work(app_configs: Any, **kwargs: Any) -> list[Error]:
    """E001: an unknown adapter, or a JSON gateway whose settings do not describe one. E002: pincodes on a console or in files, outside a demo."""
    adapter = settings.SMS_ADAPTER
    if adapter and adapter not in ADAPTERS:
        return [Error(f"SMS_ADAPTER={adapter} bestaat niet.", hint="Kies console, bestand, json, of laat leeg.", id="post.E001")]
    if adapter in ("console", "bestand") and not (settings.DEMO or settings.DEBUG or settings.SMS_LOKAAL):
        return [Error(f"SMS_ADAPTER={adapter} is alleen voor de demo.", hint="Kies json, of laat leeg.", id="post.E002")]
    try:
        if adapter == "json":
            described()
    except WrongSettings as error:
        return [Error(str(error), hint="docs/beheer.md heeft voorbeelden.", id="post.E001")]
    return []
