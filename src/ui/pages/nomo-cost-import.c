#include "config.h"

#include "nomo-cost-import.h"

#include "nomo-cost-file.h"
#include "nomo-dialogs.h"
#include "nomo-engine-error.h"
#include "nomo-format.h"
#include "nomo-refused-lines.h"

#include <glib/gi18n.h>

/* In which a toast can be read and its button be reached, in seconds. */
#define TOAST 10

typedef struct {
  GWeakRef parent;
  NomoShop *shop;
  NomoCostFile *file; /* NULL until it was read */
} Wish;

static void
wish_clear (gpointer data)
{
  Wish *wish = data;

  g_weak_ref_clear (&wish->parent);
  g_object_unref (wish->shop);
  g_clear_pointer (&wish->file, nomo_cost_file_free);
}

static void
wish_unref (gpointer wish)
{
  g_rc_box_release_full (wish, wish_clear);
}

static void
tell_error (Wish *wish, const GError *error)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&wish->parent);

  nomo_dialogs_tell (parent, error, TRUE);
}

/* The preferences lie on the window in which the program says such things. */
static void
say_kept (Wish *wish, const char *sentence, const char *commit)
{
  g_autoptr (AdwPreferencesWindow) parent = g_weak_ref_get (&wish->parent);
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *toast;

  if (parent == NULL) {
    g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "say-done",
                                    g_variant_new ("(ss)", sentence, commit));
    return;
  }
  toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, TOAST);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "app.undo");
  adw_toast_set_action_target_value (toast, g_variant_new_string (commit));
  adw_preferences_window_add_toast (parent, toast);
}

static void ask (Wish *wish);

/* What could not be kept is asked for again. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wish *wish = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *commit = nomo_cost_file_write_finish (result, &error);
  guint n = nomo_cost_file_get_count (wish->file);
  g_autofree char *count = nomo_format_int (n);
  g_autofree char *sentence =
      g_strdup_printf (ngettext ("The cost of %s product is saved.", "The costs of %s products are saved.", n), count);

  if (commit != NULL) {
    say_kept (wish, sentence, commit);
  } else {
    ask (wish);
    tell_error (wish, error);
  }
  wish_unref (wish);
}

static void
answered_cb (gpointer data, const char *answer)
{
  Wish *wish = data;

  if (g_str_equal (answer, "import"))
    nomo_cost_file_write_async (wish->shop, wish->file, written_cb, g_rc_box_acquire (wish));
}

static char *
word_body (const NomoCostFile *file)
{
  g_autoptr (GString) body = g_string_new (NULL);
  guint known = nomo_cost_file_get_known (file);
  g_autofree char *count = nomo_format_int (known);

  if (nomo_cost_file_get_count (file) > 0)
    g_string_append (body, _ ("They are kept on this device; Salla is not told. You can undo it."));
  if (known > 0) {
    g_string_append (body, body->len > 0 ? "\n\n" : "");
    /* Translators: lines of a file */
    g_string_append_printf (
        body, ngettext ("%s line says what is saved already.", "%s lines say what is saved already.", known), count);
  }
  nomo_refused_lines_append (body, nomo_cost_file_get_refused (file));
  if (body->len == 0)
    g_string_append (body, _ ("The file is empty. It needs two columns, SKU and cost."));
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static char *
word_heading (guint n)
{
  g_autofree char *count = nomo_format_int (n);

  if (n == 0)
    return g_strdup (_ ("No cost to import"));
  return g_strdup_printf (ngettext ("Import the cost of %s product?", "Import the costs of %s products?", n), count);
}

static void
ask (Wish *wish)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&wish->parent);
  guint n = nomo_cost_file_get_count (wish->file);
  g_autofree char *heading = word_heading (n);
  g_autofree char *body = word_body (wish->file);

  nomo_dialogs_ask_import (parent, heading, body, n > 0, answered_cb, g_rc_box_acquire (wish), wish_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wish *wish = data;
  g_autoptr (GError) error = NULL;

  wish->file = nomo_cost_file_read_finish (result, &error);
  if (wish->file != NULL)
    ask (wish);
  else
    tell_error (wish, error);
  wish_unref (wish);
}

static void
chosen_cb (gpointer data, const char *path, const char *option)
{
  Wish *wish = data;
  g_autoptr (GError) error = NULL;

  if (path != NULL) {
    nomo_cost_file_read_async (wish->shop, path, read_cb, g_rc_box_acquire (wish));
    return;
  }
  g_set_error_literal (&error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT,
                       _ ("that place is on no disk of this computer"));
  tell_error (wish, error);
}

/**
 * nomo_cost_import_ask:
 * @parent: the preferences
 * @shop: whose products
 *
 * Asks for a file with the costs of products, says what it holds and what is wrong with it, and keeps the costs when told to.
 */
void
nomo_cost_import_ask (AdwPreferencesWindow *parent, NomoShop *shop)
{
  Wish *wish = g_rc_box_new0 (Wish);

  g_weak_ref_init (&wish->parent, parent);
  wish->shop = g_object_ref (shop);
  nomo_dialogs_open_file (GTK_WINDOW (parent),
                          &(NomoFileQuestion) { _ ("Import costs"), NULL, _ ("Tables (CSV)"), "csv" }, chosen_cb, wish,
                          wish_unref);
}
