"""A whole form at once: `BatchProcessor.batch_generate`, the only room that combines all others.

processor  BatchProcessor: prepare, plan, fan out, sum up
batch      what rules and memory know of each field; plan: what the rest will cost
planner    which calls that takes; packing: which questions share one; schedule, turns: who goes first
prewarm    the cache that calls share, warmed before they are sent
writer     has them written and remembered; flights: no question twice, warmth: no prefix paid twice
ahead      many applications through a provider's batch API, answered later from what was kept (kept)
run        one batch's slots and budget (purse); summary: its counts
"""

from fillwright.batch_processor.ahead import Ahead, AheadPlan, AheadReport, Person, Polling
from fillwright.batch_processor.plan import PlanReply
from fillwright.batch_processor.prewarm import PrewarmReply
from fillwright.batch_processor.processor import BatchProcessor
from fillwright.batch_processor.purse import SharedPurse

__all__ = [
    "Ahead",
    "AheadPlan",
    "AheadReport",
    "BatchProcessor",
    "Person",
    "PlanReply",
    "Polling",
    "PrewarmReply",
    "SharedPurse",
]
