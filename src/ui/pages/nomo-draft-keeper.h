#pragma once

#include <gio/gio.h>

#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_DRAFT_KEEPER (nomo_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (NomoDraftKeeper, nomo_draft_keeper, NOMO, DRAFT_KEEPER, GObject)

/**
 * NomoDraftFound:
 * @keeper: who looked
 * @typed: (nullable): what was typed; %NULL when there is no draft
 * @data: what the caller gave
 */
typedef void (*NomoDraftFound) (NomoDraftKeeper *keeper, const char *typed, gpointer data);

NomoDraftKeeper *nomo_draft_keeper_new (NomoShop *shop, const char *entity, gint64 record);
void nomo_draft_keeper_set_draft (NomoDraftKeeper *self, gint64 draft);
gint64 nomo_draft_keeper_get_draft (NomoDraftKeeper *self);
void nomo_draft_keeper_find (NomoDraftKeeper *self, const char *typed, NomoDraftFound found, gpointer data,
                             GDestroyNotify destroy);
void nomo_draft_keeper_keep (NomoDraftKeeper *self, const char *typed, const char *title);
void nomo_draft_keeper_flush (NomoDraftKeeper *self);
gint64 nomo_draft_keeper_take (NomoDraftKeeper *self);
void nomo_draft_keeper_give_back (NomoDraftKeeper *self);
gint64 nomo_draft_keeper_get_saved_at (NomoDraftKeeper *self);
const GError *nomo_draft_keeper_get_error (NomoDraftKeeper *self);

G_END_DECLS
