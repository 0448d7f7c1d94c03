-- From version 5 to version 6: what a coupon looks at.
ALTER TABLE record_product ADD COLUMN "brand" INTEGER;
ALTER TABLE record_order ADD COLUMN "shipping_company" INTEGER;
ALTER TABLE part_order_items ADD COLUMN "reduced" INTEGER CHECK ("reduced" IN (0, 1));
