#pragma once

#include "nomo-exit.h"
#include "nomo-job.h"
#include "nomo-shop.h"
#include "nomo-store.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoCli:
 * @data_dir: the data directory
 * @merchant: (nullable): which store, when there are several
 * @json: whether to write JSON
 *
 * What every verb knows.
 */
typedef struct {
  char *data_dir;
  char *merchant;
  gboolean json;
} NomoCli;

gboolean nomo_cli_parse (NomoCli *self, const char *verb, const char *summary, const GOptionEntry *entries, int *argc,
                         char ***argv);
int nomo_cli_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);
int nomo_cli_fail (NomoCli *self, const GError *error);
char *nomo_cli_dup_merchant (NomoCli *self, GError **error);
NomoStore *nomo_cli_open_store (NomoCli *self, GError **error);
NomoShop *nomo_cli_open_shop (NomoCli *self, GError **error);
gboolean nomo_cli_keep_sign_in (NomoShop *shop, GError **error);
void nomo_cli_print_json (JsonObject *object);
void nomo_cli_keep_result (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *nomo_cli_wait (GAsyncResult **result);
void nomo_cli_progress_cb (NomoJob *job, GParamSpec *pspec, NomoCli *self);
void nomo_cli_end_progress (NomoCli *self);
GAsyncResult *nomo_cli_wait_for_job (NomoCli *self, NomoJob *job, GAsyncResult **result);
gboolean nomo_cli_read_separator (const char *text, char *separator);

int nomo_cli_connect (NomoCli *self, int argc, char **argv);
int nomo_cli_sync (NomoCli *self, int argc, char **argv);
int nomo_cli_status (NomoCli *self, int argc, char **argv);
int nomo_cli_list (NomoCli *self, int argc, char **argv);
int nomo_cli_export (NomoCli *self, int argc, char **argv);
int nomo_cli_import (NomoCli *self, int argc, char **argv);
int nomo_cli_show (NomoCli *self, int argc, char **argv);
int nomo_cli_history (NomoCli *self, int argc, char **argv);
int nomo_cli_repairs (NomoCli *self, int argc, char **argv);
int nomo_cli_undo (NomoCli *self, int argc, char **argv);
int nomo_cli_erase (NomoCli *self, int argc, char **argv);
int nomo_cli_search (NomoCli *self, int argc, char **argv);
int nomo_cli_coupons (NomoCli *self, int argc, char **argv);
int nomo_cli_outbox (NomoCli *self, int argc, char **argv);
int nomo_cli_check (NomoCli *self, int argc, char **argv);
int nomo_cli_prove (NomoCli *cli, const char *backup, const char *output);
int nomo_cli_backup (NomoCli *self, int argc, char **argv);
int nomo_cli_verify (NomoCli *self, int argc, char **argv);
int nomo_cli_drill (NomoCli *self, int argc, char **argv);
int nomo_cli_restore (NomoCli *self, int argc, char **argv);
int nomo_cli_report (NomoCli *self, int argc, char **argv);

G_END_DECLS
