-- From version 2 to version 3: the orders of which the details are not known are looked for, repairs are noted, and there is
-- more of what Salla tells.
UPDATE record_order SET detailed = 0 WHERE detailed IS NULL;
CREATE TABLE record_offer (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "message" TEXT,
  "type" TEXT,
  "status" TEXT,
  "start" INTEGER,
  "expiry" INTEGER,
  "applied_to" TEXT,
  "channel" TEXT,
  "with_coupon" INTEGER CHECK ("with_coupon" IN (0, 1)),
  "currency" TEXT,
  "minimum" INTEGER,
  "minimum_items" INTEGER,
  "buy_type" TEXT,
  "buy_quantity" INTEGER,
  "get_type" TEXT,
  "get_quantity" INTEGER,
  "discount_type" TEXT,
  "percent" INTEGER,
  "amount" INTEGER,
  "price" INTEGER,
  "price_quantity" INTEGER,
  "based_on" TEXT,
  "apply_type" TEXT,
  "with_current_cart" INTEGER CHECK ("with_current_cart" IN (0, 1)),
  "exclude_sale" INTEGER CHECK ("exclude_sale" IN (0, 1)),
  "select_by" TEXT,
  "show_price" INTEGER CHECK ("show_price" IN (0, 1)),
  "show_table" INTEGER CHECK ("show_table" IN (0, 1)),
  "name_confirmed" TEXT,
  "message_confirmed" TEXT,
  "type_confirmed" TEXT,
  "status_confirmed" TEXT,
  "start_confirmed" INTEGER,
  "expiry_confirmed" INTEGER,
  "applied_to_confirmed" TEXT,
  "channel_confirmed" TEXT,
  "with_coupon_confirmed" INTEGER,
  "currency_confirmed" TEXT,
  "minimum_confirmed" INTEGER,
  "minimum_items_confirmed" INTEGER,
  "buy_type_confirmed" TEXT,
  "buy_quantity_confirmed" INTEGER,
  "get_type_confirmed" TEXT,
  "get_quantity_confirmed" INTEGER,
  "discount_type_confirmed" TEXT,
  "percent_confirmed" INTEGER,
  "amount_confirmed" INTEGER,
  "price_confirmed" INTEGER,
  "price_quantity_confirmed" INTEGER,
  "based_on_confirmed" TEXT,
  "apply_type_confirmed" TEXT,
  "with_current_cart_confirmed" INTEGER,
  "exclude_sale_confirmed" INTEGER,
  "select_by_confirmed" TEXT,
  "show_price_confirmed" INTEGER,
  "show_table_confirmed" INTEGER,
  "buy_confirmed" TEXT,
  "get_confirmed" TEXT,
  "audience_confirmed" TEXT,
  "payment_methods_confirmed" TEXT,
  "tiers_confirmed" TEXT,
  "name_key" TEXT,
  waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1))
) STRICT;
CREATE TABLE part_offer_buy (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "target" TEXT,
  "target_key" TEXT,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_offer_get (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "target" TEXT,
  "target_key" TEXT,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_offer_audience (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "target" TEXT,
  "target_key" TEXT,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_offer_payment_methods (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "method" TEXT,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_offer_tiers (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "name" TEXT,
  "quantity" INTEGER,
  "minimum" INTEGER,
  "type" TEXT,
  "percent" INTEGER,
  "amount" INTEGER,
  "maximum" INTEGER,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_review (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "type" TEXT,
  "rating" INTEGER,
  "content" TEXT,
  "customer" INTEGER,
  "customer_name" TEXT,
  "product" INTEGER,
  "order" INTEGER,
  "reference" TEXT,
  "published" INTEGER CHECK ("published" IN (0, 1)),
  "likes" INTEGER,
  "reply" TEXT,
  "created_at" INTEGER
) STRICT;
CREATE TABLE record_group (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "name_confirmed" TEXT,
  "conditions_confirmed" TEXT,
  "payment_methods_confirmed" TEXT,
  "shipping_confirmed" TEXT,
  "name_key" TEXT,
  waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1))
) STRICT;
CREATE TABLE part_group_conditions (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "type" TEXT,
  "symbol" TEXT,
  "value" INTEGER,
  "min_value" INTEGER,
  "max_value" INTEGER,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_group_payment_methods (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "method" TEXT,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_group_shipping (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "company" TEXT,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_brand (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "logo" TEXT,
  "banner" TEXT,
  "description" TEXT,
  "name_key" TEXT
) STRICT;
CREATE TABLE record_employee (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "role" TEXT,
  "status" TEXT,
  "name_key" TEXT,
  "role_key" TEXT
) STRICT;
CREATE TABLE part_employee_roles (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "name" TEXT,
  "name_key" TEXT,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_status (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "type" TEXT,
  "slug" TEXT,
  "position" INTEGER,
  "icon" TEXT,
  "active" INTEGER CHECK ("active" IN (0, 1)),
  "parent" INTEGER,
  "original" INTEGER,
  "name_key" TEXT,
  "slug_key" TEXT
) STRICT;
CREATE TABLE record_order_event (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "order" INTEGER,
  "status" TEXT,
  "status_id" INTEGER,
  "status_name" TEXT,
  "note" TEXT,
  "created_at" INTEGER,
  "status_key" TEXT
) STRICT;
CREATE INDEX record_order_detailed ON record_order ("detailed", "date" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_offer_name ON record_offer ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_offer_type ON record_offer ("type", "expiry" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_offer_status ON record_offer ("status", "expiry" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_offer_start ON record_offer ("start") WHERE deleted_at IS NULL;
CREATE INDEX record_offer_expiry ON record_offer ("expiry") WHERE deleted_at IS NULL;
CREATE INDEX record_offer_applied_to ON record_offer ("applied_to", "expiry" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_offer_waits ON record_offer (seq) WHERE waits = 1;
CREATE UNIQUE INDEX record_offer_salla_id ON record_offer (salla_id) WHERE salla_id IS NOT NULL;
CREATE INDEX record_offer_deleted_at ON record_offer (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX part_offer_buy_target ON part_offer_buy ("target_key", sort DESC, owner DESC);
CREATE INDEX part_offer_get_target ON part_offer_get ("target_key", sort DESC, owner DESC);
CREATE INDEX part_offer_audience_target ON part_offer_audience ("target_key", sort DESC, owner DESC);
CREATE INDEX record_review_type ON record_review ("type", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_review_rating ON record_review ("rating", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_review_customer ON record_review ("customer", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_review_product ON record_review ("product", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_review_order ON record_review ("order", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_review_published ON record_review ("published", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_review_likes ON record_review ("likes") WHERE deleted_at IS NULL;
CREATE INDEX record_review_created_at ON record_review ("created_at") WHERE deleted_at IS NULL;
CREATE INDEX record_review_deleted_at ON record_review (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX record_group_name ON record_group ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_group_waits ON record_group (seq) WHERE waits = 1;
CREATE UNIQUE INDEX record_group_salla_id ON record_group (salla_id) WHERE salla_id IS NOT NULL;
CREATE INDEX record_group_deleted_at ON record_group (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX record_brand_name ON record_brand ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_brand_deleted_at ON record_brand (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX record_employee_name ON record_employee ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_employee_role ON record_employee ("role_key", "name_key", id) WHERE deleted_at IS NULL;
CREATE INDEX record_employee_status ON record_employee ("status", "name_key", id) WHERE deleted_at IS NULL;
CREATE INDEX record_employee_deleted_at ON record_employee (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX part_employee_roles_name ON part_employee_roles ("name_key", sort, owner);
CREATE INDEX record_status_name ON record_status ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_status_type ON record_status ("type", "position", id) WHERE deleted_at IS NULL;
CREATE INDEX record_status_slug ON record_status ("slug_key", "position", id) WHERE deleted_at IS NULL;
CREATE INDEX record_status_position ON record_status ("position") WHERE deleted_at IS NULL;
CREATE INDEX record_status_active ON record_status ("active", "position", id) WHERE deleted_at IS NULL;
CREATE INDEX record_status_parent ON record_status ("parent", "position", id) WHERE deleted_at IS NULL;
CREATE INDEX record_status_original ON record_status ("original", "position", id) WHERE deleted_at IS NULL;
CREATE INDEX record_status_deleted_at ON record_status (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX record_order_event_order ON record_order_event ("order", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_order_event_status ON record_order_event ("status_key", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_order_event_created_at ON record_order_event ("created_at") WHERE deleted_at IS NULL;
CREATE INDEX record_order_event_deleted_at ON record_order_event (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE repairs (number INTEGER PRIMARY KEY, entity TEXT NOT NULL, id INTEGER NOT NULL, what TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
