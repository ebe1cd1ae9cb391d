# What is special about the trained models of this run.
problem-models-held-out = These models have not learned from this archive: it stands in the training data ({ $archive }), so the set trained without it was taken.
