#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoSallaSecrecy:
 * @NOMO_SALLA_OPEN: nothing in it is secret
 * @NOMO_SALLA_SECRET: it brings secrets that are needed, such as the tokens of a store
 * @NOMO_SALLA_UNWANTED: it tells secrets that nobody needs here, such as the password of a shopper for this one time
 *
 * What a delivery must not lie about with.
 */
typedef enum {
  NOMO_SALLA_OPEN,
  NOMO_SALLA_SECRET,
  NOMO_SALLA_UNWANTED,
} NomoSallaSecrecy;

NomoSallaSecrecy nomo_salla_hide (const char *event, GBytes *body, GBytes **shown);

G_END_DECLS
