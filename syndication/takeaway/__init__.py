"""What journalists take over from a piece: the panel at its end, its pictures as one file, and what was taken."""
