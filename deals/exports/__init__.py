"""CRM exports as they are downloaded, brought into the archive format; columns are told by name and content."""
