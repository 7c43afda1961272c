"""Discover, fetch, land and parse: from a source's web site to articles in the lake.

One YAML file a source lies in ``sources/``, one parser a CMS family in ``families/``. This room knows nothing of what
the articles mean: what a scraper must ask about meaning, its caller hands it as a function.
"""
