"""The regression that judges deals: whatever a feature's scale and shape, it counts by the deal's rank among others."""

from __future__ import annotations

from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import QuantileTransformer, StandardScaler


def linear_model(strength: float, rows: int) -> Pipeline:
    """Unfitted. strength: inverse of the penalty; rows: so many it will be fitted on. Features may be NaN."""
    return make_pipeline(
        SimpleImputer(keep_empty_features=True), QuantileTransformer(n_quantiles=min(50, rows)), StandardScaler(),
        LogisticRegression(C=strength, max_iter=1000),
    )  # fmt: skip
