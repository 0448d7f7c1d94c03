#pragma once

#include "keeper.h"
#include "nomo-salla-client.h"

G_BEGIN_DECLS

/* A demo store of its own process, and a client that has signed in to it. */
typedef struct {
  GSubprocess *process;
  NomoHttp *http;
  NomoSallaEndpoints *endpoints;
  KeeperFixture keeper;
  NomoSallaClient *client;
  char *client_id;
  char *client_secret;
  char *control_url;
  char *access;
} BenchShop;

#define BENCH_HOUR_MS (3600 * 1000LL)

typedef struct {
  guint made;    /* that were answered, within the span that is looked at */
  guint refused; /* for coming too fast, ever */
} BenchTally;

void bench_wait_for (GAsyncResult **result);
void bench_keep_result (GObject *source, GAsyncResult *result, gpointer data);
BenchShop *bench_shop_new (const char *plan, const char *scale, const char *orders);
NomoHttpAnswer *bench_shop_get (BenchShop *self, const char *path);
void bench_shop_delay (BenchShop *self, guint ms);
BenchTally bench_shop_tally (BenchShop *self, const char *path, gint64 span_ms);
void bench_shop_free (BenchShop *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchShop, bench_shop_free)

G_END_DECLS
