"""Digests as mail: plain text first, HTML beside it, handed to the committee's mail server."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from scheduler.carriers import NotCarriedError, Parcel
from scheduler.detail import Detail
from scheduler.feed import feed
from scheduler.settings import Security, Smtp
from workflow.inbox import Channel

_PERMANENT = 500  # from here on a refusal is for good (RFC 5321, 4.2.1)


class _WholeSubject(EmailPolicy):
    """Folds a long subject without losing a space where a line ends.

    The standard folder loses it between two words that both need encoding: “quá hạn” arrived as
    “quáhạn”.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header as bytes."""
        if name != "Subject":
            return bytes(super().fold_binary(name, value))
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}".encode("ascii")


def mail_of(parcel: Parcel, smtp: Smtp) -> EmailMessage:
    """A parcel as a mail. Its Message-ID and date depend on the message alone, not on the try."""
    mail = EmailMessage(policy=_WholeSubject())
    mail["From"] = smtp.sender
    mail["To"] = parcel.address
    mail["Subject"] = parcel.digest.subject
    mail["Date"] = format_datetime(parcel.made_at)
    mail["Message-ID"] = f"<{parcel.message}@{smtp.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.digest.text, cte="base64")
    mail.add_alternative(parcel.digest.html, subtype="html", cte="base64")
    if parcel.digest.appointments:
        mail.add_attachment(
            feed(parcel.digest.appointments, parcel.made_at, parcel.digest.language),
            maintype="text",
            subtype="calendar",
            filename="ketnap.ics",
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    return mail


class MailCarrier:
    """The mail server, one connection for each message: a broken one harms no other."""

    channel = Channel.SMTP

    def __init__(self, smtp: Smtp) -> None:
        self._smtp = smtp

    def detail(self, address: str) -> Detail:
        """How much an address may be told: names stay inside the committee's own domain."""
        own = address.rpartition("@")[2].lower() == self._smtp.domain
        return self._smtp.detail if own else self._smtp.detail_elsewhere

    def carry(self, parcel: Parcel) -> None:
        """Hand a mail to the server.

        Raises:
            NotCarriedError: it was not accepted, or nobody said so in time.
        """
        mail = mail_of(parcel, self._smtp)
        try:
            server = self._connected()
            try:
                server.send_message(mail)
            finally:
                # What was accepted is accepted, whether or not the goodbye is heard.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
                server.close()
        except (smtplib.SMTPException, OSError) as fault:
            raise _not_carried(fault) from None  # the cause may quote what was sent

    def _connected(self) -> smtplib.SMTP:
        to = self._smtp
        if to.security is Security.TLS:
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                to.host, to.port, timeout=to.timeout, context=context
            )
        else:
            server = smtplib.SMTP(to.host, to.port, timeout=to.timeout)
        try:
            if to.security is Security.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if to.user is not None:
                server.login(to.user, to.password())
        except BaseException:
            server.close()
            raise
        return server


def _not_carried(fault: smtplib.SMTPException | OSError) -> NotCarriedError:
    """The kind of failure and the server's code; its words are left out, they may echo secrets."""
    kind = type(fault).__name__
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        codes = sorted(code for code, _ in fault.recipients.values())
        for_good = codes[0] >= _PERMANENT
        return NotCarriedError(f"{kind} {codes[0]}", blocked=False, bounced=for_good, code=codes[0])
    if isinstance(fault, smtplib.SMTPResponseException):
        code = fault.smtp_code
        blocked = not isinstance(fault, smtplib.SMTPDataError)
        return NotCarriedError(f"{kind} {code}", blocked=blocked, code=code)
    return NotCarriedError(kind, blocked=True)
