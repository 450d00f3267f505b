"""The store of rendered blocks as a worker has it at hand: open from one piece of work to the next.

(Whoever closes a store last has to copy its journal, and a worker is often alone.) Knows nothing of what is in it.
"""

from __future__ import annotations

import threading

from leitai.cache import Blocks

_here = threading.local()


def blocks_at(path: str) -> Blocks:
    """The store at that path, ready. Each thread has its own, for one connection cannot hold two transactions."""
    held: Blocks | None = getattr(_here, "blocks", None)
    if held is None or held.path != path:
        if held is not None:
            held.close()
        held = _here.blocks = Blocks(path)
    held.ready()
    return held
