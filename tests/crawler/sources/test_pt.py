"""Diário da República: acts as published, whose paragraphs are told apart by their classes."""

import json

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources.pt import format as dre

HOME = "https://diariodarepublica.pt/dr"
SCREEN = (
    'callDataAction("DataActionGetAllConteudoDetalheData", '
    '"screenservices/dr/Legislacao_Conteudos/Conteudo_Detalhe/DataActionGetAllConteudoDetalheData",'
    ' "versao", f)'
)
TEXT = """<p class='paragraph-title-bold-center-18px'><br>Lei n.º 9/1999</p>
<p class="paragraph-normal-text">A Assembleia decreta:</p>
<p class="paragraph-center">CAPÍTULO I</p>
<p class="paragraph-bold-center-14px">Colmeias</p>
<p class="paragraph-center">Artigo 1.º</p>
<p class="paragraph-bold-center-14px">Lugar</p>
<p class="paragraph-normal-text">1 - A colmeia fica no pomar.</p>
<p class="paragraph-center">Artigo 2.º</p>
<p class="paragraph-normal-text">O artigo 7.º da Lei dos Livros diz:</p>
<p class="paragraph-normal-text">«</p>
<p class="paragraph-center">Artigo 7.º</p>
<p class="paragraph-normal-text">O livro volta.»</p>
<p class="paragraph-italic-right">319</p>"""


def ask(url=f"{HOME}/detalhe/lei/9-1999-990001", role="instrument", state=None):
    return Ask("pt", "pt-lei-abelhas", "pt", url, role, ("9/1999",), state=state)


def test_an_act_as_published_is_reached_in_five_steps():
    answers = (
        b"<!DOCTYPE html><html></html>",
        b'AnonymousCSRFToken = "abc"',
        b'{"versionToken": "v"}',
        SCREEN.encode(),
    )
    asked, roles = ask(), []
    for body in answers:
        (follow,) = dre.read(body, asked).follow
        asked = ask(follow.url, follow.role, follow.state)
        roles.append(follow.role)
    assert roles == ["token", "version", "screen", "published"]
    assert (follow.method, follow.role) == ("POST", "published")
    assert dict(follow.headers)["X-CSRFToken"] == "abc"
    sent = json.loads(follow.body)
    assert sent["versionInfo"] == {"moduleVersion": "v", "apiVersion": "versao"}
    assert sent["screenData"]["variables"]["Key"] == "9-1999-990001"


def test_a_step_without_those_before_it_is_refused():
    with pytest.raises(FormatError, match="needs what the steps before it found"):
        dre.read(b'AnonymousCSRFToken = "abc"', ask(role="token"))


def test_paragraphs_are_told_apart_by_their_classes():
    detail = {
        "Id": "990001",
        "Titulo": "Lei n.º 9/1999 ",
        "Numero": "9/1999",
        "TextoFormatado": TEXT,
        "DataPublicacao": "1999-03-05",
        "DataAssinatura": "1900-01-01",
    }
    body = json.dumps({"data": {"DetalheConteudo": detail}}).encode()
    reading = dre.read(body, ask(role="published"))
    one, two = reading.provisions
    assert (one.number, one.rubric, one.context) == ("1", "Lugar", ("CAPÍTULO I Colmeias",))
    assert one.text == "1 - A colmeia fica no pomar."
    assert two.text.split("\n")[2:] == ["Artigo 7.º", "O livro volta.»"]
    assert (reading.published, reading.adopted) == ("1999-03-05", None)


def test_the_default_record_is_refused():
    body = b'{"data": {"DetalheConteudo": {"Id": "0", "DataPublicacao": "1900-01-01"}}}'
    with pytest.raises(FormatError, match="default record"):
        dre.read(body, ask(role="published"))
