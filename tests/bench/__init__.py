"""Tests of the judgement: method, vectors, pages."""
