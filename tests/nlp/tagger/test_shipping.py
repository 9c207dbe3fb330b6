"""A pipeline is written with spaCy, read by spaCy in another process, and gives the same tags."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from spacy import displacy
from spacy.tokens import DocBin

import nlp
from corpus.texts import ProvisionTags

ROOT = Path(__file__).parents[3]
TEXT = (
    "Den som mot ersättning skaffar sig en sexuell tjänst döms för köp av sexuell tjänst till "
    "böter eller fängelse i högst ett år."
)
_READ = """
import json, sys, spacy
pipeline = spacy.load(sys.argv[1])
import nlp
print(nlp.provision_tags(pipeline(json.loads(sys.argv[2]))).model_dump_json())
"""


def install(folder: Path) -> None:
    """Tell Python of the entry points of `pyproject.toml`, as an installation does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    info = folder / "demandside_here-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: demandside-here\nVersion: 1\n")
    lines = [
        line
        for group, points in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {place}" for name, place in points.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines))


def test_a_written_pipeline_gives_the_same_tags_in_another_process(tmp_path: Path) -> None:
    pipeline = nlp.load("sv")
    wanted = nlp.provision_tags(pipeline(TEXT))
    assert wanted.concepts == ("purchase",)
    assert wanted.penalty is not None
    pipeline.to_disk(tmp_path / "sv")
    install(tmp_path / "site")
    path = os.pathsep.join([str(tmp_path / "site"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(tmp_path / "sv"), json.dumps(TEXT)],
        env={**os.environ, "PYTHONPATH": path}, cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert ProvisionTags.model_validate_json(done.stdout) == wanted


def test_displacy_shows_the_spans() -> None:
    doc = nlp.load("sv")(TEXT)
    for key, label in (("concepts", "purchase"), ("actors", "buyer"), ("penalties", "penalty")):
        page = displacy.render(doc, style="span", options={"spans_key": key}, jupyter=False)
        assert label in page


def test_a_doc_keeps_its_tags_when_it_is_stored() -> None:
    pipeline = nlp.load("sv")
    doc = pipeline(TEXT)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(pipeline.vocab)
    assert nlp.provision_tags(again) == nlp.provision_tags(doc)
