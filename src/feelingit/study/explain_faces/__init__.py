"""Ask a model about every face of a data set: maps, shares per region, and where it looks.

`run.explain_faces` does it, in parts, so that memory is bounded and a stopped run goes on;
`job.Job` says what is asked for, `summary.summary` what came out. `choice.choose_model` finds the
model that is meant, for single photos as well. PyTorch is needed, and imported, for trained
networks alone (`trained_model`).
"""
