-- The parts of a deletion (`table.column`, separated by spaces) that had to leave something: they alone are looked
-- at again. Empty where nothing was left, and in requests of before, of which every such part is looked at once.
ALTER TABLE data_requests ADD COLUMN left_parts TEXT NOT NULL DEFAULT '';
