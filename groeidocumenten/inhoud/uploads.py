"""How files come in at private addresses: in memory and counted, so that none lies unsealed on a disk and nobody can fill the machine.

Stands first in FILE_UPLOAD_HANDLERS, because Django reads a form before any view is asked. At other addresses it does nothing.
"""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers, StopUpload

from .filetypes import MAX_BYTES

PRIVATE = "/groeidocumenten/"


class PrivateUploadHandler(FileUploadHandler):
    """Holds the files of one request in memory, all together no more than one may be; what is larger is read on and thrown away."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Look whether this request is ours."""
        self._ours = self.request is not None and self.request.path_info.startswith(PRIVATE)
        self._taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Take a file from the handlers that would write it to a disk."""
        super().new_file(*args, **kwargs)
        if self._ours:
            self._held = io.BytesIO()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hold a piece, or stop at the limit; the view finds no file then, and `upload_too_large` on the request."""
        if not self._ours:
            return raw_data
        self._taken += len(raw_data)
        if self._taken > MAX_BYTES:
            self.request.upload_too_large = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        self._held.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file, as Django's forms know one."""
        if not self._ours:
            return None
        self._held.seek(0)
        held = {"charset": self.charset, "content_type_extra": self.content_type_extra}
        return InMemoryUploadedFile(self._held, self.field_name, self.file_name, self.content_type, file_size, **held)  # type: ignore[arg-type]
