"""Ask one trained network about every test face under every condition."""

from feelingit.evaluation import predict_conditions
from feelingit.models.predictor import predictor
from feelingit.occlusion.workers import Workers, spare_cores
from feelingit.run_folder import write_csv
from feelingit.study.context import Context, Training
from feelingit.study.parts import Parts
from feelingit.study.stored import faces_in_use, identity, landmarks_for, trained_network

COVERING_SEED = 0
"""Every network is tested on the same coverings and random boxes."""


def predict(context: Context, training: Training, key: str) -> None:
    """Write `predictions/ID.csv.gz`. The leaked copies are asked about too, and marked.

    Args:
        context: Of the run.
        training: Which network.
        key: Of the step; one that was stopped goes on with the condition that was next.
    """
    faces = faces_in_use(context.run, "test", "leaked")
    conditions = context.settings.occlusion.conditions
    path = context.run.predictions_of(training.model_id)
    parts = Parts(path, key)
    with context.console.progress("conditions") as progress, Workers(spare_cores()) as workers:
        table = predict_conditions(
            predictor(trained_network(context, training)),
            faces.images,
            faces.table,
            conditions,
            seed=COVERING_SEED,
            meta=identity(training),
            landmarks=landmarks_for(context.run, faces, conditions),
            workers=workers,
            kept=parts,
            progress=progress,
        )
    write_csv(path, table)
    parts.forget()
