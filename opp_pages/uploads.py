"""Taking in one small file from an editor: what is larger than the limit is read past and kept nowhere, neither in memory nor on disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class SmallFileHandler(FileUploadHandler):
    """Keeps uploaded files in memory as long as they fit together; `too_large` says that something was left out."""

    def __init__(self, request: HttpRequest, *, most: int) -> None:
        super().__init__(request)
        self.too_large = False
        self._most = most
        self._taken = 0
        self._kept = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file with nothing in it."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece of the file.

        Raises:
            SkipFile: when it does not fit; the rest of the file is read past.
        """
        self._taken += len(raw_data)
        if self.too_large or self._taken > self._most:
            self.too_large = True
            self._kept = BytesIO()
            raise SkipFile
        self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, when all of it fitted."""
        self._kept.seek(0)
        return InMemoryUploadedFile(self._kept, self.field_name, self.file_name, self.content_type, file_size, self.charset)


def take_small_files(request: HttpRequest, *, most: int) -> SmallFileHandler:
    """Have the files of this request go through a SmallFileHandler; to be called before anything reads the request's body."""
    handler = SmallFileHandler(request, most=most)
    request.upload_handlers = [handler]
    return handler
