"""Compare maps: between models on bare faces, and of each model between bare and covered faces."""

from collections.abc import Iterator
from itertools import combinations

from feelingit.saliency.differences import Difference, difference, save_differences
from feelingit.saliency.face_maps import FaceMaps, load_face_maps
from feelingit.study.context import Context, Training
from feelingit.study.control_trainings import judged
from feelingit.study.mapped import conditions_of, maps_folder

DIFFERENCES = "differences.npz"
SEED = 0

Side = tuple[Training, str]


def compare_maps(context: Context) -> None:
    """Write `saliency/differences.npz`."""
    pairs = list(_pairs(context))
    methods = context.settings.saliency.methods
    found: list[Difference] = []
    with context.console.progress("comparisons") as progress:
        for number, (a, b) in enumerate(pairs):
            maps = (_load(context, a), _load(context, b))
            found += [_compared(context, a, b, maps, method) for method in methods]
            progress(number + 1, len(pairs))
    save_differences(context.run.saliency / DIFFERENCES, found)


def _pairs(context: Context) -> Iterator[tuple[Side, Side]]:
    """Pair the judged networks of the first seed, and what each was shown with bare faces."""
    settings = context.settings
    networks = [each for each in judged(settings) if each.seed == settings.seeds[0]]
    own = {each.model_id: conditions_of(settings, each) for each in networks}
    for a, b in combinations(networks, 2):
        if own[a.model_id][0] == own[b.model_id][0]:
            yield (a, own[a.model_id][0]), (b, own[b.model_id][0])
    for each in networks:
        bare, *others = own[each.model_id]
        for name in others:
            yield (each, name), (each, bare)


def _load(context: Context, side: Side) -> FaceMaps:
    return load_face_maps(maps_folder(context.run, *side))


def _compared(
    context: Context, a: Side, b: Side, maps: tuple[FaceMaps, FaceMaps], method: str
) -> Difference:
    return difference(
        *maps,
        method,
        a_is=(a[0].model_id, a[1]),
        b_is=(b[0].model_id, b[1]),
        permutations=context.settings.saliency.permutations,
        seed=SEED,
    )
