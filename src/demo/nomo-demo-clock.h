#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NomoDemoClock NomoDemoClock;

NomoDemoClock *nomo_demo_clock_new (gint64 shop_ms, double scale);
void nomo_demo_clock_free (NomoDemoClock *self);
double nomo_demo_clock_get_scale (const NomoDemoClock *self);
gint64 nomo_demo_clock_now (const NomoDemoClock *self);
void nomo_demo_clock_advance (NomoDemoClock *self, gint64 ms);
char *nomo_demo_clock_dup_spec (const NomoDemoClock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoClock, nomo_demo_clock_free)

G_END_DECLS
