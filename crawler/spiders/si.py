"""The spider of Pravno-informacijski sistem Republike Slovenije (PISRS)."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/si.yaml` names."""

    name = "si"
