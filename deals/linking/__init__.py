"""Which call belongs to which deal, with a stated confidence."""

from deals.linking.link import AMBIGUOUS, LEAST_POSSIBLE, Candidate, Link
from deals.linking.linker import CallLinker, link_calls

__all__ = ["AMBIGUOUS", "LEAST_POSSIBLE", "CallLinker", "Candidate", "Link", "link_calls"]
