"""How well each model's regions agree with people's, beside the centre-bias control."""

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.report.numbers import RHO, decimal, p_value
from feelingit.report.results import Results
from feelingit.report.tables.spread import spread
from feelingit.report.tables.table import Table

COLUMNS = ["Model", "Emotion", f"{RHO} with people", f"{RHO} of a centre bias", "p"]


def agreement(results: Results) -> Table | None:
    """Give rank correlations by emotion for the baseline arm of each model."""
    if results.agreement.empty:
        return None
    seeds = results.seeds
    rows = []
    for model in results.models:
        ids = [t.model_id for t in results.of(model, results.baseline)]
        found = results.agreement[results.agreement["model_id"].isin(ids)]
        for emotion in EMOTIONS:
            mine = found[found["emotion"] == emotion]
            if len(mine):
                p = p_value(float(mine["p"].iloc[0])) if len(seeds) == 1 else _range(mine["p"])
                rows.append((model.label, emotion, spread(mine["rho"], 1, 2),
                             decimal(float(mine["rho_center"].mean())), p))  # fmt: skip
    if not rows:
        return None
    return Table(
        name="agreement",
        title="Agreement with people",
        caption="Spearman's rank correlation over face regions between the models' saliency ratios "
        f"and the ratings from Liu, Meng, et al., arm “{results.baseline.label.lower()}”; beside "
        "it the same for a map that only favours the centre of the picture; p by exact "
        "permutation of the regions, not corrected. With seven regions only strong agreement can "
        "be told from chance.",
        frame=pd.DataFrame(rows, columns=COLUMNS),
        stubs=2,
    )


def _range(values: "pd.Series") -> str:
    low, high = p_value(float(values.min())), p_value(float(values.max()))
    return low if low == high else f"{low} to {high}"
