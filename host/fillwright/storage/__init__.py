"""The answer store: one SQLite file through aiosqlite.

database (connections) on schema (opening, migrations); keys (what makes a question the same), wording and same (how
it is put), memory (answers and pins) over answer_rows, slots (names in an answer for all), fits (whether one fits this
control); usage, history, prepared (batches at a provider); material (full text).
"""

from fillwright.storage.answer_rows import Exported, Remembered
from fillwright.storage.database import Database
from fillwright.storage.fits import fits
from fillwright.storage.history import BatchEntry, BatchRecord, History
from fillwright.storage.keys import QuestionKey, company_of, limits_of, question_key, wording_of
from fillwright.storage.material import MaterialIndex
from fillwright.storage.memory import AnswerMemory
from fillwright.storage.prepared import Prepared, SentBatch
from fillwright.storage.slots import filled
from fillwright.storage.usage import CALLED_OFF, Call, Month, Usage, UsageLog

__all__ = [
    "CALLED_OFF",
    "AnswerMemory",
    "BatchEntry",
    "BatchRecord",
    "Call",
    "Database",
    "Exported",
    "History",
    "MaterialIndex",
    "Month",
    "Prepared",
    "QuestionKey",
    "Remembered",
    "SentBatch",
    "Usage",
    "UsageLog",
    "company_of",
    "filled",
    "fits",
    "limits_of",
    "question_key",
    "wording_of",
]
