#pragma once

#include <adwaita.h>

#include "nomo-session.h"
#include "nomo-shop.h"
#include "nomo-store.h"

/* Sunday 22 November 2026, 10:42 in Riyadh. */
#define OVERVIEW_NOW     G_GINT64_CONSTANT (1795333320000)
#define OVERVIEW_DAY     (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define OVERVIEW_PRODUCT 900
#define OVERVIEW_PRICE   10050

/* Overview in a window, and its shop, at whose address nobody answers. */
typedef struct {
  char *directory;
  NomoKeyring *keyring;
  NomoShop *shop;
  NomoSession *session;
  GtkWidget *window;
  GtkWidget *page;
  gint64 next_id;
} OverviewFixture;

/* What was asked for last. */
extern gint64 overview_fixture_opened_order;
extern gint64 overview_fixture_opened_coupon;
extern char *overview_fixture_listed;

void overview_fixture_keep_result (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *overview_fixture_wait (GAsyncResult **result);
NomoRecord *overview_fixture_make_order (gint64 id, gint64 date, gint64 total, const char *status);
void overview_fixture_put (NomoCommit *commit, NomoRecord *record);
GtkWidget *overview_fixture_find_nth (GtkWidget *widget, GType type, guint *n);
GtkWidget *overview_fixture_find (OverviewFixture *fixture, GType type, guint n);
gboolean overview_fixture_has_label (GtkWidget *widget, const char *label);
gboolean overview_fixture_figure_is (OverviewFixture *fixture, guint tile, const char *spoken);
G_NORETURN gboolean overview_fixture_late (gpointer data);
void overview_fixture_wait_for_figure (OverviewFixture *fixture, guint tile, const char *spoken);
void overview_fixture_take_picture (OverviewFixture *fixture, const char *name);
gboolean overview_fixture_any_text (GtkWidget *widget, const char *text);
void overview_fixture_reopen_window (OverviewFixture *fixture);
void overview_fixture_speak_arabic (OverviewFixture *fixture);
GtkWidget *overview_fixture_find_button (GtkWidget *widget, const char *name);
void overview_fixture_init (int *argc, char ***argv);
void overview_fixture_add (const char *path, gboolean filled,
                           void (*test) (OverviewFixture *fixture, gconstpointer data));
