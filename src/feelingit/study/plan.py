"""The steps of a study in order, what each depends on, and what it leaves; see `step`."""

from functools import partial

from feelingit.evaluation.tables import Evaluation
from feelingit.occlusion import condition
from feelingit.study.context import Context, Training, trainings
from feelingit.study.plan_coverings import covering_steps, drawn_on, landmark_steps
from feelingit.study.plan_saliency import saliency_steps
from feelingit.study.recipes import Choice, candidates
from feelingit.study.settings import StudyModel
from feelingit.study.source_files import source_fingerprint
from feelingit.study.step import Step, files, key_of
from feelingit.study.steps.claims import claims
from feelingit.study.steps.clean import clean_and_split
from feelingit.study.steps.evaluate import BESIDE_PEOPLE, evaluate_all
from feelingit.study.steps.landmarks import follows_faces
from feelingit.study.steps.predict import predict
from feelingit.study.steps.read import corrections_fingerprint, read
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
    followed = locating if follows_faces(settings) else []
    searching = _search(context, cleaning)
    last = searching[-1] if searching else cleaning
    networks = {each: _network(context, each, last, followed) for each in trainings(settings)}
    training = {each: steps[0] for each, steps in networks.items()}
    predicting = {each: steps[1] for each, steps in networks.items()}
    evaluating = Step(
        "evaluate",
        key_of(
            "evaluate", [step.key for step in predicting.values()], settings.evaluation.model_dump()
        ),
        files(run.evaluation, *(f"{name}.csv" for name in Evaluation._fields), *BESIDE_PEOPLE),
        partial(evaluate_all, context),
    )
    looking = saliency_steps(context, predicting, training, locating[0])
    judging = Step(
        "judge claims",
        key_of("claims", evaluating.key, looking[-1].key),
        files(run.evaluation, "claims.csv"),
        partial(claims, context),
    )
    covering = covering_steps(context, followed, evaluating)
    return [
        *(reading, cleaning, *locating, *searching, *training.values(), *predicting.values()),
        *(evaluating, *covering, *looking, judging),
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
) -> tuple[Step, Step]:
    """Give the two steps of one network: train, predict."""
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
    return training_step, predicting
