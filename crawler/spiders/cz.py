"""The spider of e-Sbírka."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/cz.yaml` names."""

    name = "cz"
