"""``python -m leitai``: the same as the ``leitai`` command."""

from leitai.cli import script

if __name__ == "__main__":
    script()
