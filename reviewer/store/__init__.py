"""What is kept: accounts, drafts with their reviews, what people think of them, and who saw and changed what.

SQLite in the data folder, or PostgreSQL by `database_url`. Everything is in the database, files included, so one
backup holds it all. Functions take an open SQLAlchemy session; whoever calls decides where a transaction ends.
"""
