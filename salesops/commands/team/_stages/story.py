"""What is known of the stages of deals, each part once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from salesops.commands.team._stages.rows import (
    Deals,
    Known,
    Leads,
    Length,
    Move,
    Moved,
    Proposals,
    Span,
    Stage,
    Standing,
    Times,
)
from salesops.commands.team._stages.steps import Course, Share, course
from salesops.queries.database import Questions
from salesops.result import Finding, Period

SPANS = 4
"""Spans before the latest: of 90 days each they are about a year."""


@dataclass(frozen=True)
class Story:
    """What is asked, and what follows from it."""

    asked: Questions
    window: Period
    undated: bool
    """Whether deals and leads without a day count too: where all loaded history is asked for."""
    by: str
    top: int
    limits: Any

    def _span(self) -> Mapping[str, object]:
        window = self.window
        return {"start_at": window.start, "end_at": window.end, "undated": self.undated}

    @cached_property
    def stages(self) -> list[Stage]:
        """Of every pipeline, in their order."""
        return self.asked.all("stages_in_order", Stage)

    @cached_property
    def standing(self) -> list[Standing]:
        """The deals of the window by the stage that they are in."""
        return self.asked.all("deals_standing", Standing, **self._span())

    @cached_property
    def deals(self) -> int:
        """Of the window."""
        return sum(row.deals for row in self.standing)

    @cached_property
    def undated_deals(self) -> int:
        """Without the day on which they were created."""
        return self.asked.one("deals_undated", Deals).deals

    @cached_property
    def elsewhere(self) -> int:
        """Open deals in another stage than their history ends in."""
        return self.asked.one("elsewhere", Deals, **self._span()).deals

    @cached_property
    def moved(self) -> list[Moved]:
        """Of the deals that entered each stage, how far they came; by what is asked."""
        return self.asked.all("deals_moved", Moved, by=self.by, **self._span())

    @cached_property
    def moves(self) -> list[Move]:
        """From which stage into which."""
        return self.asked.all("moves", Move, **self._span())

    @cached_property
    def times(self) -> list[Times]:
        """Days in each stage."""
        return self.asked.all("times", Times, as_of=self.asked.db.as_of, **self._span())

    @cached_property
    def known(self) -> Known:
        """What there is of history."""
        return self.asked.one("known", Known, **self._span())

    @cached_property
    def leads(self) -> Leads:
        """The leads that came in in the window."""
        return self.asked.one("leads_come", Leads, **self._span())

    @cached_property
    def spans(self) -> list[Span]:
        """Steps decided in the latest span and in those before."""
        return self.asked.all("spans_of_entries", Span, **self._spans())

    @cached_property
    def lengths(self) -> list[Length]:
        """Days of stays that ended in the latest span and in those before."""
        return self.asked.all("lengths_of_stays", Length, **self._spans())

    def _spans(self) -> Mapping[str, object]:
        return {"as_of": self.asked.db.as_of, "days": self.limits.recent_days, "spans": SPANS}

    @property
    def told(self) -> bool:
        """Whether the history tells of any deal of the window."""
        return any(self.courses)

    @cached_property
    def pipelines(self) -> dict[str, list[Stage]]:
        """The stages with a place that some deal of the window entered or stands in, or planned."""
        seen = {(r.pipeline, r.stage) for r in self.moved}
        seen |= {(r.pipeline, r.stage) for r in self.standing if r.stage is not None}
        kept: dict[str, list[Stage]] = {}
        for stage in self.stages:
            known = stage.is_planned or (stage.pipeline, stage.stage) in seen
            if stage.place is not None and known:
                kept.setdefault(stage.pipeline, []).append(stage)
        return kept

    @cached_property
    def courses(self) -> list[Course]:
        """Of each pipeline, its stages and who entered them."""
        return self.courses_of(self.moved)

    def courses_of(self, moved: Sequence[Moved]) -> list[Course]:
        """The same of some of the deals."""
        return [course(name, stages, moved) for name, stages in self.pipelines.items()]

    def named(self, pipeline: str, stage: str) -> str:
        """A stage as a reader knows it: with its pipeline where there are several."""
        several = len({s.pipeline for s in self.stages}) > 1 and len(self.pipelines) > 1
        return f"{pipeline or 'no pipeline'}: {stage}" if several else stage

    def went(self, where: str) -> int:
        """Moves out of a stage that went on, back, .."""
        return sum(move.stays for move in self.moves if move.went == where)

    @cached_property
    def skips(self) -> int:
        """Moves on past a stage or more; won out of a stage before the last one too."""
        places = {
            (name, stage.stage): n
            for name, stages in self.pipelines.items()
            for n, stage in enumerate(stages)
        }
        return sum(
            move.stays
            for move in self.moves
            if move.went == "on"
            and places.get((move.pipeline, move.next_stage), len(self.pipelines[move.pipeline]))
            > places[move.pipeline, move.stage] + 1
        )

    @cached_property
    def proposals(self) -> list[Stage]:
        """The stages that count as a proposal."""
        return [s for found in self.pipelines.values() for s in found if s.is_proposal]

    @cached_property
    def proposed(self) -> dict[str, int]:
        """The deals that ever came to a proposal, by how they stand."""
        found = self.asked.all("proposals", Proposals, **self._span())
        return {row.state: row.deals for row in found}

    @property
    def close(self) -> Share:
        """Won, of those that ever came to a proposal."""
        return Share(self.proposed.get("won", 0), sum(self.proposed.values()))

    @cached_property
    def stale(self) -> Finding | None:
        """That the CRM's data ends well before as-of."""
        return self.asked.db.stale_deals(replace(self.window, end=self._end))

    @property
    def _end(self) -> Any:
        """Of what is asked of all history, as-of: how long deals are there is told up to it."""
        return self.asked.db.as_of if self.undated else self.window.end
