#pragma once

#include "nomo-demo-hook-target.h"

G_BEGIN_DECLS

/* What is to be delivered; everything is copied or referenced. */
typedef struct {
  const char *event;
  gint64 record;    /* its id, 0 for none */
  GBytes *body;     /* NULL for a GET that only looks whether somebody is there */
  const char *seal; /* nullable: the signature or token, whatever the secret is by now */
  gint64 made;      /* the store's clock, UTC milliseconds */
  gint64 due;
  guint mishaps; /* a set of NomoDemoHookMishap */
} NomoDemoHookParcel;

/* The deliveries: what is on its way, what is tried again, and what became of the others. Nothing in here ever waits. */
typedef struct _NomoDemoHookPost NomoDemoHookPost;

NomoDemoHookPost *nomo_demo_hook_post_new (NomoDemoClock *clock, guint64 seed);
void nomo_demo_hook_post_free (NomoDemoHookPost *self);
void nomo_demo_hook_post_add (NomoDemoHookPost *self, NomoDemoHookTarget *target, const NomoDemoHookParcel *parcel);
void nomo_demo_hook_post_replay (NomoDemoHookPost *self, NomoDemoHookTarget *target, const NomoDemoHookParcel *parcel);
void nomo_demo_hook_post_beat (NomoDemoHookPost *self);
gboolean nomo_demo_hook_post_is_idle (const NomoDemoHookPost *self);
void nomo_demo_hook_post_write (const NomoDemoHookPost *self, guint after, const char *event, NomoDemoJson *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoHookPost, nomo_demo_hook_post_free)

G_END_DECLS
