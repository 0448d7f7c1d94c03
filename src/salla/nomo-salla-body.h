#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoSallaBody:
 *
 * A JSON object under construction, for what is sent to Salla. Numbers are written as the decimals that they are given as, so
 * that no amount passes through a double.
 */
typedef struct _NomoSallaBody NomoSallaBody;

NomoSallaBody *nomo_salla_body_new (void);
void nomo_salla_body_text (NomoSallaBody *self, const char *name, const char *value);
void nomo_salla_body_number (NomoSallaBody *self, const char *name, const char *decimal);
void nomo_salla_body_int (NomoSallaBody *self, const char *name, gint64 value);
void nomo_salla_body_bool (NomoSallaBody *self, const char *name, gboolean value);
void nomo_salla_body_list (NomoSallaBody *self, const char *name, GPtrArray *texts);
GBytes *nomo_salla_body_end (NomoSallaBody *self);
void nomo_salla_body_free (NomoSallaBody *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSallaBody, nomo_salla_body_free)

G_END_DECLS
