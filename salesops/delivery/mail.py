"""Handing a mail to a server: encrypted, its certificate checked, or on this machine."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from salesops.delivery.server import Server
from salesops.delivery.tries import Patience
from salesops.delivery.words import FailedError, PassingError, cut, one_line

_PASSING = range(400, 500)
"""Codes by which a server says: not now."""
_LONGEST = 200
"""Characters of what a server says."""


def post(mail: EmailMessage, server: Server, to: str, patience: Patience) -> None:
    """Hand it over, once.

    Raises:
        PassingError: the server is not there, or says: not now.
        FailedError: it says no.
    """
    with _told(patience), _connected(server, patience) as smtp:
        smtp.send_message(mail, server.sender.addr_spec, [to])


@contextmanager
def _connected(server: Server, patience: Patience) -> Iterator[smtplib.SMTP]:
    """The server, ready to take mail; a leave that it does not return takes nothing back."""
    secure = ssl.create_default_context()
    limit = patience.answer
    smtp: smtplib.SMTP
    if server.tls == "smtps":
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=limit, context=secure)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=limit)
    try:
        if server.tls == "starttls":
            smtp.starttls(context=secure)  # refused, nothing else is said in the clear
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
    finally:
        smtp.close()


@contextmanager
def _told(patience: Patience) -> Iterator[None]:
    """What went wrong, in a sentence that holds no secret of ours."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _answered(*next(iter(error.recipients.values()))) from None
    except smtplib.SMTPAuthenticationError as error:
        raise FailedError(f"it does not take the user and password ({error.smtp_code})") from None
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPNotSupportedError as error:
        raise FailedError(f"it lacks what is needed: {one_line(str(error))}") from None
    except smtplib.SMTPServerDisconnected:
        raise PassingError("it hung up, or did not answer in time") from None
    except ssl.SSLCertVerificationError as error:
        raise FailedError(f"its certificate is not valid: {error.verify_message}") from None
    except TimeoutError:
        raise PassingError(f"no answer within {patience.answer:g} s") from None
    except OSError as error:
        raise PassingError(f"it cannot be reached: {error.strerror or error}") from None


def _answered(code: int, said: bytes | str) -> FailedError:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    why = f"it answers {code} {cut(one_line(text), _LONGEST)}"
    return PassingError(why) if code in _PASSING else FailedError(why)
