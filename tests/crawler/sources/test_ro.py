"""Articles that the portal's notes quote from other instruments are none of this one."""

from __future__ import annotations

from dataclasses import replace

from crawler.parsing import Ask
from crawler.sources.ro import format as portal

ASK = Ask("ro", "ro-stupi", "ro", "https://x.example", "instrument")


def article(name: str, number: str, inner: str = "Text.") -> str:
    return (
        f'<span class="S_ART" id="{name}"><span class="S_ART_TTL" id="{name}_ttl">Articolul '
        f'{number}</span><span class="S_ART_BDY"><span class="S_PAR">{inner}</span></span></span>'
    )


def page(body: str, listed: tuple[str, ...]) -> bytes:
    links = "".join(f'<a href="#{name}_ttl">x</a>' for name in listed)
    return f'<html><body>{links}<span class="S_DEN">LEGE nr. 9</span>{body}</body></html>'.encode()


def test_articles_in_notes_are_neither_provisions_nor_counted() -> None:
    note = '<span class="S_NTA"><span class="S_NTA_PAR">Vezi:{}</span></span>'
    body = (
        note.format(article("id_artA1", "614"))
        + article("id_artA2", "1", "Stupul stă." + note.format(article("id_artA3", "394")))
        + article("id_artA4", "2")
    )
    found = portal.read(page(body, ("id_artA1", "id_artA2", "id_artA3", "id_artA4")), ASK)
    assert [(p.number, p.text) for p in found.provisions] == [("1", "Stupul stă."), ("2", "Text.")]
    assert found.total == 2
    # a contents list that leaves the quoted ones out counts the same
    assert portal.read(page(body, ("id_artA2", "id_artA4")), ASK).total == 2
    assert portal.read(page(body, ()), ASK).total is None


def test_an_article_is_called_by_its_document_and_its_name_there() -> None:
    read = replace(ASK, url="https://x.example/Public/DetaliiDocument/901")
    (found,) = portal.read(page(article("id_artA7", "3"), ()), read).provisions
    assert found.portal_id == "901#id_artA7"
    # without the number of the document the name means nothing
    assert portal.read(page(article("id_artA7", "3"), ()), ASK).provisions[0].portal_id == ""
