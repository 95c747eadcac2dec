"""`ketnap referral`: people whom the Youth Union, a trade union or others hand over."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="referral",
    words=Text(
        "Danh sách đoàn thể giới thiệu: nhận, lập phiếu nhận, xem kết quả từng người.",
        "Lists of people whom unions refer: receive them, receipts, and what became of each.",
    ),
    verbs={
        "receive": ("commands.referral.receives", "receive"),
        "receipt": ("commands.referral.receipts", "receipt"),
        "list": ("commands.referral.lists", "list_referrals"),
        "conversion": ("commands.referral.conversions", "conversion"),
    },
)

__all__ = ["command"]
