"""`ketnap person request`: what people ask about their own data, and by when it is answered."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="request",
    words=Text(
        "Yêu cầu của chủ thể dữ liệu: nhận, trả lời, kết thúc, và hạn của từng yêu cầu.",
        "Requests of data subjects: receive, answer, close, and the deadlines of each.",
    ),
    verbs={
        "answer": ("commands.person.request_writes", "answer"),
        "close": ("commands.person.request_writes", "close"),
        "extend": ("commands.person.request_writes", "extend"),
        "list": ("commands.person.request_reads", "list_requests"),
        "open": ("commands.person.request_writes", "open_one"),
        "show": ("commands.person.request_reads", "show"),
    },
)
