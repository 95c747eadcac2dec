"""`ketnap db`: the store itself."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="db",
    words=Text(
        "Kho dữ liệu: tạo mới, nâng cấp, kiểm tra, sao lưu, khôi phục.",
        "The store: make, upgrade, check, back up, restore.",
    ),
    verbs={
        "anonymise": ("commands.db.anonymises", "anonymise"),
        "backup": ("commands.db.backs_up", "backup"),
        "backup-key": ("commands.db.backs_up", "backup_key"),
        "check": ("commands.db.checks", "check"),
        "init": ("commands.db.makes", "init"),
        "rotate-keys": ("commands.db.keys", "rotate_keys"),
        "restore": ("commands.db.restores", "restore"),
        "upgrade": ("commands.db.makes", "upgrade"),
    },
)

__all__ = ["command"]
