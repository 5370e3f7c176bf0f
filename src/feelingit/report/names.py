"""What readers call the models, arms and conditions that files know by short names."""

from feelingit.errors import InputError
from feelingit.occlusion.conditions import condition
from feelingit.occlusion.contract import Condition

ARCHITECTURES = {"vgg16": "VGG-16", "resnet50": "ResNet-50", "compact": "Compact"}


def known(name: str) -> Condition | None:
    """Find a condition; None where this version has none of this name."""
    try:
        return condition(name)
    except InputError:
        return None


def group_of(name: str) -> str:
    """Give the group of a condition; empty where this version has none of this name."""
    found = known(name)
    return "" if found is None else str(found.group)


def condition_label(name: str) -> str:
    """Name what is hidden; several conditions at once are joined by plus signs."""
    parts = [(part, known(part)) for part in name.split("+")]
    return " + ".join(part.replace("_", " ") if c is None else c.label for part, c in parts)


def condition_prose(name: str) -> str:
    """Name what is hidden as a sentence does."""
    boxes = {"box_quarter": "a random quarter", "box_half": "a random half"}
    if group_of(name) == "shape":
        return f"the {condition_label(name)}"
    return boxes.get(name, condition_label(name).replace(", cut", " (cut away)"))


def sentence_case(text: str) -> str:
    """Raise the first letter alone."""
    return text[:1].upper() + text[1:]


def two_lines(label: str) -> str:
    """Break a label near its middle."""
    spaces = [i for i, letter in enumerate(label) if letter == " "]
    if not spaces:
        return label
    middle = min(spaces, key=lambda i: abs(i - len(label) / 2))
    return f"{label[:middle]}\n{label[middle + 1 :]}"


def model_label(name: str, architecture: str) -> str:
    """Name a model by its architecture, or by its own name where it was given one."""
    if name == architecture:
        return ARCHITECTURES.get(architecture, name)
    return sentence_case(name.replace("_", " "))


STUDY_ARMS = {
    "no_control": ("nothing", False, "No mask, no control"),
    "baseline": ("nothing", True, "No mask, with control"),
    "forehead": ("forehead", True, "Forehead mask"),
    "eyes": ("eyes", True, "Eye mask"),
    "lower_face": ("lower_face", True, "Nose and mouth mask"),
}
"""The published study's rows: what is hidden, whether with control, and their labels."""


def arm_label(name: str, hides: str, control: bool) -> str:
    """Name a row of the study's tables in the study's words; other arms keep their own name."""
    part, controlled, label = STUDY_ARMS.get(name, ("", None, ""))
    if (part, controlled) == (hides, control):
        return label
    return sentence_case(name.replace("_", " "))


def part_hidden(trained_on: str) -> str:
    """Name the part of the face that is hidden, `mixture` where several conditions are mixed."""
    found = known(trained_on)
    return "mixture" if found is None else found.hides
