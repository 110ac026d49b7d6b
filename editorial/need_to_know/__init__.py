"""Pieces that exist for some desks alone until they are public: kept out of every list by a permission policy, and of
every address of the admin by a guard."""
