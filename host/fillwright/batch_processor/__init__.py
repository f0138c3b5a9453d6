"""A whole form at once: `BatchProcessor.batch_generate`, the only room that combines all others.

processor  BatchProcessor: prepare, plan, fan out, sum up
batch      what rules and memory know of each field; plan: what the rest will cost
packing    which questions share a call; schedule, turns: who goes first
writer     has them written and remembered; flights: no question twice, warmth: no prefix paid twice
run        one batch's slots and budget; summary: its counts
"""

from fillwright.batch_processor.plan import PlanReply
from fillwright.batch_processor.processor import BatchProcessor

__all__ = ["BatchProcessor", "PlanReply"]
