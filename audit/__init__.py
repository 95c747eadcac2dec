"""The log: entries, their one canonical form, and the proofs that nobody changed them."""

from audit.canonical import NotCanonicalError, canonical
from audit.chain import Break, Detail, Leaf, Stored, Verdict, read_stream
from audit.checkpoint import Checkpoint, Signed
from audit.entry import Entry, digest_of, genesis
from audit.merkle import Root, leaf_hash, node_hash, root_of
from audit.note import Note, NoteError
from audit.proofs import proves_consistency, proves_inclusion
from audit.sealed import Sealed, seal
from audit.signing import KeyKind, PrivateKey, PublicKey
from audit.tree import MissingNodeError, Nodes, consistency, inclusion, stored_root

__all__ = [
    "Break",
    "Checkpoint",
    "Detail",
    "Entry",
    "KeyKind",
    "Leaf",
    "MissingNodeError",
    "Nodes",
    "NotCanonicalError",
    "Note",
    "NoteError",
    "PrivateKey",
    "PublicKey",
    "Root",
    "Sealed",
    "Signed",
    "Stored",
    "Verdict",
    "canonical",
    "consistency",
    "digest_of",
    "genesis",
    "inclusion",
    "leaf_hash",
    "node_hash",
    "proves_consistency",
    "proves_inclusion",
    "read_stream",
    "root_of",
    "seal",
    "stored_root",
]
