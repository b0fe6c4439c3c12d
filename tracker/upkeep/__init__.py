"""Keeping the record: copies, their way back, proofs that it is whole, and its move."""
