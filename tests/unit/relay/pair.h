#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A certificate with its key, both in PEM form. */
typedef struct {
  char *certificate;
  char *key;
} Pair;

Pair *pair_new (gint64 from, gint64 until);
void pair_write (const Pair *self, const char *folder);
void pair_free (Pair *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pair, pair_free)

G_END_DECLS
