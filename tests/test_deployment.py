"""What the pages on operation tell can be done as it stands there."""

from __future__ import annotations

import configparser
import datetime as dt
import json
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest
import yaml

from crawler.run import open_now
from crawler.sources import sources
from search_app.cli import main
from search_app.index.elastic.config import PREFIX, elastic_settings

ROOT = Path(__file__).parents[1]
PAGES = ("elasticsearch.md", "deployment.md")


def parameters(command: str) -> list[click.Parameter]:
    """The options of a command that there is."""
    found = main.get_command(click.Context(main), command)
    assert found is not None, command
    return found.params


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page(name), re.MULTILINE | re.DOTALL)


def roles(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for block in blocks(name, "json"):
        parsed = json.loads(block)
        found += parsed.get("role_descriptors", {"": parsed}).values()
    return found


class Asked(Mapping[str, str]):
    """An environment that remembers which variables were asked for."""

    def __init__(self, **values: str) -> None:
        self.values_, self.names = values, set[str]()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self.values_[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)


@pytest.fixture(scope="module")
def variables() -> set[str]:
    environment = Asked(ELASTICSEARCH_URL="http://localhost:9200")
    elastic_settings(environment)
    return environment.names


def test_every_setting_stands_in_the_table(variables: set[str]) -> None:
    rows = [line for line in page("elasticsearch.md").splitlines() if line.startswith("| `ELAST")]
    named = {name for row in rows for name in re.findall(rf"`({PREFIX}\w+)`", row.split("|")[1])}
    assert named == variables


@pytest.mark.parametrize("path", ["compose.yaml", "README.md", *(f"docs/{p}" for p in PAGES)])
def test_no_other_setting_is_named_anywhere(path: str, variables: set[str]) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", text)) <= variables


def test_the_roles_are_json_and_reach_only_what_is_the_programs() -> None:
    site, build = roles("elasticsearch.md")
    for role in (site, build, *roles("deployment.md")):
        assert [part["names"] for part in role["indices"]] == [["demandside*"]]
    assert site["indices"][0]["privileges"] == ["read"]
    assert "cluster" not in site
    assert set(build["cluster"]) == {"monitor", "manage_index_templates"}
    assert build in roles("deployment.md")


def test_compose_runs_the_server_of_the_tests_with_security_and_for_this_machine() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    pom = (ROOT / "tests" / "elasticsearch" / "pom.xml").read_text("utf-8")
    (version,) = re.findall(r"<server\.version>(.+?)</server\.version>", pom)
    assert {service["image"] for service in services.values()} == {f"elasticsearch:{version}"}
    node = services["elasticsearch"]
    assert all(port.startswith("127.0.0.1:") for port in node["ports"])
    assert node["environment"]["xpack.security.enabled"] == "true"
    assert node["environment"]["xpack.security.http.ssl.enabled"] == "true"
    assert "ELASTIC_PASSWORD:?" in node["environment"]["ELASTIC_PASSWORD"]


def test_the_unit_runs_a_command_that_there_is() -> None:
    (text,) = blocks("deployment.md", "ini")
    program, command, *options = shlex.split(unit(text)["Service"]["ExecStart"])
    assert program.endswith("/bin/demandside")
    known = {name for parameter in parameters(command) for name in parameter.opts}
    assert {option for option in options if option.startswith("--")} <= known
    (web_server,) = blocks("deployment.md", "nginx")
    # proxy_pass http://demandside;
    named = re.search(r"proxy_pass http://(\w+);", web_server)
    assert named is not None
    # upstream demandside { server 127.0.0.1:8000;
    proxied = re.search(rf"upstream {named[1]} {{\s+server (\S+):(\d+);", web_server)
    assert proxied is not None
    assert proxied.groups() == (
        options[options.index("--host") + 1],
        options[options.index("--port") + 1],
    )


def unit(text: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None)
    found.optionxform = str  # type: ignore[assignment]
    found.read_string(text)
    return found


def test_the_timer_starts_an_update_that_there_is() -> None:
    service, timer = map(unit, blocks("operation.md", "ini"))
    program, command = shlex.split(service["Service"]["ExecStart"])
    assert program.endswith("/bin/demandside")
    assert main.get_command(click.Context(main), command) is not None
    assert service["Service"]["ReadWritePaths"] in page("deployment.md")
    assert service["Service"]["Type"] == "oneshot"
    hour = re.fullmatch(r"\*-\*-\* (\d\d):(\d\d):00 Europe/Brussels", timer["Timer"]["OnCalendar"])
    assert hour is not None
    day = dt.datetime(2026, 11, 30, int(hour[1]), int(hour[2]), tzinfo=ZoneInfo("Europe/Brussels"))
    assert [s.name for s in sources().values() if not open_now(s, day)] == []
    (cron,) = re.findall(r"^(\d+) (\d+) \* \* \* (\w+)  (.+)$", page("operation.md"), re.M)
    assert (int(cron[0]), int(cron[1]), cron[2]) == (day.minute, day.hour, "demandside")
    assert cron[3].endswith(f"{program} {command}")


def test_the_container_runs_as_nobody_and_asks_whether_it_is_well() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    last = text.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER 65534$", last, re.MULTILINE)
    assert "127.0.0.1:8000/readyz" in re.sub(r"\\\n\s*", "", last)
    (command,) = re.findall(r"^CMD (\[.+\])$", last, re.MULTILINE)
    name, *options = json.loads(command)
    known = {option for parameter in parameters(name) for option in parameter.opts}
    assert {option for option in options if option.startswith("--")} <= known


def test_the_container_installs_what_the_lock_for_serving_pins() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    assert "--require-hashes -r runtime.lock" in text
    pinned = re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "runtime.lock").read_text("utf-8"), re.M)
    whole = (ROOT / "requirements.lock").read_text("utf-8")
    assert pinned
    assert not [
        f"{name}=={version}" for name, version in pinned if f"{name}=={version}" not in whole
    ]
    assert not re.search(r"^--", whole, re.M)


def test_every_option_of_the_server_stands_in_the_table() -> None:
    rows = re.findall(r"^\| `(--[a-z-]+)` \| (.+?) \|", page("deployment.md"), re.MULTILINE)
    options = {
        option.opts[0]: str(option.default if option.show_default is True else option.show_default)
        for option in parameters("serve")
        if isinstance(option, click.Option)
    }
    told = dict(rows)
    assert {"--workers", "--threads", "--connections", "--request-timeout", "--cache-mb"} <= set(
        told
    )
    assert told == {name: options[name] for name in told}


def test_the_web_server_limits_each_client_by_zones_that_there_are() -> None:
    (text,) = blocks("deployment.md", "nginx")
    zones = set(re.findall(r"zone=(\w+):\d+m", text))
    used = set(re.findall(r"limit_conn (\w+) \d+;", text))
    used |= set(re.findall(r"limit_req zone=(\w+) ", text))
    assert used == zones == {"clients", "requests"}
    assert text.count("{") == text.count("}")
