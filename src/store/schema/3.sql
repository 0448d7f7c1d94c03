-- From version 2 to version 3: the orders of which the details are not known are looked for, and repairs are noted.
UPDATE record_order SET detailed = 0 WHERE detailed IS NULL;
CREATE INDEX record_order_detailed ON record_order ("detailed", "date" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE TABLE repairs (number INTEGER PRIMARY KEY, entity TEXT NOT NULL, id INTEGER NOT NULL,
 what TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
