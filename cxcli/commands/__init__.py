"""The command line: options, exit codes, and where output goes."""
