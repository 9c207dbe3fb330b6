"""The spider of Likumi.lv, Latvijas tiesību akti."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/lv.yaml` names."""

    name = "lv"
