#pragma once

#include <glib.h>

/* Deliveries as Salla sends them, for those benches that deliver to a server. */

#define BENCH_SECRET   "a shared secret"
#define BENCH_MERCHANT 1180227410

/* The bytes of a request. */
typedef struct {
  char *text;
  gsize size;
} BenchRequest;

char *bench_order_body (guint number);
BenchRequest bench_request_new (const char *body, const char *secret);
