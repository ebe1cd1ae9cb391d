"""Bitrix24 through its REST API, by an incoming webhook or OAuth.

Facts about it come from its public documentation (bitrix-tools/b24-rest-docs); where that is silent, the code says so.
"""
