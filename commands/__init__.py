"""One file per noun of the command line: parse, call one action, print."""
