"""Tests of `feelingit.synthetic`."""
