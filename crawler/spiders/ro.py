"""The spider of Portal Legislativ."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ro.yaml` names."""

    name = "ro"
