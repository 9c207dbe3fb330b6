"""One line of the doctor's report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "fault"]


@dataclass(frozen=True)
class Symptom:
    """One line of the report: the subject, how bad it is, the finding, and advice if any."""

    subject: str
    level: Level
    text: str
    advice: str = ""

    def __str__(self) -> str:
        said = f"{self.level:<7}  {self.subject}: {self.text}"
        return f"{said}; {self.advice}" if self.advice else said
