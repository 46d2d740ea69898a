"""One module an analysis, in folders that are the sections of --help."""
