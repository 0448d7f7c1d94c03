#include "config.h"

#include "nomo-record-actions.h"

#include <glib/gi18n.h>

/**
 * nomo_record_actions_fill:
 * @kind: what is listed
 * @bar: an empty bar
 *
 * Puts a button for each action on a bar, and one that exports.
 */
void
nomo_record_actions_fill (const NomoRecordPageKind *kind, NomoSelectionBar *bar)
{
  for (guint i = 0; i < kind->n_actions; i++) {
    g_autofree char *name = g_strdup_printf ("records.do::%s", kind->actions[i].name);

    nomo_selection_bar_add (bar, name, _ (kind->actions[i].label), kind->actions[i].icon);
  }
  nomo_selection_bar_add (bar, "records.export", _ ("Export"), "nomo-export-symbolic");
}

static void
add_key (GtkEventController *keys, const NomoBulkAction *action)
{
  GtkShortcut *shortcut =
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (action->key), gtk_named_action_new ("records.do"));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_string (action->name));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/**
 * nomo_record_actions_create_keys:
 * @kind: what is listed
 *
 * Returns: (transfer full): does the actions that have a key
 */
GtkEventController *
nomo_record_actions_create_keys (const NomoRecordPageKind *kind)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (guint i = 0; i < kind->n_actions; i++)
    if (kind->actions[i].key != NULL)
      add_key (keys, &kind->actions[i]);
  return keys;
}

/**
 * nomo_record_actions_tell:
 * @kind: what is listed
 * @bar: the bar with the actions
 * @selection: what is picked
 * @listed: how many are listed, −1 while nobody knows
 *
 * Shows the bar when something is picked, with how much that is, and offers all of it unless that is picked.
 */
void
nomo_record_actions_tell (const NomoRecordPageKind *kind, NomoSelectionBar *bar, NomoIdSelection *selection,
                          gint64 listed)
{
  gboolean picked = nomo_id_selection_is_picked (selection);
  gboolean offers = picked && listed >= 0 && !nomo_id_selection_is_all (selection);
  g_autofree char *selected =
      picked ? nomo_count_words_dup_selected (kind->words, nomo_id_selection_get_count (selection)) : NULL;
  g_autofree char *words = offers ? nomo_count_words_dup_counted (kind->words, listed) : NULL;
  /* Translators: selects all records that a filter lets through; %s is how many, like "1,204 orders" */
  g_autofree char *all = offers ? g_strdup_printf (_ ("Select all: %s"), words) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (bar), picked);
  if (picked)
    nomo_selection_bar_show (bar, selected, all);
}

/**
 * nomo_record_actions_choose:
 * @selection: what is picked
 * @list: what is listed
 * @count: (out): how many records that are
 *
 * Returns: (transfer full): what was picked, else everything that is listed
 */
NomoQuery *
nomo_record_actions_choose (NomoIdSelection *selection, NomoRecordList *list, gint64 *count)
{
  if (nomo_id_selection_is_picked (selection)) {
    *count = nomo_id_selection_get_count (selection);
    return nomo_id_selection_create_query (selection);
  }
  *count = g_list_model_get_n_items (G_LIST_MODEL (list));
  return nomo_query_copy (nomo_record_list_get_query (list));
}

/**
 * nomo_record_actions_run:
 * @kind: what is listed
 * @name: which action
 * @session: what the pages share
 * @window: where it asks
 * @query: the records
 * @count: how many those are; of none nothing is done
 */
void
nomo_record_actions_run (const NomoRecordPageKind *kind, const char *name, NomoSession *session, GtkWindow *window,
                         const NomoQuery *query, gint64 count)
{
  for (guint i = 0; count > 0 && i < kind->n_actions; i++)
    if (g_str_equal (kind->actions[i].name, name))
      kind->actions[i].run (window, session, query, count);
}
