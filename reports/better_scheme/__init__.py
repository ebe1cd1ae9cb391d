"""A bonus scheme that pays for the company's money, at the cost of today's, beside today's."""
