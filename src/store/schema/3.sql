-- From version 2 to version 3: the orders of which the details are not known are looked for.
UPDATE record_order SET detailed = 0 WHERE detailed IS NULL;
CREATE INDEX record_order_detailed ON record_order ("detailed", "date" DESC, id DESC) WHERE deleted_at IS NULL;
