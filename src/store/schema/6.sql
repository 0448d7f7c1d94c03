-- From version 5 to version 6: what a coupon looks at, what is said of an order, what came of the attempts to tell Salla of an edit, drafts and batches of codes.
ALTER TABLE record_product ADD COLUMN "brand" INTEGER;
ALTER TABLE record_order ADD COLUMN "shipping_company" INTEGER;
ALTER TABLE record_order ADD COLUMN "note" TEXT;
ALTER TABLE record_order ADD COLUMN "note_confirmed" TEXT;
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
ALTER TABLE record_coupon ADD COLUMN "batch" INTEGER;
CREATE INDEX record_coupon_batch ON record_coupon ("batch", "expiry" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE TABLE part_coupon_given (owner INTEGER NOT NULL, place INTEGER NOT NULL, "code" TEXT, "customer" INTEGER,
  "at" INTEGER, PRIMARY KEY (owner, place)) STRICT, WITHOUT ROWID;
CREATE TABLE record_code_batch (id INTEGER PRIMARY KEY, as_of INTEGER NOT NULL, seq INTEGER NOT NULL, deleted_at INTEGER,
  salla_id INTEGER, "name" TEXT, "way" TEXT, "alphabet" TEXT, "prefix" TEXT, "length" INTEGER,
  "check_letter" INTEGER CHECK ("check_letter" IN (0, 1)), "speakable" INTEGER CHECK ("speakable" IN (0, 1)),
  "wanted" INTEGER, "created_at" INTEGER, "name_key" TEXT) STRICT;
CREATE INDEX record_code_batch_name ON record_code_batch ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_code_batch_created_at ON record_code_batch ("created_at") WHERE deleted_at IS NULL;
CREATE INDEX record_code_batch_deleted_at ON record_code_batch (deleted_at) WHERE deleted_at IS NOT NULL;
