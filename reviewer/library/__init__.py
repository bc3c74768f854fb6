"""The exemplar library: what good lessons and homework look like, found by draft, criterion or free words."""
