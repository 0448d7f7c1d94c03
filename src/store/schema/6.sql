-- From version 5 to version 6: what a coupon looks at, what came of the attempts to tell Salla of an edit, and drafts.
ALTER TABLE record_product ADD COLUMN "brand" INTEGER;
ALTER TABLE record_order ADD COLUMN "shipping_company" INTEGER;
ALTER TABLE part_order_items ADD COLUMN "reduced" INTEGER CHECK ("reduced" IN (0, 1));
CREATE TABLE outbox (entity TEXT NOT NULL, id INTEGER NOT NULL, state TEXT NOT NULL, sent TEXT,
  reason TEXT, detail TEXT, tries INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;
CREATE TABLE record_draft (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "entity" TEXT,
  "record" INTEGER,
  "title" TEXT,
  "typed" TEXT,
  "saved_at" INTEGER,
  "entity_key" TEXT
) STRICT;
CREATE INDEX record_draft_entity ON record_draft ("entity_key", "saved_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_draft_saved_at ON record_draft ("saved_at") WHERE deleted_at IS NULL;
CREATE INDEX record_draft_deleted_at ON record_draft (deleted_at) WHERE deleted_at IS NOT NULL;
