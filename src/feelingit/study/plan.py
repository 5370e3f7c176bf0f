"""The steps of a study in order, what each depends on, and what it leaves; see `step`."""

from functools import partial

from feelingit.evaluation.tables import Evaluation
from feelingit.occlusion import condition
from feelingit.study.context import Context, Training, trainings
from feelingit.study.plan_coverings import covering_steps, drawn_on, landmark_steps
from feelingit.study.recipes import Choice, candidates
from feelingit.study.settings import StudyModel
from feelingit.study.step import Step, files, key_of
from feelingit.study.steps.claims import claims
from feelingit.study.steps.clean import clean_and_split
from feelingit.study.steps.evaluate import evaluate_all
from feelingit.study.steps.explain import TABLES, explain_network, gather
from feelingit.study.steps.predict import predict
from feelingit.study.steps.read import corrections_fingerprint, read, source_fingerprint
from feelingit.study.steps.search import candidate_file, choose, try_candidate
from feelingit.study.steps.train import train
from feelingit.study.trained import HISTORY, MODEL, WEIGHTS


def plan(context: Context) -> list[Step]:
    """List a study's steps in order, up to the claims; the report is made of what they leave."""
    settings, run = context.settings, context.run
    source = source_fingerprint(context)
    reading = Step(
        "read",
        key_of("read", source, settings.data.model_dump(mode="json", exclude={"corrections"})),
        files(run.data, "images.npy", "table.csv", "rejected.csv", "source.json"),
        partial(read, context),
    )
    cleaning = Step(
        "clean and split",
        key_of(
            "clean",
            reading.key,
            source,
            corrections_fingerprint(context),
            settings.clean.model_dump(),
            settings.split.model_dump(),
        ),
        files(run.clean, "table.csv", "findings.csv", "decisions.csv", "summary.json"),
        partial(clean_and_split, context),
    )
    locating = landmark_steps(context, cleaning)
    searching = _search(context, cleaning)
    last = searching[-1] if searching else cleaning
    networks = [_network(context, training, last, locating) for training in trainings(settings)]
    explained = [steps[2] for steps in networks]
    evaluating = Step(
        "evaluate",
        key_of("evaluate", [steps[1].key for steps in networks], settings.evaluation.model_dump()),
        files(run.evaluation, *(f"{name}.csv" for name in Evaluation._fields)),
        partial(evaluate_all, context),
    )
    gathering = Step(
        "gather maps",
        key_of("gather", [step.key for step in explained]),
        files(run.saliency, *(f"{name}.csv" for name in TABLES)),
        partial(gather, context),
    )
    judging = Step(
        "judge claims",
        key_of("claims", evaluating.key, gathering.key),
        files(run.evaluation, "claims.csv"),
        partial(claims, context),
    )
    ordered = [step for kind in zip(*networks, strict=True) for step in kind]
    covering = covering_steps(context, locating, evaluating)
    return [
        *(reading, cleaning, *locating, *searching, *ordered),
        *(evaluating, *covering, gathering, judging),
    ]


def _search(context: Context, cleaning: Step) -> list[Step]:
    search = context.settings.search
    if search is None:
        return []
    steps = [
        _candidate(context, cleaning, model, choice)
        for model in context.settings.models
        for choice in candidates(search)
    ]
    paths = [step.outputs[0] for step in steps]
    last = Step(
        "choose settings",
        key_of("choose", [step.key for step in steps]),
        files(context.run.search, "results.csv", "chosen.json"),
        partial(choose, context, paths),
    )
    return [*steps, last]


def _candidate(context: Context, cleaning: Step, model: StudyModel, choice: Choice) -> Step:
    settings = context.settings
    path = candidate_file(context.run, model, choice)
    key = key_of(
        "try",
        cleaning.key,
        model.model_dump(),
        settings.training.model_dump(),
        choice,
        None if settings.search is None else settings.search.epochs,
        settings.seeds[0],
    )
    return Step(
        f"try {model.called}: " + ", ".join(f"{k} {v}" for k, v in choice.items()),
        key,
        (path,),
        partial(try_candidate, context, model, choice, key),
    )


def _network(
    context: Context, training: Training, before: Step, locating: list[Step]
) -> tuple[Step, Step, Step]:
    """Give the three steps of one network: train, predict, explain."""
    settings, run, name = context.settings, context.run, training.model_id
    follows = any(condition(each).follows_face for each in training.arm.train_on)
    key = key_of(
        "train",
        before.key,
        settings.training.model_dump(),
        training.model.model_dump(),
        training.arm.model_dump(),
        training.seed,
        *drawn_on(locating if follows else []),
    )
    training_step = Step(
        f"train {name}",
        key,
        files(run.model(name), WEIGHTS, MODEL, HISTORY),
        partial(train, context, training, key),
    )
    asked = key_of("predict", key, settings.occlusion.model_dump(), *drawn_on(locating))
    predicting = Step(
        f"predict {name}",
        asked,
        (run.predictions_of(name),),
        partial(predict, context, training, asked),
    )
    explaining = Step(
        f"explain {name}",
        key_of(
            "explain",
            predicting.key,
            settings.saliency.model_dump(),
            settings.evaluation.model_dump(),
        ),
        files(run.saliency, f"{name}.npz", *(f"{name}-{table}.csv" for table in TABLES)),
        partial(explain_network, context, training),
    )
    return training_step, predicting, explaining
