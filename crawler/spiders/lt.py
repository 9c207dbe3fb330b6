"""The spider of Teisės aktų registras (data.gov.lt)."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/lt.yaml` names."""

    name = "lt"
