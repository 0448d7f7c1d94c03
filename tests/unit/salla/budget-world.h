#pragma once

#include "nomo-budget.h"

G_BEGIN_DECLS

/* A limit as a server keeps it: a leaking bucket, or a window that starts anew. */
typedef struct {
  gint64 limit;
  gint64 per_1000s;
  gint64 window_ms; /* 0: it leaks */
  gint64 level;     /* thousandths of a request */
  gint64 at_ms;
} WorldLimit;

/* Salla, the way to it, and another app of the store, in a time that only the test moves. */
typedef struct {
  NomoBudget *budget;
  GRand *random;
  gint64 now_ms;
  gint64 salla_ms; /* Salla's clock minus now_ms */
  WorldLimit store;
  WorldLimit customers; /* none while its limit is 0 */
  gint64 latency_ms;    /* of a whole request; each takes up to twice as long */
  gint64 eater_ms;      /* another app takes one request as often; 0 for none */
  gint64 eaten_ms;
  gboolean no_date;
  gboolean no_headers;
  gboolean no_reset;
  guint depth; /* calls that each work keeps waiting */
  GPtrArray *works;
  GPtrArray *flights;
  guint refused;
  gint64 least_left;       /* that an answer told */
  guint defied;            /* sent although an answer that had come said that nothing is left */
  gint64 zero_until_ms[2]; /* by limit */
} World;

typedef struct {
  const char *path;
  NomoUrgency urgency;
  guint answered;
  guint waiting;
} WorldWork;

World *world_new (gint64 limit, gint64 per_1000s, guint32 seed);
void world_free (World *self);
WorldWork *world_add_work (World *self, NomoUrgency urgency, const char *path);
void world_run (World *self, gint64 ms);
NomoHttpAnswer *world_answer_new (int status, gint64 date_ms, const char *lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

G_END_DECLS
