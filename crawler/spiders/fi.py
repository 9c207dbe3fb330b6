"""The spider of Finlex, avoin data."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/fi.yaml` names."""

    name = "fi"
