#pragma once

#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-store.h"

typedef struct {
  char *directory;
  char *path;
  const NomoEntity *const *entities;
  NomoStore *store;
} Fixture;

#define FIXTURE_DAY (G_GINT64_CONSTANT (24) * 3600 * 1000)
/* 2026-10-01 in Riyadh */
#define FIXTURE_EPOCH G_GINT64_CONSTANT (1790802000000)

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_set_up_entities (Fixture *fixture, gconstpointer entities);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
void fixture_reopen (Fixture *fixture);
void fixture_remove (const char *directory);
NomoRecord *fixture_order (gint64 id, gint64 date, gint64 total, const char *status, gint64 as_of);
NomoRecord *fixture_customer (gint64 id, const char *name, const char *phone, const char *city, gint64 at);
NomoCommitResult fixture_put (Fixture *fixture, NomoRecord *record);
gint64 fixture_make (Fixture *fixture, NomoRecordBuilder *builder);
NomoCommitResult fixture_change (Fixture *fixture, NomoRecordBuilder *builder);
NomoCommitResult fixture_undo (Fixture *fixture, const char *commit_id);
NomoRecord *fixture_get (Fixture *fixture, const NomoEntity *entity, gint64 id);
void fixture_refuse (Fixture *fixture, NomoCommit *commit, NomoStoreError code);
NomoCommitResult fixture_commit (Fixture *fixture, NomoCommit *commit);
gboolean fixture_is_sound (NomoStore *store);
void fixture_wait (gboolean (*is_there) (gpointer data), gpointer data);
