"""Bundles that a store is backed up to and restored from; import the modules by name."""
