#pragma once

#include "nomo-demo-hook-data.h"

G_BEGIN_DECLS

/* An event of Salla's list. */
typedef struct {
  const char *name;
  const char *label;       /* as Salla's list calls it */
  NomoDemoEntity entity;   /* what it tells of; NOMO_DEMO_N_ENTITIES for nothing that this store has */
  NomoDemoHookWrite write; /* NULL where nothing in this store brings it about */
} NomoDemoHookEvent;

guint nomo_demo_hook_events_get_n (void);
const NomoDemoHookEvent *nomo_demo_hook_event_get (guint event);
const NomoDemoHookEvent *nomo_demo_hook_event_find (const char *name);
GBytes *nomo_demo_hook_event_encode (NomoDemoStore *demo, const NomoDemoHookEvent *event,
                                     const NomoDemoHookSubject *subject, gint64 moment, guint number);

G_END_DECLS
