#pragma once

#include "nomo-mirror.h"
#include "nomo-salla-error.h"
#include "salla-world.h"

#define MIRROR_FIXTURE_BEGINNING 1790802000

typedef struct {
  gint64 id;
  gint64 updated;
  int total;
  gboolean broken;
} MirrorRow;

/* A shop whose orders are mirrored. */
typedef struct {
  SallaWorld world;
  GArray *rows;
  gint64 clock;
  guint requests; /* of pages */
  guint looked_up;
  guint runs;       /* each some seconds later */
  gboolean denied;  /* whatever the token says */
  gboolean endless; /* there seems to be another page always */
  NomoMirrorEffort effort;
  const char *currency; /* the shop's */
  const NomoMirrorKind *kind;
  guint blank_page;                 /* comes without its rows */
  const char *blank_data;           /* and with this in their place */
  guint busy_until;                 /* so many requests find little left of the limit */
  gint64 least_s;                   /* that the mirror said it takes */
  void (*after) (gpointer fixture); /* what happens in the shop after a page was read */
} MirrorFixture;

extern const NomoMirrorKind mirror_fixture_orders;

typedef void (*MirrorFixtureTest) (MirrorFixture *fixture, gconstpointer data);

void mirror_fixture_append_row (GString *body, const MirrorRow *row);
void mirror_fixture_reply (SoupServerMessage *message, guint status, const GString *body);
void mirror_fixture_set_date (SoupServerMessage *message, gint64 seconds);
void mirror_fixture_add_rows (MirrorFixture *fixture, guint n);
void mirror_fixture_add_quietly (MirrorFixture *fixture, gint64 id);
MirrorRow *mirror_fixture_get_row (MirrorFixture *fixture, guint index);
void mirror_fixture_change_row (MirrorFixture *fixture, guint index, int total);
void mirror_fixture_remove_row (MirrorFixture *fixture, guint index);
void mirror_fixture_set_up (MirrorFixture *fixture, gconstpointer data);
void mirror_fixture_tear_down (MirrorFixture *fixture, gconstpointer data);
void mirror_fixture_add (const char *path, MirrorFixtureTest test);
GHashTable *mirror_fixture_read_marks (SallaWorld *world);
gboolean mirror_fixture_is_denied (MirrorFixture *fixture);
NomoMirror *mirror_fixture_run (MirrorFixture *fixture, GError **error);
gint64 mirror_fixture_run_all (MirrorFixture *fixture);
void mirror_fixture_run_routine (MirrorFixture *fixture);
gint64 mirror_fixture_stored_total (MirrorFixture *fixture, gint64 id);
void mirror_fixture_expect_rows (SallaWorld *world, const GArray *rows);
void mirror_fixture_expect_equal (MirrorFixture *fixture);
void mirror_fixture_expect_error (MirrorFixture *fixture, NomoSallaError code);
void mirror_fixture_expect_repairs (SallaWorld *world, const char *expected);
void mirror_fixture_make_it_day (void);
