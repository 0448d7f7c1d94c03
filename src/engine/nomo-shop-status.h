#pragma once

#include "nomo-keyring.h"
#include "nomo-shop.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoShopStatus:
 * @merchant: Salla's number of the store
 * @path: its records
 * @held_by: (nullable): who runs its engine
 * @shop: (nullable): the store, opened to be read
 * @error: (nullable): why it could not be opened
 *
 * How a store in a data directory stands.
 */
typedef struct {
  char *merchant;
  char *path;
  char *held_by;
  NomoShop *shop;
  GError *error;
} NomoShopStatus;

NomoShopStatus *nomo_shop_status_read (const char *data_dir, const char *merchant, NomoKeyring *keyring);
JsonObject *nomo_shop_status_to_json (const NomoShopStatus *self);
char *nomo_shop_status_dup_title (const NomoShopStatus *self);
char *nomo_shop_status_dup_records (const NomoShopStatus *self, GTimeZone *zone);
void nomo_shop_status_free (NomoShopStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoShopStatus, nomo_shop_status_free)

G_END_DECLS
