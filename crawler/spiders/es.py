"""The spider of BOE, legislación consolidada."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/es.yaml` names."""

    name = "es"
