"""The commands: contracts of their JSON, clear refusals, exit codes."""

from __future__ import annotations

import csv
import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.library import Knowledge
from nlp.evaluation.published import published
from search_app.cli import main
from search_app.commands.site import open_site
from search_app.paths import DataFolder
from search_app.web.factory import create_app
from tests.crawler.commit_maker import Repository, statute


def run(folder: DataFolder | None, *arguments: str) -> Result:
    data = ("--data", str(folder.root)) if folder else ()
    return CliRunner().invoke(main, [arguments[0], *data, *arguments[1:]])


def test_search_prints_the_json_of_the_page(built: DataFolder) -> None:
    result = run(built, "search", "köp av sexuell tjänst", "--country", "se", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert found["total"] == len(found["hits"]) > 0
    assert {"id", "country", "instrument", "provision", "language", "concepts", "url"} <= set(
        found["hits"][0]
    )
    assert {"value", "count"} <= set(found["facets"]["country"][0])


def test_compare_prints_the_json_of_the_page(built: DataFolder) -> None:
    wanted = ("--country", "se", "--question", "purchase-adult", "--as-of", "2016-01-01")
    result = run(built, "compare", *wanted, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert found["as_of"] == "2016-01-01"
    (cell,) = found["cells"]
    assert {
        *("country", "question", "status", "penalty", "since", "until", "mens_rea", "age"),
        *("citations", "confidence", "summary"),
    } <= set(cell)
    assert cell["status"] == "criminal"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("compare", "--country", "zz"), "zz"),
        (("compare", "--question", "colour"), "colour"),
        (("compare", "--as-of", "soon"), "soon"),
        (("search", "x", "--concept", "buying"), "buying"),
        (("search", "x", "--page", "0"), "0"),
    ],
)
def test_what_does_not_exist_is_refused(
    built: DataFolder, arguments: tuple[str, ...], says: str
) -> None:
    result = run(built, *arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output


def test_searching_before_a_build_says_what_to_do(tmp_path: Path) -> None:
    result = run(DataFolder(tmp_path), "search", "x")
    assert result.exit_code == 2
    assert "demandside build" in result.output


def test_tag_prints_every_provision_of_a_file(statutes: Path) -> None:
    file = statutes / "se" / "provlag.md"
    result = CliRunner().invoke(main, ["tag", str(file), "--json"])
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.output.splitlines()]
    assert [line["provision"] for line in lines] == [
        "1 kap. 1 §",
        "2 kap. 1 §",
        "2 kap. 1 a §",
    ]
    assert all(line["statute"] == str(file) for line in lines)
    buying = lines[1]
    assert buying["concepts"] == ["purchase"]
    assert buying["buyer_liable"] is True
    assert buying["penalty"]["imprisonment"]["max"] == {"value": 1, "unit": "years"}
    assert {"start", "end", "kind", "label"} <= set(buying["spans"][0])
    assert lines[0]["concepts"] == []
    assert lines[0]["penalty"] is None


def test_import_reports_and_repeats_without_change(tmp_path: Path, statutes: Path) -> None:
    folder = DataFolder(tmp_path)
    first = json.loads(run(folder, "import", str(statutes), "--json").stdout)
    again = json.loads(run(folder, "import", str(statutes), "--json").stdout)
    assert first["added"] == first["files"] == again["unchanged"]
    assert again["added"] == 0


def test_import_reads_the_history_of_a_repository(tmp_path: Path) -> None:
    made = Repository(tmp_path / "law-se")
    made.reform("2012-04-14", statute("2012-04-14", "Old."), "2012:99")
    made.reform("2017-07-06", statute("2017-07-06", "New."), "2017:3")
    folder = DataFolder(tmp_path / "data")
    found = json.loads(run(folder, "import", "--history", str(made.path), "--json").stdout)
    assert found["added"] == 1
    assert {k: found["history"][k] for k in ("commits", "texts", "added")} == {
        "commits": 2, "texts": 2, "added": 2
    }  # fmt: skip
    again = run(folder, "import", "--history", str(made.path))
    assert again.stdout.splitlines() == [
        "0 commits, 0 texts: 0 added to the history",
        "1 files, 2 provisions: 0 texts added, 1 unchanged",
    ]
    refused = run(folder, "import", "--history", str(tmp_path / "data"))
    assert refused.exit_code == 2
    assert "is not a git repository" in refused.output


def test_import_of_nothing_is_refused(tmp_path: Path) -> None:
    assert run(DataFolder(tmp_path), "import").exit_code == 2
    missing = run(DataFolder(tmp_path), "import", str(tmp_path / "nowhere"))
    assert missing.exit_code == 2
    assert "does not exist" in missing.output


def test_build_works_without_any_statute(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    built = run(folder, "build", "--json", "--jobs", "1")
    assert built.exit_code == 0, built.output
    found = json.loads(run(folder, "search", "buying sexual services", "--json").stdout)
    assert found["total"] > 0


def test_check_is_quiet_about_weak_cells_when_asked() -> None:
    result = CliRunner().invoke(main, ["check", "--errors-only"])
    assert result.exit_code == 0
    assert result.output.strip() == "28 jurisdictions are valid"
    findings = json.loads(CliRunner().invoke(main, ["check", "--json"]).output)
    assert {"kind", "country", "question", "file", "line", "text"} <= set(findings[0])


def test_export_writes_tables_and_json(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", str(tmp_path / "out"), "--json"])
    assert result.exit_code == 0, result.output
    with (tmp_path / "out" / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    everything = json.loads((tmp_path / "out" / "demandside.json").read_text("utf-8"))
    assert len(rows) == len(everything["answers"]) > 100
    assert {row["release"] for row in rows} == {everything["release"]}
    assert everything["day"] in everything["release"]
    assert not [p for p in (tmp_path / "out").iterdir() if p.name.startswith(".")]


def test_export_has_the_policy_layer_apart_from_the_answers(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert CliRunner().invoke(main, ["export", str(out)]).exit_code == 0
    everything = json.loads((out / "demandside.json").read_text("utf-8"))
    for name in ("obligations", "policy-texts", "bodies", "positions"):
        with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(everything[name.replace("-", "_")]) > 10
        assert {"id", "confidence"} <= set(rows[0])
    assert {"union", "not-known"} <= {s["id"] for s in everything["statuses"]}


def test_a_taken_port_is_one_clear_sentence(built: DataFolder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run(built, "serve", "--port", str(port))
    assert result.exit_code == 2
    assert f"port {port} on 127.0.0.1 cannot be used" in result.output


@pytest.mark.parametrize("address", ["law.example.org", "ftp://x", "https://u:p@x", "https://x/?q"])
def test_a_public_address_that_is_none_is_refused(built: DataFolder, address: str) -> None:
    result = run(built, "serve", "--public-url", address)
    assert result.exit_code == 2
    assert "--public-url" in result.output


def test_pages_cite_the_public_address(built: DataFolder, knowledge: Knowledge) -> None:
    site = open_site(built, knowledge, public_url="https://law.example.org")
    page = create_app(site).test_client().get("/about").text
    assert '<link rel="canonical" href="https://law.example.org/about">' in page


def test_a_labelled_statute_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "se.yaml").write_text(
        "- {statute: se/t.md, provision: '1', concepts: [], buyer_liable: false}", "utf-8"
    )
    (tmp_path / "se").mkdir()
    arguments = ["--gold", str(tmp_path), "--statutes", str(tmp_path)]
    missing = CliRunner().invoke(main, ["evaluate", *arguments])
    (tmp_path / "se" / "t.md").write_text("---\ntitle: T\n", "utf-8")
    broken = CliRunner().invoke(main, ["evaluate", *arguments])
    for result, says in ((missing, "No such file"), (broken, "front matter is not closed")):
        assert result.exit_code == 2
        assert "t.md" in result.output
        assert says in result.output
    (tmp_path / "se.yaml").write_text("- {statute: se/t.md}", "utf-8")
    for command in ("evaluate", "review"):
        result = CliRunner().invoke(main, [command, *arguments])
        assert result.exit_code == 2
        assert "se.yaml" in result.output


def test_evaluate_refuses_a_missing_folder(tmp_path: Path) -> None:
    arguments = ["evaluate", "--gold", str(tmp_path / "no"), "--statutes", str(tmp_path)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "--gold" in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "give --gold and --statutes, --written or --buyers"),
        (["--gold", "."], "give --gold and --statutes, --written or --buyers"),
        (["--written", "kept", "--publish"], "--written goes with neither"),
        (["--buyers", "--written", "kept"], "--buyers goes with nothing but --json"),
    ],
)
def test_evaluate_needs_labels_or_the_written_provisions(arguments: list[str], says: str) -> None:
    result = CliRunner().invoke(main, ["evaluate", *arguments])
    assert result.exit_code == 2
    assert says in result.output


def test_evaluate_tells_figures_only_of_the_sentences_about_buyers() -> None:
    result = CliRunner().invoke(main, ["evaluate", "--buyers", "--json"])
    assert result.exit_code == 0
    shown = json.loads(result.output)
    now = published().buyers.now.with_measures()
    assert {**shown, "measured": now["measured"]} == now
    result = CliRunner().invoke(main, ["evaluate", "--buyers"])
    adults = published().buyers.now.tally("adult")
    assert f"| all | {adults.tagged} of {adults.of} |" in result.output
    assert f"recall {shown['recall']:.3f}" in result.output


def test_evaluate_shows_confusions_of_the_half_that_may_be_read_only() -> None:
    shown = {}
    for half in ("mended", "kept"):
        result = CliRunner().invoke(main, ["evaluate", "--written", half, "--json"])
        assert result.exit_code == 0
        shown[half] = json.loads(result.output)
    assert shown["mended"]["labels"] == shown["kept"]["labels"]
    assert shown["mended"]["confusions"]
    assert not shown["kept"]["confusions"]
    assert 0 < shown["kept"]["together"]["f1"] < 1
