"""The page's running text, where it depends on the run."""

from feelingit.landmarks import TRUSTED
from feelingit.report.covered import everyday, has_coverings
from feelingit.report.covering_findings import trusted
from feelingit.report.figures.coverings import control_name
from feelingit.report.looking.methods import label, methods
from feelingit.report.names import condition_prose
from feelingit.report.numbers import count, counted, duration, listed, percent
from feelingit.report.results import Results

CONTROL = {
    "vgg16": "For VGG-16, “with control” means batch normalisation after every convolution and "
    "dropout of {dropout} in the fully connected head; “without” means neither.",
    "resnet50": "For ResNet-50 batch normalisation is part of the architecture and stays in either "
    "case: “with control” adds batch normalisation and dropout of {dropout} in the head, “without” "
    "leads the plain pooled features to the logits.",
    "compact": "For Compact batch normalisation belongs to the architecture; “with control” adds "
    "dropout of {dropout} in the head.",
}


def prose(results: Results) -> dict[str, str]:
    """Give the paragraphs by the section that they open."""
    return {
        "data": _data(results),
        "control": _control(results),
        "training": _training(results),
        "conditions": _conditions(results),
        "reading": _reading(results),
        "coverings": _coverings(results),
        "trust": _trust(results),
        "looking": _looking(results),
        "provenance": _provenance(results),
    }


def _data(results: Results) -> str:
    read, corrections, copies = (
        results.cleaning[key] for key in ("read", "corrections", "duplicates")
    )
    total = int(read["faces"])
    rejected = int(read["rejected"])
    parts = [
        f"{counted(total, 'face')} were read"
        + (f" and {counted(rejected, 'entry', 'entries')} could not be." if rejected else "."),
    ]
    changed = int(corrections["relabelled"]) + int(corrections["dropped"])
    parts.append(
        f"A corrections file relabelled {count(corrections['relabelled'])} and dropped "
        f"{count(corrections['dropped'])}."
        if changed
        else "No labels were corrected."
    )
    share = percent(int(copies["surplus"]) / max(1, total))
    parts.append(
        f"{counted(int(copies['groups']), 'group')} of pixel-identical faces hold "
        f"{counted(int(copies['surplus']), 'surplus copy', 'surplus copies')} ({share} % of all); "
        f"{count(copies['conflicts'])} of the groups carry conflicting labels and "
        f"{count(copies['across_splits'])} lie in more than one split."
    )
    leaked = int((results.table["split"] == "leaked").sum())
    parts.append(
        f"{counted(leaked, 'test face')} with a copy in the training data "
        f"{'is' if leaked == 1 else 'are'} set aside, and used only to measure what such a leak is "
        "worth."
    )
    return " ".join(parts)


def _control(results: Results) -> str:
    asked = {m["architecture"]: m for m in results.study.get("models", [])}
    texts = []
    for model in results.models:
        dropout = asked.get(model.architecture, {}).get("dropout", 0.3)
        text = CONTROL.get(model.architecture)
        if text and text.format(dropout=f"{dropout:g}") not in texts:
            texts.append(text.format(dropout=f"{dropout:g}"))
    return " ".join(texts)


def _training(results: Results) -> str:
    training = results.study.get("training", {})
    stopped = sum(bool(t.info.get("stopped_early")) for t in results.trainings)
    total = len(results.trainings)
    patience = training.get("patience", 0)
    text = f"{counted(total, 'model was', 'models were')} trained, at most "
    text += f"{counted(int(training.get('epochs', 0)), 'epoch')} each"
    if patience:
        text += (
            f"; training stops after {counted(int(patience), 'epoch')} without a lower validation "
            f"loss, as happened in {stopped} of {total}"
        )
    return f"{text}. The test faces play no part in training or in the choice of settings."


def _conditions(results: Results) -> str:
    hidden = [condition_prose(name) for name in results.studied if name != "none"]
    others = len(results.conditions) - len(results.studied)
    more = f" {count(others)} further conditions stand in the chapter on coverings."
    return (
        "Every model is tested, whatever it was trained on, without a mask"
        + (f" and with each of these hidden: {listed(hidden)}." if hidden else ".")
        + more * (others > 0)
    )


def _coverings(results: Results) -> str:
    """Say what was laid over the faces, and what stands beside it."""
    if not has_coverings(results):
        return ""
    model = results.models[0]
    number = len(everyday(results, model))
    text = (
        f"{counted(number, 'covering')} as they are met in life are drawn on each test face, "
        "where the face's landmarks are; they follow its size, tilt and turn, and vary from face "
        "to face. The same face is always covered alike, for every model."
    )
    if results.coverings["beside"].notna().any():
        text += (
            f" Beside each that hides something stands the {control_name(results)} on the same "
            "face: what a covering costs beyond it is due to the place, not to the amount."
        )
    return text


def _trust(results: Results) -> str:
    """Say what trust in landmarks means, and what it changes."""
    if results.trust.empty:
        return ""
    parts = [trusted(results, model) for model in results.models]
    return (
        "A covering is drawn where the landmarks are, right or wrong. Each face's landmarks come "
        f"with a quality, from 0 to 1; below {TRUSTED:g} they are not trusted. " + " ".join(parts)
    )


def _looking(results: Results) -> str:
    """Say what a map is, and what this chapter does with it."""
    number = len(methods(results))
    asked = f" It was asked for in {counted(number, 'way')}" if number else ""
    named = f" ({listed([label(name) for name in methods(results)])})." if number else ""
    return (
        "A saliency map says of every place of a face how much it spoke for the emotion that a "
        f"model named.{asked}{named} Such maps look convincing even when they mean nothing; so "
        "each way of making them is tested, counted by regions of the face, and set beside three "
        "sources on where emotion shows to people."
    )


def _reading(results: Results) -> str:
    seeds = len(results.seeds)
    spread = (
        f"Figures are means over {seeds} seeds, with the standard deviation after ±."
        if seeds > 1
        else "Each model was trained once, with one seed."
    )
    return (
        "Accuracy of an emotion is the share of its faces that are named right. Weighted F1 "
        f"averages over faces, macro F1 over emotions. {spread}"
    )


def _provenance(results: Results) -> str:
    source, seconds = results.provenance, results.provenance.get("seconds")
    if not source:
        return "The run has left no provenance yet."
    device = source.get("device", {})
    took = f" It took {duration(float(seconds))}." if seconds else ""
    return (
        f"Made with feelingit {source.get('feelingit', '')} on {device.get('name') or 'a machine'} "
        f"({device.get('used', 'device unknown')}).{took}"
    )
