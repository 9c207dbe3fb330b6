"""The spider of Народно събрание, acts as adopted."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/bg.yaml` names."""

    name = "bg"
