"""Builds the site in this folder: ``python build.py``, ``python build.py serve``, ``python build.py --help``."""

import sys
from pathlib import Path

from leitai.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], root=Path(__file__).resolve().parent))
