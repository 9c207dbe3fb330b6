"""The spider of Nemzeti Jogszabálytár."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/hu.yaml` names."""

    name = "hu"
