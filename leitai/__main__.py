"""``python -m leitai``: the same as the ``leitai`` command."""

import sys

from leitai.cli import main

if __name__ == "__main__":
    sys.exit(main())
