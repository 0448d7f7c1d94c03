#include "config.h"

#include "nomo-drafts-page.h"

#include "nomo-bulk-edit.h"
#include "nomo-cells.h"
#include "nomo-dialogs.h"
#include "nomo-draft-pane.h"
#include "nomo-draft.h"
#include "nomo-format.h"
#include "nomo-promotion-tabs.h"
#include "nomo-record-page.h"

#include <glib/gi18n.h>

static const NomoFilterField fields[] = { { DRAFT_SAVED_AT } };

/* Nothing else than coupons has drafts. */
static const NomoFilterKind filter = { nomo_draft_entity, NULL, 0, 0, NULL, fields, G_N_ELEMENTS (fields) };

static void
show_title (GtkWidget *cell, NomoRecord *draft, const NomoColumn *column, gpointer shop)
{
  g_autofree char *title = nomo_draft_pane_word_title (draft);

  gtk_label_set_text (GTK_LABEL (cell), title);
}

static const NomoColumn columns[] = {
  { N_ ("Draft"), DRAFT_TITLE, FALSE, TRUE, 0, nomo_cell_create_text, show_title },
  { N_ ("Saved"), DRAFT_SAVED_AT, TRUE, FALSE, 0, nomo_cell_create_date, nomo_cell_show_date },
};

static void
show_row (GtkWidget *row, NomoRecord *draft, const NomoColumn *column, gpointer shop)
{
  g_autofree char *title = nomo_draft_pane_word_title (draft);
  g_autofree char *when = nomo_cell_dup_when (draft, DRAFT_SAVED_AT, shop);

  nomo_cell_row_set (row, title, when);
}

static const NomoColumn row = { NULL, -1, FALSE, TRUE, 0, nomo_cell_create_row, show_row };

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) {
    ngettext ("%s draft", "%s drafts", n),
    ngettext ("%s draft selected", "%s drafts selected", n),
    ngettext ("%s new draft", "%s new drafts", n),
  };
}

typedef struct {
  GWeakRef window;
  NomoSession *session;
} Deleting;

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deleting *deleting = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&deleting->window);
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autofree char *commit = nomo_bulk_edit_finish (result, &n, &error);
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *sentence = g_strdup_printf (ngettext ("%s draft is deleted.", "%s drafts are deleted.", n), number);

  if (commit == NULL)
    nomo_dialogs_tell (window, error, TRUE);
  else if (n > 0)
    nomo_session_say (deleting->session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (commit));
  g_weak_ref_clear (&deleting->window);
  g_object_unref (deleting->session);
  g_free (deleting);
}

static void delete (GtkWindow *window, NomoSession *session, const NomoQuery *drafts, gint64 count)
{
  Deleting *deleting = g_new0 (Deleting, 1);

  g_weak_ref_init (&deleting->window, window);
  deleting->session = g_object_ref (session);
  nomo_bulk_edit_async (nomo_session_get_shop (session), drafts, NULL, NULL, NULL, deleted_cb, deleting);
}

static const NomoBulkAction actions[] = {
  { "delete", N_ ("Delete"), "user-trash-symbolic", delete, "Delete" },
};

static GtkWidget *
create_head (NomoSession *session)
{
  return nomo_promotion_tabs_new (session, "drafts");
}

static const NomoRecordPageKind kind = {
  .place = "drafts",
  .filter = &filter,
  .title = N_ ("Drafts"),
  .icon = "nomo-note-symbolic",
  .none = N_ ("No drafts"),
  .none_hint = N_ ("A coupon that is begun and not published waits here."),
  .no_match = N_ ("No draft matches"),
  .unread = N_ ("The drafts could not be read"),
  .words = get_words,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row = &row,
  .sort = DRAFT_SAVED_AT,
  .descending = TRUE,
  .sum = -1,
  .actions = actions,
  .n_actions = G_N_ELEMENTS (actions),
  .new_label = N_ ("New coupon"),
  .new_action = "app.new-coupon",
  .create_pane = nomo_draft_pane_new,
  .create_head = create_head,
};

/**
 * nomo_drafts_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the list of coupons that are begun and not published
 */
NomoPage *
nomo_drafts_page_new (NomoSession *session)
{
  return nomo_record_page_new (&kind, session);
}
