"""The spider of European Women’s Lobby, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-ewl.yaml` names."""

    name = "ngo-ewl"
