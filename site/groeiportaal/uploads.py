"""How files come in: at some addresses in memory and counted, so that none lies on a disk before somebody decided to keep it, and nobody can fill
the machine.

Stands first in FILE_UPLOAD_HANDLERS, because Django reads a form before any view is asked. Which addresses, and how much, is UPLOAD_LIMITS; elsewhere
it does nothing.
"""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers


def limit_for(path: str) -> int | None:
    """How many bytes the files of one request to this address may have together; None where nothing is limited here."""
    return next((most for prefix, most in settings.UPLOAD_LIMITS.items() if path.startswith(prefix)), None)


class BoundedUploadHandler(FileUploadHandler):
    """Holds the files of one request in memory, all together no more than the limit; what is larger is read on and thrown away."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Look whether this request is ours."""
        self._most = limit_for(self.request.path_info) if self.request is not None else None
        self._taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Take a file from the handlers that would write it to a disk."""
        super().new_file(*args, **kwargs)
        if self._most is not None:
            self._held = io.BytesIO()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hold a piece, or stop at the limit; the view finds no file then, and `upload_too_large` on the request."""
        if self._most is None:
            return raw_data
        self._taken += len(raw_data)
        if self._taken > self._most:
            self._held = io.BytesIO()
            self.request.upload_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        self._held.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file, as Django's forms know one."""
        if self._most is None:
            return None
        self._held.seek(0)
        held = {"charset": self.charset, "content_type_extra": self.content_type_extra}
        return InMemoryUploadedFile(self._held, self.field_name, self.file_name, self.content_type, file_size, **held)  # type: ignore[arg-type]
