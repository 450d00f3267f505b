"""Compiled templates, kept between builds in the user's own cache folder. Knows templates by name and text only.

What is kept is code, so it must not lie among the files of a site, which may come from elsewhere (see
`cache.compiled_folder`). Every file is sealed: what is damaged, or of another text, is compiled again.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from leitai.cache import SEAL, put, seal
from leitai.errors import OutputError


class Compiled(BytecodeCache):
    """Jinja's bytecode in a folder, a file a template."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled before, if it is whole."""
        try:
            data = (self.folder / bucket.key).read_bytes()
        except OSError:
            return
        mark, code = data[:SEAL], data[SEAL:]
        if mark == seal(bucket.checksum.encode(), code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, where that can be done."""
        code = bucket.bytecode_to_string()
        with suppress(OutputError):
            put(self.folder / bucket.key, seal(bucket.checksum.encode(), code), code)
