-- From version 4 to version 5: what the merchant says a product costs. Salla's 0 is its word for no cost.
ALTER TABLE record_product ADD COLUMN "own_cost" INTEGER;
UPDATE record_product SET "cost_price" = NULL WHERE "cost_price" = 0;
