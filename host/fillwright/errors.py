"""Every error Fillwright raises, with the code and the HTTP status it is shown as.

    FillwrightError                internal_error      500
      BadRequest                   bad_request         400
      NotJson                      not_json            400
      Unauthorized                 unauthorized        401
      Forbidden                    forbidden           403
      NotFound                     not_found           404
      MethodNotAllowed             method_not_allowed  405
      RequestTimeout               request_timeout     408  retryable
      Conflict                     conflict            409
      TooLarge                     too_large           413
      UnsupportedType              unsupported_type    415
      WrongHost                    wrong_host          421
      InvalidRequest               invalid_request     422
        InvalidProfile             invalid_profile     422
        InvalidSettings            invalid_settings    422
        UnreadableFile             unreadable_file     422
      StorageError                 storage_error       500
        StorageTooNew              storage_too_new     500
      AlreadyRunning               already_running     (exit 3)
      ServerUnavailable            server_unavailable  503  retryable
        ServerLost                 server_lost         503  retryable
      ProviderError                provider_error      502
        MissingKey                 missing_key         502
        InvalidKey                 invalid_key         502
        UnknownModel               unknown_model       502
        QuotaExhausted             quota_exhausted     502
        RateLimited                rate_limited        502  retryable
        ProviderUnavailable        provider_unavailable 502 retryable
        ProviderTimeout            provider_timeout    504  retryable
        InvalidAnswer              invalid_answer      502  retryable
        ContentFiltered            content_filtered    502
        NoMaterial                 no_material         502
        DeadlineExceeded           deadline_exceeded   504  retryable
        BudgetExceeded             budget_exceeded     402  retryable

Codes are part of the contract: new ones may be added, none renamed. A leaf also inherits the standard
library's kind where there is one, so that a caller who knows only Python's errors can catch it.
Standard library only: the bridge imports this module.
"""

from __future__ import annotations


class FillwrightError(Exception):
    """An error with a stable `code`, an HTTP `status` and, where one is to blame, the `field`."""

    code = "internal_error"
    status = 500
    retryable = False

    def __init__(self, message: str, *, field: str | None = None) -> None:
        """Keep `message` (one sentence with the mend) and `field` (a path such as `fields[3].label`)."""
        super().__init__(message)
        self.message = message
        self.field = field


class BadRequest(FillwrightError, ValueError):
    """What came in is not HTTP."""

    code = "bad_request"
    status = 400


class NotJson(FillwrightError, ValueError):
    """The body is not JSON, or not UTF-8."""

    code = "not_json"
    status = 400


class Unauthorized(FillwrightError, PermissionError):
    """No bearer token, or the wrong one."""

    code = "unauthorized"
    status = 401


class Forbidden(FillwrightError, PermissionError):
    """The call comes from a web page."""

    code = "forbidden"
    status = 403


class NotFound(FillwrightError, LookupError):
    """Nothing is stored or served under that name."""

    code = "not_found"
    status = 404


class MethodNotAllowed(FillwrightError):
    """The path exists, the method does not."""

    code = "method_not_allowed"
    status = 405


class RequestTimeout(FillwrightError, TimeoutError):
    """The client took too long to send its request."""

    code = "request_timeout"
    status = 408
    retryable = True


class Conflict(FillwrightError):
    """The call contradicts what is stored."""

    code = "conflict"
    status = 409


class TooLarge(FillwrightError, ValueError):
    """The body is over the route's limit."""

    code = "too_large"
    status = 413


class UnsupportedType(FillwrightError):
    """The body is not declared as the type the route takes."""

    code = "unsupported_type"
    status = 415


class WrongHost(FillwrightError):
    """The Host header does not name this server."""

    code = "wrong_host"
    status = 421


class InvalidRequest(FillwrightError, ValueError):
    """Valid JSON that breaks a rule; `field` names the place, the message the mend."""

    code = "invalid_request"
    status = 422


class InvalidProfile(InvalidRequest):
    """The profile breaks its schema; `field` is the path inside the profile."""

    code = "invalid_profile"


class InvalidSettings(InvalidRequest):
    """A setting has an impossible value; `field` is its name."""

    code = "invalid_settings"


class UnreadableFile(InvalidRequest):
    """A file to import is of no known format, broken, locked with a password, or without text."""

    code = "unreadable_file"


class StorageError(FillwrightError, OSError):
    """The answer store can't be read or written."""

    code = "storage_error"


class StorageTooNew(StorageError):
    """The store was written by a newer version; nothing was touched."""

    code = "storage_too_new"


class AlreadyRunning(FillwrightError):
    """Another server holds this home."""

    code = "already_running"


class ServerUnavailable(FillwrightError, ConnectionError):
    """The local server can't be found, proved or started."""

    code = "server_unavailable"
    status = 503
    retryable = True


class ServerLost(ServerUnavailable):
    """The local server went away in the middle of a call, which it may or may not have carried out."""

    code = "server_lost"


class ProviderError(FillwrightError):
    """A written answer could not be had; `retry_after` in seconds where the provider named it.

    `spent` is what the failed attempts took nevertheless (a `providers.Completion` without text), None for nothing.
    """

    code = "provider_error"
    status = 502

    def __init__(self, message: str, *, field: str | None = None, retry_after: float | None = None) -> None:
        """Keep `retry_after` (seconds from now) besides what every error keeps."""
        super().__init__(message, field=field)
        self.retry_after = retry_after
        self.spent: object = None


class MissingKey(ProviderError):
    """No API key for the chosen provider."""

    code = "missing_key"


class InvalidKey(ProviderError, PermissionError):
    """The provider refused the key."""

    code = "invalid_key"


class UnknownModel(ProviderError, LookupError):
    """The provider does not know the model."""

    code = "unknown_model"


class QuotaExhausted(ProviderError):
    """The account has no credit left; waiting does not help."""

    code = "quota_exhausted"


class RateLimited(ProviderError):
    """The provider asked to slow down."""

    code = "rate_limited"
    retryable = True


class ProviderUnavailable(ProviderError, ConnectionError):
    """The provider can't be reached, or answered 5xx or 529."""

    code = "provider_unavailable"
    retryable = True


class ProviderTimeout(ProviderError, TimeoutError):
    """The provider did not answer in time."""

    code = "provider_timeout"
    status = 504
    retryable = True


class InvalidAnswer(ProviderError, ValueError):
    """The provider's answer was empty, cut off or not of the agreed form."""

    code = "invalid_answer"
    retryable = True


class ContentFiltered(ProviderError):
    """The provider declined to answer."""

    code = "content_filtered"


class NoMaterial(ProviderError):
    """The profile holds nothing that a draft could say on the question."""

    code = "no_material"


class DeadlineExceeded(ProviderError, TimeoutError):
    """The batch's time was up before the answer was complete."""

    code = "deadline_exceeded"
    status = 504
    retryable = True


class BudgetExceeded(ProviderError):
    """The batch's or the month's budget was used up."""

    code = "budget_exceeded"
    status = 402
    retryable = True
