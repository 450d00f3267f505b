"""The same pages as the other contenders make: articles with neighbours and tags, lists of 20, a feed, a sitemap."""

import os

SITENAME = "基准新闻"
SITEURL = "https://example.org"
PATH = "content"
OUTPUT_PATH = "public"
ARTICLE_PATHS = ["news"]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
EXTRA_PATH_METADATA: dict[str, dict[str, str]] = {}
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh-CN"
DEFAULT_CATEGORY = "news"
THEME = "theme"
THEME_STATIC_DIR = "."
THEME_STATIC_PATHS = ["static"]
PLUGIN_PATHS = ["."]
PLUGINS = ["neighbours"]

ARTICLE_URL = "news/{slug}/"
ARTICLE_SAVE_AS = "news/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
SLUGIFY_USE_UNICODE = True
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"index": None, "tag": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
CATEGORY_SAVE_AS = ""
AUTHOR_SAVE_AS = ""
ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"

FEED_ALL_ATOM = None
FEED_RSS = "feed.xml"
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

MARKDOWN = {"extensions": ["markdown.extensions.extra", "markdown.extensions.meta"], "output_format": "html5"}
DELETE_OUTPUT_DIRECTORY = False

if os.environ.get("PELICAN_CACHE"):
    CACHE_CONTENT = True
    LOAD_CONTENT_CACHE = True
    CONTENT_CACHING_LAYER = "generator"
