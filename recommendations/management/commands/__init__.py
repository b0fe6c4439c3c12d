"""Commands of the record, one module each."""
