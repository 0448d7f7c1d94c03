#include "config.h"

#include "nomo-code-deeds.h"

#include "nomo-dialogs.h"
#include "nomo-engine-error.h"
#include "nomo-format.h"
#include "nomo-refused-lines.h"
#include "nomo-shop-codes.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* What is to be done with a batch of codes. */
typedef struct {
  GWeakRef parent;
  NomoSession *session;
  NomoShop *shop;
  NomoCodeFile *given; /* NULL until it was read */
  char *path;
  char *code;
  char *who; /* nullable: to whom the code was to be given */
  GWeakRef maker;
  NomoCodesNotMade not_made; /* nullable */
  char *name;                /* of the batch that was to be made */
  gint64 batch;
  gboolean makes;
  gboolean on;
} Deed;

static void
deed_clear (gpointer data)
{
  Deed *deed = data;

  g_weak_ref_clear (&deed->parent);
  g_weak_ref_clear (&deed->maker);
  g_object_unref (deed->session);
  g_object_unref (deed->shop);
  g_clear_pointer (&deed->given, nomo_code_file_free);
  g_free (deed->path);
  g_free (deed->code);
  g_free (deed->who);
  g_free (deed->name);
}

static void
deed_unref (gpointer deed)
{
  g_rc_box_release_full (deed, deed_clear);
}

static Deed *
deed_new (GtkWindow *parent, NomoSession *session, gint64 batch)
{
  Deed *deed = g_rc_box_new0 (Deed);

  g_weak_ref_init (&deed->parent, parent);
  g_weak_ref_init (&deed->maker, NULL);
  deed->session = g_object_ref (session);
  deed->shop = g_object_ref (nomo_session_get_shop (session));
  deed->batch = batch;
  return deed;
}

static void
tell_error (Deed *deed, const GError *error)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&deed->parent);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    nomo_dialogs_tell (parent, error, TRUE);
}

static char *
word_done (const Deed *deed, guint n)
{
  g_autofree char *number = nomo_format_int (n);

  if (deed->makes)
    return g_strdup_printf (ngettext ("%s coupon is made and waits to be sent to Salla.",
                                      "%s coupons are made and wait to be sent to Salla.", n),
                            number);
  if (deed->on)
    return g_strdup_printf (
        ngettext ("%s code goes on as soon as Salla hears of it.", "%s codes go on as soon as Salla hears of it.", n),
        number);
  return g_strdup_printf (ngettext ("%s code is paused as soon as Salla hears of it.",
                                    "%s codes are paused as soon as Salla hears of it.", n),
                          number);
}

/* Of what was made in part the rest can be made later. */
static void
tell_not_done (Deed *deed, gboolean any, const GError *error)
{
  g_autoptr (GObject) maker = g_weak_ref_get (&deed->maker);

  if (!any && maker != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    deed->not_made (maker, deed->name);
  tell_error (deed, error);
}

/* What was made before somebody stopped it is there, and can be taken back like the whole. */
static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deed *deed = data;
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autofree char *undo = NULL;
  gint64 batch = nomo_code_batch_finish (NOMO_STORE (source), result, &n, &undo, &error);
  g_autofree char *sentence = word_done (deed, n);

  if (error != NULL && !(undo != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    tell_not_done (deed, undo != NULL, error);
  else if (undo != NULL)
    nomo_session_say (deed->session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (undo));
  else
    nomo_session_say (deed->session, sentence, C_ ("codes", "Open"), "app.open",
                      g_variant_new ("(sx)", "code-batch", batch));
  deed_unref (deed);
}

/**
 * nomo_code_deeds_make:
 * @session: whose shop
 * @request: the codes that are wanted
 * @not_made: called when none could be made, as long as @maker is there
 * @maker: who asks for them
 *
 * Makes them as a job, and tells when they are made.
 */
void
nomo_code_deeds_make (NomoSession *session, const NomoCodeRequest *request, NomoCodesNotMade not_made, GObject *maker)
{
  Deed *deed = deed_new (NULL, session, 0);

  deed->not_made = not_made;
  g_weak_ref_set (&deed->maker, maker);
  deed->name = g_strdup (request->name);
  deed->makes = TRUE;
  nomo_shop_make_codes_async (deed->shop, request, done_cb, deed);
}

/**
 * nomo_code_deeds_complete:
 * @session: whose shop
 * @batch: id of a batch of codes
 *
 * Makes the codes that it lacks.
 */
void
nomo_code_deeds_complete (NomoSession *session, gint64 batch)
{
  Deed *deed = deed_new (NULL, session, batch);

  deed->makes = TRUE;
  nomo_shop_complete_codes_async (deed->shop, batch, done_cb, deed);
}

/**
 * nomo_code_deeds_switch:
 * @session: whose shop
 * @batch: id of a batch of codes
 * @on: whether its codes are to work; else they are paused
 */
void
nomo_code_deeds_switch (NomoSession *session, gint64 batch, gboolean on)
{
  Deed *deed = deed_new (NULL, session, batch);

  deed->on = on;
  nomo_shop_switch_codes_async (deed->shop, batch, on, done_cb, deed);
}

static void ask_import (Deed *deed);
static void ask_whom (Deed *deed, GtkWindow *parent);

/* Asks again for what could not be kept. */
static void
tell_not_given (Deed *deed, const GError *error)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&deed->parent);

  if (deed->given != NULL)
    ask_import (deed);
  else if (deed->who != NULL && parent != NULL)
    ask_whom (deed, parent);
  tell_error (deed, error);
}

static void
given_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deed *deed = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *commit = nomo_shop_give_codes_finish (NOMO_SHOP (source), result, &error);
  guint n = deed->given != NULL ? nomo_code_file_get_count (deed->given) : 1;
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *sentence =
      g_strdup_printf (ngettext ("It is noted whose %s code is.", "It is noted whose %s codes are.", n), number);

  if (commit != NULL)
    nomo_session_say (deed->session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (commit));
  else
    tell_not_given (deed, error);
  deed_unref (deed);
}

static void
import_answered_cb (gpointer data, const char *answer)
{
  Deed *deed = data;

  if (g_str_equal (answer, "import"))
    nomo_shop_give_codes_async (deed->shop, deed->given, given_cb, g_rc_box_acquire (deed));
}

static char *
word_body (const NomoCodeFile *given)
{
  g_autoptr (GString) body = g_string_new (NULL);
  guint known = nomo_code_file_get_known (given);
  g_autofree char *number = nomo_format_int (known);

  if (nomo_code_file_get_count (given) > 0)
    g_string_append (body, _ ("It is kept on this device; Salla is not told. You can undo it."));
  if (known > 0) {
    g_string_append (body, body->len > 0 ? "\n\n" : "");
    g_string_append_printf (
        body, ngettext ("%s line says what is saved already.", "%s lines say what is saved already.", known), number);
  }
  nomo_refused_lines_append (body, nomo_code_file_get_refused (given));
  if (body->len == 0)
    g_string_append (body,
                     _ ("The file is empty. It needs two columns: the code, and a phone, an e-mail address or the "
                        "number of a customer."));
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static void
ask_import (Deed *deed)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&deed->parent);
  guint n = nomo_code_file_get_count (deed->given);
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *some = g_strdup_printf (ngettext ("Note whose %s code is?", "Note whose %s codes are?", n), number);
  g_autofree char *body = word_body (deed->given);

  nomo_dialogs_ask_import (parent, n > 0 ? some : _ ("Nothing to import"), body, n > 0, import_answered_cb,
                           g_rc_box_acquire (deed), deed_unref);
}

static void
import_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deed *deed = data;
  g_autoptr (GError) error = NULL;

  deed->given = nomo_shop_read_given_finish (NOMO_SHOP (source), result, &error);
  if (deed->given != NULL)
    ask_import (deed);
  else
    tell_error (deed, error);
  deed_unref (deed);
}

static void
tell_no_disk (Deed *deed)
{
  g_autoptr (GError) error = g_error_new_literal (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT,
                                                  _ ("that place is on no disk of this computer"));

  tell_error (deed, error);
}

static void
import_chosen_cb (gpointer data, const char *path, const char *option)
{
  Deed *deed = data;

  if (path != NULL)
    nomo_shop_read_given_async (deed->shop, deed->batch, path, import_read_cb, g_rc_box_acquire (deed));
  else
    tell_no_disk (deed);
}

/**
 * nomo_code_deeds_import:
 * @parent: a window
 * @session: whose shop
 * @batch: id of a batch of codes
 *
 * Asks for a file that says to whom the codes were given, says what it holds and what is wrong with it, and keeps it when told to.
 */
void
nomo_code_deeds_import (GtkWindow *parent, NomoSession *session, gint64 batch)
{
  nomo_dialogs_open_file (parent,
                          &(NomoFileQuestion) { _ ("Import who has which code"), NULL, _ ("Tables (CSV)"), "csv" },
                          import_chosen_cb, deed_new (parent, session, batch), deed_unref);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deed *deed = data;
  g_autoptr (GError) error = NULL;
  int n = nomo_shop_export_codes_finish (NOMO_SHOP (source), result, &error);
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *sentence =
      g_strdup_printf (ngettext ("%s code is in the file.", "%s codes are in the file.", (gulong) MAX (n, 0)), number);

  if (n >= 0)
    nomo_session_say (deed->session, sentence, _ ("Show the folder"), "app.show-file",
                      g_variant_new_string (deed->path));
  else
    tell_error (deed, error);
  deed_unref (deed);
}

static void
export_chosen_cb (gpointer data, const char *path, const char *option)
{
  Deed *deed = data;

  if (path == NULL) {
    tell_no_disk (deed);
    return;
  }
  deed->path = g_strdup (path);
  nomo_shop_export_codes_async (deed->shop, deed->batch, path, exported_cb, g_rc_box_acquire (deed));
}

/**
 * nomo_code_deeds_export:
 * @parent: a window
 * @session: whose shop
 * @batch: id of a batch of codes
 * @name: what it is called
 *
 * Asks for a file and writes the codes to it as CSV, with how they stand and whose they are.
 */
void
nomo_code_deeds_export (GtkWindow *parent, NomoSession *session, gint64 batch, const char *name)
{
  g_autofree char *safe = g_strdelimit (g_strdup (name), "/", '-');
  g_autofree char *file = g_strconcat (safe, ".csv", NULL);

  nomo_dialogs_ask_file (parent, &(NomoFileQuestion) { _ ("Export codes"), file, _ ("Tables (CSV)"), "csv" },
                         export_chosen_cb, deed_new (parent, session, batch), deed_unref);
}

static void
give_answered_cb (gpointer data, const char *who)
{
  Deed *deed = data;

  g_free (deed->who);
  deed->who = g_strdup (who);
  nomo_shop_give_code_async (deed->shop, deed->batch, deed->code, deed->who, given_cb, g_rc_box_acquire (deed));
}

static void
ask_whom (Deed *deed, GtkWindow *parent)
{
  g_autofree char *island = nomo_text_isolate (deed->code);
  /* Translators: %s is a code. */
  g_autofree char *heading = g_strdup_printf (_ ("To whom do you give %s?"), island);

  nomo_dialogs_ask_text (parent, heading,
                         _ ("It is kept on this device, so that you see when somebody else uses the code."),
                         _ ("Phone, e-mail address or number of the customer"), deed->who, C_ ("codes", "Give"),
                         give_answered_cb, g_rc_box_acquire (deed), deed_unref);
}

/**
 * nomo_code_deeds_give:
 * @parent: a window
 * @session: whose shop
 * @batch: id of a batch of codes
 * @code: one of its codes
 *
 * Asks to which customer it is given, and notes it.
 */
void
nomo_code_deeds_give (GtkWindow *parent, NomoSession *session, gint64 batch, const char *code)
{
  Deed *deed = deed_new (parent, session, batch);

  deed->code = g_strdup (code);
  ask_whom (deed, parent);
  deed_unref (deed);
}
