"""What may come in as a file: the settings hold at the gate what the rooms tell people."""

from django.conf import settings

from formats.exchange import MAX_BYTES as MAX_EXCHANGE
from groeidocumenten.inhoud.filetypes import MAX_BYTES as MAX_BIJLAGE
from groeiportaal.uploads import limit_for


def test_the_gate_knows_the_limits_that_the_rooms_name() -> None:
    assert limit_for("/groeidocumenten/x/bestand/") == MAX_BIJLAGE
    assert limit_for("/groeidocumenten/inlezen/x/") == settings.INLEZEN_MAX_BYTES > MAX_BIJLAGE
    assert limit_for("/admin/opp/formats/3/importeren/") == MAX_EXCHANGE


def test_the_gate_stands_before_everything_that_writes_to_a_disk() -> None:
    assert settings.FILE_UPLOAD_HANDLERS[0] == "groeiportaal.uploads.BoundedUploadHandler"
    assert limit_for("/admin/documents/multiple/add/") is None
