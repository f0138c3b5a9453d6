"""A whole form at once: `BatchProcessor.batch_generate`, the only room that combines all others.

processor  BatchProcessor: prepare, plan, fan out, remember, sum up
run        one batch's slots and budget
summary    its counts
"""

from fillwright.batch_processor.plan import PlanReply
from fillwright.batch_processor.processor import BatchProcessor

__all__ = ["BatchProcessor", "PlanReply"]
