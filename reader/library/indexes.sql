-- What makes questions quick.  Made when all notes of a new library were put in: that is half as much work.

CREATE INDEX IF NOT EXISTS names_by_name ON names (name, step);
CREATE INDEX IF NOT EXISTS targets_by_target ON targets (target);
CREATE INDEX IF NOT EXISTS targets_to_resolve ON targets (id) WHERE state IS NULL;
CREATE INDEX IF NOT EXISTS targets_of_name ON target_names (name);
CREATE INDEX IF NOT EXISTS meanings_of_note ON meanings (note)
