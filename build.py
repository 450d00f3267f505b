"""Builds the site in this folder: ``python build.py``, ``python build.py serve``, ``python build.py --help``."""

from pathlib import Path

from leitai.cli import script

if __name__ == "__main__":
    script(Path(__file__).resolve().parent)
