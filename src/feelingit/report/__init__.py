"""From a run folder's files to a page, tables and figures; trains and computes nothing anew."""

from feelingit.report.build import build_report

__all__ = ["build_report"]
