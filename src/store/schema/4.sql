-- From version 3 to version 4: features and what they told.
CREATE TABLE record_feature (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "on" INTEGER CHECK ("on" IN (0, 1)),
  "since" INTEGER,
  "settings" TEXT,
  "name_key" TEXT
) STRICT;
CREATE TABLE record_notice (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "key" TEXT,
  "feature" TEXT,
  "what" TEXT,
  "record" INTEGER,
  "amount" INTEGER,
  "currency" TEXT,
  "at" INTEGER,
  "feature_key" TEXT
) STRICT;
CREATE UNIQUE INDEX record_feature_name ON record_feature ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_feature_deleted_at ON record_feature (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE UNIQUE INDEX record_notice_key ON record_notice ("key") WHERE deleted_at IS NULL;
CREATE INDEX record_notice_feature ON record_notice ("feature_key", "at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_notice_at ON record_notice ("at") WHERE deleted_at IS NULL;
CREATE INDEX record_notice_deleted_at ON record_notice (deleted_at) WHERE deleted_at IS NOT NULL;
