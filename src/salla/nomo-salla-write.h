#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoSallaWrite:
 * @method: `POST`, `PUT` or `DELETE`, a constant
 * @path: below the root of the API
 * @body: (nullable): what is sent, as JSON
 * @notes: whether it says what is to be said once
 * @may_miss: whether it is done as well when what it is about is not there
 * @tag: (nullable): name of the tag whose number @path lacks, see nomo_salla_write_add_number()
 *
 * A request that changes something at Salla.
 */
typedef struct {
  const char *method;
  char *path;
  GBytes *body;
  gboolean notes;
  gboolean may_miss;
  char *tag;
} NomoSallaWrite;

void nomo_salla_write_add_number (NomoSallaWrite *self, gint64 number);
void nomo_salla_write_free (NomoSallaWrite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSallaWrite, nomo_salla_write_free)

NomoSallaWrite *nomo_salla_write_coupon (const NomoRecord *coupon);
GPtrArray *nomo_salla_write_order (const NomoRecord *order);

G_END_DECLS
