#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An order that changes at a moment. */
typedef struct {
  gint64 moment; /* UTC milliseconds */
  guint32 order;
} NomoDemoDue;

typedef struct _NomoDemoDues NomoDemoDues;

NomoDemoDues *nomo_demo_dues_new (void);
void nomo_demo_dues_free (NomoDemoDues *self);
void nomo_demo_dues_push (NomoDemoDues *self, gint64 moment, guint32 order);
gint64 nomo_demo_dues_peek (const NomoDemoDues *self);
NomoDemoDue nomo_demo_dues_pop (NomoDemoDues *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoDues, nomo_demo_dues_free)

G_END_DECLS
