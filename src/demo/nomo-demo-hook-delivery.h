#pragma once

#include "nomo-demo-hook-post.h"

G_BEGIN_DECLS

typedef enum {
  NOMO_DEMO_HOOK_WAITING,
  NOMO_DEMO_HOOK_UNDERWAY,
  NOMO_DEMO_HOOK_DELIVERED,
  NOMO_DEMO_HOOK_LOST,
  NOMO_DEMO_HOOK_WITHDRAWN,
} NomoDemoHookOutcome;

/* One event on its way to one receiver. */
typedef struct {
  guint number; /* 1 for the first */
  char *event;
  gint64 record;
  NomoDemoHookTarget *target;
  GBytes *body; /* NULL once its outcome is known, and for a probe */
  char *seal;   /* nullable: what was signed before, and not by now */
  char *sha256; /* NULL for a probe */
  gsize size;
  gint64 made;
  gint64 due;
  guint mishaps; /* a set of NomoDemoHookMishap */
  GArray *tries; /* NomoDemoHookTry */
  NomoDemoHookOutcome outcome;
} NomoDemoHookDelivery;

NomoDemoHookDelivery *nomo_demo_hook_delivery_new (guint number, NomoDemoHookTarget *target,
                                                   const NomoDemoHookParcel *parcel);
void nomo_demo_hook_delivery_free (NomoDemoHookDelivery *self);
NomoHttpRequest *nomo_demo_hook_delivery_make_request (const NomoDemoHookDelivery *self);
void nomo_demo_hook_delivery_end_try (NomoDemoHookDelivery *self, gint64 began, guint status, const char *problem);
void nomo_demo_hook_delivery_settle (NomoDemoHookDelivery *self, NomoDemoHookOutcome outcome);
gboolean nomo_demo_hook_delivery_is_probe (const NomoDemoHookDelivery *self);
gboolean nomo_demo_hook_delivery_is_settled (const NomoDemoHookDelivery *self);
void nomo_demo_hook_delivery_write (const NomoDemoHookDelivery *self, NomoDemoJson *json);

G_END_DECLS
