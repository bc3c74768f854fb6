"""Judging: code's findings and the model's yes/no answers become indicator results and levels."""
