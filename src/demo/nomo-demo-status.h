#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  NOMO_DEMO_PAYMENT_PENDING,
  NOMO_DEMO_UNDER_REVIEW,
  NOMO_DEMO_IN_PROGRESS,
  NOMO_DEMO_ARRANGING,
  NOMO_DEMO_SHIPPED,
  NOMO_DEMO_DELIVERING,
  NOMO_DEMO_DELIVERED,
  NOMO_DEMO_COMPLETED,
  NOMO_DEMO_CANCELED,
  NOMO_DEMO_RESTORING,
  NOMO_DEMO_RESTORED,
  NOMO_DEMO_REFUNDED,
  NOMO_DEMO_N_STATUSES,
} NomoDemoStatus;

typedef struct {
  gint64 id;
  const char *slug;
  const char *name;
  const char *message;
  const char *icon;
  NomoDemoStatus parent; /* itself when the status is Salla's own */
} NomoDemoStatusInfo;

const NomoDemoStatusInfo *nomo_demo_status_get (NomoDemoStatus status);

/* Where an order stands from a moment on. */
typedef struct {
  gint64 moment;
  NomoDemoStatus status;
  const char *note; /* NULL for what the status says by itself */
  gboolean remark;  /* only said, by a hand: the status is the one before */
} NomoDemoStep;

/* What the life of an order takes at most, and what a hand can add to it. */
#define NOMO_DEMO_MAX_STEPS      (8 + NOMO_DEMO_MAX_HAND_STEPS)
#define NOMO_DEMO_MAX_HAND_STEPS 32

guint nomo_demo_status_plan (guint64 seed, gint64 created, const char *payment_method, gboolean near,
                             NomoDemoStep *steps);

G_END_DECLS
