"""The log: entries, their one canonical form, and the proofs that nobody changed them."""

from audit.canonical import NotCanonicalError, canonical
from audit.chain import Break, Detail, Stored, Verdict, read_stream
from audit.entry import Entry, digest_of, genesis
from audit.merkle import Root, root_of
from audit.sealed import Sealed, seal

__all__ = [
    "Break",
    "Detail",
    "Entry",
    "NotCanonicalError",
    "Root",
    "Sealed",
    "Stored",
    "Verdict",
    "canonical",
    "digest_of",
    "genesis",
    "read_stream",
    "root_of",
    "seal",
]
