-- From version 1 to version 2: roles and undo, custom fields and two-way images, and the entities of a marketing desk.
ALTER TABLE commits ADD COLUMN role INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN first_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record_order ADD COLUMN salla_id INTEGER;
ALTER TABLE record_order ADD COLUMN "customer_name" TEXT;
ALTER TABLE record_order ADD COLUMN "customer_phone" TEXT;
ALTER TABLE record_order ADD COLUMN "customer_email" TEXT;
ALTER TABLE record_order ADD COLUMN "city" TEXT;
ALTER TABLE record_order ADD COLUMN "country" TEXT;
ALTER TABLE record_order ADD COLUMN "subtotal" INTEGER;
ALTER TABLE record_order ADD COLUMN "discount" INTEGER;
ALTER TABLE record_order ADD COLUMN "shipping" INTEGER;
ALTER TABLE record_order ADD COLUMN "tax" INTEGER;
ALTER TABLE record_order ADD COLUMN "cod_fee" INTEGER;
ALTER TABLE record_order ADD COLUMN "coupon" TEXT;
ALTER TABLE record_order ADD COLUMN "refunded" INTEGER CHECK ("refunded" IN (0, 1));
ALTER TABLE record_order ADD COLUMN "refunded_at" INTEGER;
ALTER TABLE record_order ADD COLUMN "refunded_amount" INTEGER;
ALTER TABLE record_order ADD COLUMN "source" TEXT;
ALTER TABLE record_order ADD COLUMN "channel" TEXT;
ALTER TABLE record_order ADD COLUMN "updated_at" INTEGER;
ALTER TABLE record_order ADD COLUMN "detailed" INTEGER CHECK ("detailed" IN (0, 1));
ALTER TABLE record_order ADD COLUMN "status_confirmed" TEXT;
ALTER TABLE record_order ADD COLUMN "status_id_confirmed" INTEGER;
ALTER TABLE record_order ADD COLUMN "status_name_confirmed" TEXT;
ALTER TABLE record_order ADD COLUMN "tags_confirmed" TEXT;
ALTER TABLE record_order ADD COLUMN "city_key" TEXT;
ALTER TABLE record_order ADD COLUMN "country_key" TEXT;
ALTER TABLE record_order ADD COLUMN "coupon_key" TEXT;
ALTER TABLE record_order ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));
ALTER TABLE part_order_items ADD COLUMN "product" INTEGER;
ALTER TABLE part_order_items ADD COLUMN "sku" TEXT;
ALTER TABLE part_order_items ADD COLUMN "price" INTEGER;
ALTER TABLE part_order_items ADD COLUMN "total" INTEGER;
ALTER TABLE part_order_items ADD COLUMN "options" TEXT;
ALTER TABLE part_order_items ADD COLUMN sort ANY;
ALTER TABLE record_customer ADD COLUMN salla_id INTEGER;
ALTER TABLE record_customer ADD COLUMN "birthday" INTEGER;
ALTER TABLE record_customer ADD COLUMN "blocked" INTEGER CHECK ("blocked" IN (0, 1));
ALTER TABLE record_customer ADD COLUMN "note" TEXT;
CREATE TABLE conflicts (number INTEGER PRIMARY KEY, commit_number INTEGER NOT NULL, entity TEXT NOT NULL, id INTEGER NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL, before TEXT, lost TEXT, kept TEXT, at INTEGER NOT NULL) STRICT;
CREATE TABLE doubts (entity TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;
CREATE TABLE erasures (entity TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;
CREATE TABLE part_order_discounts (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "title" TEXT,
  "type" TEXT,
  "code" TEXT,
  "amount" INTEGER,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_order_tags (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "name" TEXT,
  "tag_id" INTEGER,
  "name_key" TEXT,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_customer_groups (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "group_id" INTEGER,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_product (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "sku" TEXT,
  "price" INTEGER,
  "sale_price" INTEGER,
  "sale_end" INTEGER,
  "cost_price" INTEGER,
  "currency" TEXT,
  "quantity" INTEGER,
  "status" TEXT,
  "type" TEXT,
  "thumbnail" TEXT,
  "url" TEXT,
  "sold" INTEGER,
  "views" INTEGER,
  "rating" INTEGER,
  "rating_count" INTEGER,
  "updated_at" INTEGER,
  "name_key" TEXT,
  "sku_key" TEXT
) STRICT;
CREATE TABLE part_product_categories (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "category" INTEGER,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_category (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "parent" INTEGER,
  "status" TEXT,
  "position" INTEGER,
  "name_key" TEXT
) STRICT;
CREATE TABLE record_coupon (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "code" TEXT,
  "status" TEXT,
  "type" TEXT,
  "percent" INTEGER,
  "amount" INTEGER,
  "maximum" INTEGER,
  "minimum" INTEGER,
  "currency" TEXT,
  "start" INTEGER,
  "expiry" INTEGER,
  "usage_limit" INTEGER,
  "usage_limit_per_user" INTEGER,
  "free_shipping" INTEGER CHECK ("free_shipping" IN (0, 1)),
  "exclude_sale" INTEGER CHECK ("exclude_sale" IN (0, 1)),
  "show_maximum" INTEGER CHECK ("show_maximum" IN (0, 1)),
  "with_offers" INTEGER CHECK ("with_offers" IN (0, 1)),
  "applied_in" TEXT,
  "beneficiary_domain" TEXT,
  "is_group" INTEGER CHECK ("is_group" IN (0, 1)),
  "group_name" TEXT,
  "group_suffix" TEXT,
  "group_count" INTEGER,
  "marketing" INTEGER CHECK ("marketing" IN (0, 1)),
  "marketing_name" TEXT,
  "marketing_type" TEXT,
  "marketing_percent" INTEGER,
  "marketing_amount" INTEGER,
  "marketing_maximum" INTEGER,
  "marketing_show_maximum" INTEGER CHECK ("marketing_show_maximum" IN (0, 1)),
  "marketing_hide_sales" INTEGER CHECK ("marketing_hide_sales" IN (0, 1)),
  "marketing_info" TEXT,
  "marketing_visits" INTEGER,
  "marketing_url" TEXT,
  "statistics_url" TEXT,
  "uses" INTEGER,
  "customers_count" INTEGER,
  "sales" INTEGER,
  "created_at" INTEGER,
  "updated_at" INTEGER,
  "code_confirmed" TEXT,
  "status_confirmed" TEXT,
  "type_confirmed" TEXT,
  "percent_confirmed" INTEGER,
  "amount_confirmed" INTEGER,
  "maximum_confirmed" INTEGER,
  "minimum_confirmed" INTEGER,
  "currency_confirmed" TEXT,
  "start_confirmed" INTEGER,
  "expiry_confirmed" INTEGER,
  "usage_limit_confirmed" INTEGER,
  "usage_limit_per_user_confirmed" INTEGER,
  "free_shipping_confirmed" INTEGER,
  "exclude_sale_confirmed" INTEGER,
  "show_maximum_confirmed" INTEGER,
  "with_offers_confirmed" INTEGER,
  "applied_in_confirmed" TEXT,
  "beneficiary_domain_confirmed" TEXT,
  "is_group_confirmed" INTEGER,
  "group_name_confirmed" TEXT,
  "group_suffix_confirmed" TEXT,
  "group_count_confirmed" INTEGER,
  "marketing_confirmed" INTEGER,
  "marketing_name_confirmed" TEXT,
  "marketing_type_confirmed" TEXT,
  "marketing_percent_confirmed" INTEGER,
  "marketing_amount_confirmed" INTEGER,
  "marketing_maximum_confirmed" INTEGER,
  "marketing_show_maximum_confirmed" INTEGER,
  "marketing_hide_sales_confirmed" INTEGER,
  "marketing_info_confirmed" TEXT,
  "targets_confirmed" TEXT,
  "payment_methods_confirmed" TEXT,
  "code_key" TEXT,
  waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1))
) STRICT;
CREATE TABLE part_coupon_targets (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "target" TEXT,
  "target_key" TEXT,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_coupon_payment_methods (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "method" TEXT,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_coupon_customers (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "customer" INTEGER,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part_coupon_codes (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "code" TEXT,
  "code_key" TEXT,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_cart (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "customer" INTEGER,
  "name" TEXT,
  "phone" TEXT,
  "email" TEXT,
  "city" TEXT,
  "total" INTEGER,
  "subtotal" INTEGER,
  "discount" INTEGER,
  "currency" TEXT,
  "coupon" TEXT,
  "status" TEXT,
  "url" TEXT,
  "item_count" INTEGER,
  "created_at" INTEGER,
  "updated_at" INTEGER,
  "followed_up_at" INTEGER,
  "followed_up_by" TEXT,
  "name_key" TEXT,
  "city_key" TEXT,
  "coupon_key" TEXT
) STRICT;
CREATE TABLE part_cart_items (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "product" INTEGER,
  "quantity" INTEGER,
  "name" TEXT,
  "total" INTEGER,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_contact (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "name" TEXT,
  "company" TEXT,
  "phone" TEXT,
  "email" TEXT,
  "city" TEXT,
  "stage" TEXT,
  "source" TEXT,
  "customer" INTEGER,
  "referred_by" INTEGER,
  "assignee" TEXT,
  "consent" TEXT,
  "consent_at" INTEGER,
  "note" TEXT,
  "created_at" INTEGER,
  "extra" TEXT,
  "name_key" TEXT,
  "company_key" TEXT,
  "city_key" TEXT,
  "assignee_key" TEXT
) STRICT;
CREATE TABLE part_contact_tags (
  owner INTEGER NOT NULL,
  place INTEGER NOT NULL,
  "name" TEXT,
  "name_key" TEXT,
  sort ANY,
  PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_task (
  id INTEGER PRIMARY KEY,
  as_of INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  deleted_at INTEGER,
  salla_id INTEGER,
  "title" TEXT,
  "due" INTEGER,
  "done" INTEGER CHECK ("done" IN (0, 1)),
  "done_at" INTEGER,
  "priority" TEXT,
  "contact" INTEGER,
  "order" INTEGER,
  "assignee" TEXT,
  "note" TEXT,
  "extra" TEXT,
  "title_key" TEXT,
  "assignee_key" TEXT
) STRICT;
INSERT INTO counters (name, value) VALUES ('id', 0), ('node', 0), ('forgotten', 0), ('scrub', 0), ('merges', 0);
-- Texts are folded by today's rules.
UPDATE record_customer SET name_key = nomo_fold(name), city_key = nomo_fold(city), country_key = nomo_fold(country);
UPDATE record_order SET reference_key = nomo_fold(reference) WHERE reference_key GLOB '*[^0-9 ]*';
UPDATE part_order_items SET sort = (SELECT date FROM record_order WHERE id = owner);
-- A customer's groups were numbers with blanks between them; now each is a row.
WITH RECURSIVE
  word (owner, place, group_id, rest, sort) AS (
    SELECT id, -1, NULL, trim("groups") || ' ', updated_at FROM record_customer WHERE trim("groups") <> ''
    UNION ALL
    SELECT owner, place + 1, CAST(substr(rest, 1, instr(rest, ' ') - 1) AS INTEGER), ltrim(substr(rest, instr(rest, ' '))), sort
      FROM word WHERE rest <> ''
  )
INSERT INTO part_customer_groups (owner, place, group_id, sort)
  SELECT owner, place, group_id, sort FROM word WHERE place >= 0;
ALTER TABLE record_customer DROP COLUMN "groups";
DROP INDEX record_customer_city;
DROP INDEX record_customer_country;
CREATE INDEX history_commit ON history (commit_number);
CREATE INDEX conflicts_commit ON conflicts (commit_number);
CREATE INDEX conflicts_record ON conflicts (entity, id);
CREATE INDEX record_order_customer ON record_order ("customer", "date" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_order_city ON record_order ("city_key", "date" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_order_country ON record_order ("country_key", "date" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_order_coupon ON record_order ("coupon_key", "date" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_order_refunded ON record_order ("refunded", "date" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_order_updated_at ON record_order ("updated_at") WHERE deleted_at IS NULL;
CREATE INDEX record_order_waits ON record_order (seq) WHERE waits = 1;
CREATE INDEX record_order_deleted_at ON record_order (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX part_order_items_product ON part_order_items ("product", sort DESC, owner DESC);
CREATE INDEX part_order_tags_name ON part_order_tags ("name_key", sort DESC, owner DESC);
CREATE INDEX record_customer_city ON record_customer ("city_key", "updated_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_customer_country ON record_customer ("country_key", "updated_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_customer_gender ON record_customer ("gender", "updated_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_customer_blocked ON record_customer ("blocked", "updated_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_customer_deleted_at ON record_customer (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX part_customer_groups_group_id ON part_customer_groups ("group_id", sort DESC, owner DESC);
CREATE INDEX record_product_name ON record_product ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_product_sku ON record_product ("sku_key") WHERE deleted_at IS NULL;
CREATE INDEX record_product_price ON record_product ("price") WHERE deleted_at IS NULL;
CREATE INDEX record_product_quantity ON record_product ("quantity") WHERE deleted_at IS NULL;
CREATE INDEX record_product_status ON record_product ("status", "updated_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_product_type ON record_product ("type", "updated_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_product_sold ON record_product ("sold") WHERE deleted_at IS NULL;
CREATE INDEX record_product_views ON record_product ("views") WHERE deleted_at IS NULL;
CREATE INDEX record_product_rating ON record_product ("rating") WHERE deleted_at IS NULL;
CREATE INDEX record_product_updated_at ON record_product ("updated_at") WHERE deleted_at IS NULL;
CREATE INDEX record_product_deleted_at ON record_product (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX part_product_categories_category ON part_product_categories ("category", sort DESC, owner DESC);
CREATE INDEX record_category_name ON record_category ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_category_parent ON record_category ("parent", "position", id) WHERE deleted_at IS NULL;
CREATE INDEX record_category_status ON record_category ("status", "position", id) WHERE deleted_at IS NULL;
CREATE INDEX record_category_position ON record_category ("position") WHERE deleted_at IS NULL;
CREATE INDEX record_category_deleted_at ON record_category (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX record_coupon_code ON record_coupon ("code_key") WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_status ON record_coupon ("status", "expiry" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_type ON record_coupon ("type", "expiry" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_start ON record_coupon ("start") WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_expiry ON record_coupon ("expiry") WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_is_group ON record_coupon ("is_group", "expiry" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_marketing ON record_coupon ("marketing", "expiry" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_uses ON record_coupon ("uses") WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_sales ON record_coupon ("sales") WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_created_at ON record_coupon ("created_at") WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_updated_at ON record_coupon ("updated_at") WHERE deleted_at IS NULL;
CREATE INDEX record_coupon_waits ON record_coupon (seq) WHERE waits = 1;
CREATE UNIQUE INDEX record_coupon_salla_id ON record_coupon (salla_id) WHERE salla_id IS NOT NULL;
CREATE INDEX record_coupon_deleted_at ON record_coupon (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX part_coupon_targets_target ON part_coupon_targets ("target_key", sort DESC, owner DESC);
CREATE INDEX part_coupon_customers_customer ON part_coupon_customers ("customer", sort DESC, owner DESC);
CREATE INDEX part_coupon_codes_code ON part_coupon_codes ("code_key", sort DESC, owner DESC);
CREATE INDEX record_cart_customer ON record_cart ("customer", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_cart_name ON record_cart ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_cart_city ON record_cart ("city_key", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_cart_total ON record_cart ("total") WHERE deleted_at IS NULL;
CREATE INDEX record_cart_coupon ON record_cart ("coupon_key", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_cart_status ON record_cart ("status", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_cart_item_count ON record_cart ("item_count") WHERE deleted_at IS NULL;
CREATE INDEX record_cart_created_at ON record_cart ("created_at") WHERE deleted_at IS NULL;
CREATE INDEX record_cart_updated_at ON record_cart ("updated_at") WHERE deleted_at IS NULL;
CREATE INDEX record_cart_followed_up_at ON record_cart ("followed_up_at") WHERE deleted_at IS NULL;
CREATE INDEX record_cart_deleted_at ON record_cart (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX part_cart_items_product ON part_cart_items ("product", sort DESC, owner DESC);
CREATE INDEX record_contact_name ON record_contact ("name_key") WHERE deleted_at IS NULL;
CREATE INDEX record_contact_company ON record_contact ("company_key") WHERE deleted_at IS NULL;
CREATE INDEX record_contact_phone ON record_contact ("phone") WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX record_contact_email ON record_contact ("email") WHERE deleted_at IS NULL;
CREATE INDEX record_contact_city ON record_contact ("city_key", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_contact_stage ON record_contact ("stage", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_contact_source ON record_contact ("source", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_contact_customer ON record_contact ("customer", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_contact_referred_by ON record_contact ("referred_by", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_contact_assignee ON record_contact ("assignee_key", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_contact_consent ON record_contact ("consent", "created_at" DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX record_contact_created_at ON record_contact ("created_at") WHERE deleted_at IS NULL;
CREATE INDEX record_contact_deleted_at ON record_contact (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX part_contact_tags_name ON part_contact_tags ("name_key", sort DESC, owner DESC);
CREATE INDEX record_task_title ON record_task ("title_key") WHERE deleted_at IS NULL;
CREATE INDEX record_task_due ON record_task ("due") WHERE deleted_at IS NULL;
CREATE INDEX record_task_done ON record_task ("done", "due", id) WHERE deleted_at IS NULL;
CREATE INDEX record_task_done_at ON record_task ("done_at") WHERE deleted_at IS NULL;
CREATE INDEX record_task_priority ON record_task ("priority", "due", id) WHERE deleted_at IS NULL;
CREATE INDEX record_task_contact ON record_task ("contact", "due", id) WHERE deleted_at IS NULL;
CREATE INDEX record_task_order ON record_task ("order", "due", id) WHERE deleted_at IS NULL;
CREATE INDEX record_task_assignee ON record_task ("assignee_key", "due", id) WHERE deleted_at IS NULL;
CREATE INDEX record_task_deleted_at ON record_task (deleted_at) WHERE deleted_at IS NOT NULL;
