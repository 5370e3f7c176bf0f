"""Ask one trained network about every test face under every condition."""

from feelingit.evaluation import predict_conditions
from feelingit.models.predictor import predictor
from feelingit.run_folder import write_csv
from feelingit.study.context import Context, Training
from feelingit.study.stored import faces_in_use, identity, trained_network

BOX_SEED = 0
"""Every network is tested on the same random boxes."""


def predict(context: Context, training: Training) -> None:
    """Write `predictions/ID.csv.gz`. The leaked copies are asked about too, and marked."""
    faces = faces_in_use(context.run, "test", "leaked")
    table = predict_conditions(
        predictor(trained_network(context, training)),
        faces.images,
        faces.table,
        context.settings.occlusion.test,
        seed=BOX_SEED,
        meta=identity(training),
    )
    write_csv(context.run.predictions_of(training.model_id), table)
