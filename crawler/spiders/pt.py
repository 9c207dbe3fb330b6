"""The spider of Diário da República."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/pt.yaml` names."""

    name = "pt"
