"""The spider of Slov-Lex, Zbierka zákonov Slovenskej republiky."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/sk.yaml` names."""

    name = "sk"
