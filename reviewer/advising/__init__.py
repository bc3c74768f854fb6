"""What to tell the teacher: reasons, suggestions made of the draft, where each belongs, and words of an exemplar."""
