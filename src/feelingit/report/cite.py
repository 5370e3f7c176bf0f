"""How to cite the study and the software, as BibTeX."""

from feelingit.report.results import Results

STUDY = """@techreport{kroening2023feeling,
  title  = {Feeling It: Emotion Classification with Machine Learning},
  author = {Kroening, Andrew and Liu, Chloe (Ke) and Miftah, Wafiakmal
            and Shen, Jenny (Yiran)},
  year   = {2023}
}"""


def software(results: Results) -> str:
    """Give the entry of the software, in the version that made the run."""
    version = str(results.provenance.get("feelingit", ""))
    year = str(results.provenance.get("finished") or results.provenance.get("started") or "")[:4]
    lines = [
        "@software{feelingit,",
        "  title   = {feelingit: how well, and from what, a machine reads emotion in a face},",
        "  author  = {{The feelingit authors}},",
        *([f"  version = {{{version}}},"] if version else []),
        *([f"  year    = {{{year}}},"] if year else []),
    ]
    return "\n".join(lines).rstrip(",") + "\n}"
