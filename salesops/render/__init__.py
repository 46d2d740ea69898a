"""An answer, written: one module a format."""
