-- A company's name as it was written; `company` beside it is the form it is compared by. Rows from before have none.
ALTER TABLE answers ADD COLUMN company_name TEXT NOT NULL DEFAULT '';
