"""leitai turns a folder of Markdown articles and YAML lists into a contest site."""

__version__ = "0.1.0"
