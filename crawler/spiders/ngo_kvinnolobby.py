"""The spider of Sveriges Kvinnolobby, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ngo-kvinnolobby.yaml` names."""

    name = "ngo-kvinnolobby"
