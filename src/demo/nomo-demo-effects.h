#pragma once

#include "nomo-demo-json.h"

G_BEGIN_DECLS

/* What a write did to the shop; everything is copied. */
typedef struct {
  gint64 time;       /* the store's clock, UTC milliseconds */
  const char *what;  /* as "coupon.created" */
  gint64 id;         /* of the coupon or the order */
  const char *value; /* the code of a coupon, the slug of a status, the name of a tag, what was said */
  const char *note;  /* nullable: what was written beside a status */
  guint chain;       /* the token chain that it came by, 0 for the dashboard */
} NomoDemoEffect;

/* Every effect that a write had, in order. None is ever forgotten. */
typedef struct _NomoDemoEffects NomoDemoEffects;

NomoDemoEffects *nomo_demo_effects_new (void);
void nomo_demo_effects_free (NomoDemoEffects *self);
guint nomo_demo_effects_add (NomoDemoEffects *self, const NomoDemoEffect *effect);
void nomo_demo_effects_settle (NomoDemoEffects *self, guint number, gboolean delivered, const char *fault);
void nomo_demo_effects_write (const NomoDemoEffects *self, NomoDemoJson *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoEffects, nomo_demo_effects_free)

G_END_DECLS
