"""The demo newsroom: invented papers with invented reports, served on loopback, and the facts each report states.

Everything here was written for danvan: no paper, official or event of it exists, only the provinces and districts do.
``python -m scrapers.newsroom`` runs it; tests use :func:`serve`.
"""

from scrapers.newsroom.article_files import NewsroomArticle, gold, newsroom_articles
from scrapers.newsroom.server import Newsroom, serve

__all__ = ["Newsroom", "NewsroomArticle", "gold", "newsroom_articles", "serve"]
