#pragma once

#include "nomo-http.h"

/* A server in a thread of its own. It counts what arrives, by path. */
typedef struct {
  NomoHttp *http;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  GMainContext *context;
  GMainLoop *loop;
  char *base;
  GPtrArray *held;
  int hits;
  int answered; /* whole */
  int lost;
  gint64 written;
} HttpFixture;

void http_fixture_set_up (HttpFixture *fixture, gconstpointer data);
void http_fixture_tear_down (HttpFixture *fixture, gconstpointer data);
void http_fixture_handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
                          gpointer data);
