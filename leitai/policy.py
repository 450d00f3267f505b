"""The content security policy of all pages: everything from the site itself, and of inline scripts those one knows.

A pure function of HTML. Knows no templates; a theme gives it the scripts that it writes into its pages.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\stype=["']?application/""", re.IGNORECASE)


@lru_cache(maxsize=8)
def policy(html: str) -> str:
    """The policy under which the inline scripts in some HTML may run, and no others.

    >>> policy("<script>1</script>").split("; ")[1]
    "script-src 'self' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"
    """
    found = [script for about, script in _SCRIPT.findall(html) if not _DATA.search(about)]
    hashes = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in found]
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *dict.fromkeys(hashes))),
            "style-src 'self'",
            "img-src 'self' data:",
            "media-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )
