-- From version 5 to version 6: what a coupon looks at, and what came of the attempts to tell Salla of an edit.
ALTER TABLE record_product ADD COLUMN "brand" INTEGER;
ALTER TABLE record_order ADD COLUMN "shipping_company" INTEGER;
ALTER TABLE part_order_items ADD COLUMN "reduced" INTEGER CHECK ("reduced" IN (0, 1));
CREATE TABLE outbox (entity TEXT NOT NULL, id INTEGER NOT NULL, state TEXT NOT NULL, sent TEXT,
  reason TEXT, detail TEXT, tries INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;
