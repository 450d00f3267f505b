"""Search without a server: pages' texts become small files that a browser fetches when somebody searches.

`words` takes the text out of a view, `grams` cuts a text into pieces of two characters and more, `notes` notes on which
pages each piece stands, `shards` is how that is written down, `step` makes of all this the outputs of a site and finds
out what of it has changed. The other half, asking, is the theme's ``js/search.js``; docs/search.md describes the files
that lie between. Everything but `step` is pure; `step` reads what the last build left, through what it is given.
"""
