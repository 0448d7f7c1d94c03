#include "config.h"

#include "nomo-proof-window.h"

#include "nomo-backup-schedule.h"
#include "nomo-banner.h"
#include "nomo-calendar.h"
#include "nomo-dialogs.h"
#include "nomo-engine-error.h"
#include "nomo-format.h"
#include "nomo-proof-pdf.h"
#include "nomo-proof-run.h"
#include "nomo-property-row.h"
#include "nomo-secret.h"
#include "nomo-status-pill.h"
#include "nomo-sync-state.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

#define RLM "\342\200\217"
#define LRM "\342\200\216"

#define WIDTH  640
#define HEIGHT 720

struct _NomoProofWindow {
  AdwWindow parent_instance;

  GtkWidget *save;
  NomoBanner *banner;
  GtkStack *stages;
  GtkProgressBar *bar;
  GtkLabel *progress;
  GtkWidget *cancel;
  AdwActionRow *verdict;
  NomoPropertyRow *store;
  NomoPropertyRow *at;
  NomoPropertyRow *as_of;
  NomoPropertyRow *version;
  AdwPreferencesGroup *items;
  AdwPreferencesGroup *lists;

  NomoSession *session;
  NomoShop *shop;
  NomoJob *job;
  NomoProof *proof; /* NULL until all was checked */
  GPtrArray *rows;  /* GtkWidget: what shows it, in the groups */
  GtkWidget *mark;  /* of the verdict; NULL without one */
};

G_DEFINE_FINAL_TYPE (NomoProofWindow, nomo_proof_window, ADW_TYPE_WINDOW)

static const struct {
  const char *icon;
  NomoTone tone;
} looks[NOMO_N_PROOF_STATES] = {
  [NOMO_PROOF_SOUND] = { "nomo-ok-symbolic", NOMO_TONE_OK },
  [NOMO_PROOF_WRONG] = { "nomo-fail-symbolic", NOMO_TONE_ERR },
  [NOMO_PROOF_UNCHECKED] = { "nomo-warn-symbolic", NOMO_TONE_WARN },
  [NOMO_PROOF_UNNEEDED] = { "nomo-end-symbolic", NOMO_TONE_MUTE },
};

static GtkWidget *
create_mark (NomoProofState state)
{
  GtkWidget *mark = gtk_image_new_from_icon_name (looks[state].icon);

  nomo_style_set_tone (mark, looks[state].tone);
  gtk_accessible_update_state (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return mark;
}

static void
set_up_row (AdwActionRow *row, const char *title, const char *subtitle)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
}

static char *
dup_all (const NomoProofItem *item)
{
  g_autofree char *more = nomo_proof_dup_more (item);
  GString *text = g_string_new (item->sentence);

  for (guint i = 0; i < item->details->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) item->details->pdata[i]);
  if (more != NULL)
    g_string_append_printf (text, "\n%s", more);
  return g_string_free (text, FALSE);
}

static GtkWidget *
create_backup_button (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Choose…"));

  gtk_widget_add_css_class (button, "n-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "proof.backup");
  /* The label of the button would be told instead. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose a backup"), -1);
  return button;
}

static void
keep_row (NomoProofWindow *self, AdwPreferencesGroup *group, AdwActionRow *row)
{
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
add_item (NomoProofWindow *self, NomoProofKind kind)
{
  const NomoProofItem *item = &self->proof->items[kind];
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  const char *word = nomo_proof_get_word (item->state);
  GtkWidget *pill = nomo_status_pill_new (looks[item->state].tone, looks[item->state].icon, word);
  g_autofree char *text = dup_all (item);
  /* Translators: what a screen reader says of something that was checked: 1 is how it stands, 2 what was found */
  g_autofree char *spoken = g_strdup_printf (C_ ("proof", "%1$s. %2$s"), word, text);

  set_up_row (row, nomo_proof_get_title (kind), text);
  /* What libadwaita says below the title would be told instead, without the state. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  nomo_status_pill_keep_whole (NOMO_STATUS_PILL (pill));
  adw_action_row_add_suffix (row, pill);
  if (kind == NOMO_PROOF_BACKUP)
    adw_action_row_add_suffix (row, create_backup_button ());
  keep_row (self, self->items, row);
}

/* Worst first. */
static void
add_items (NomoProofWindow *self)
{
  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++)
    if (self->proof->items[i].state == NOMO_PROOF_WRONG)
      add_item (self, (NomoProofKind) i);
  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++)
    if (self->proof->items[i].state != NOMO_PROOF_WRONG)
      add_item (self, (NomoProofKind) i);
}

static char *
dup_count (gint64 count)
{
  return count >= 0 ? nomo_format_int (count) : g_strdup ("–");
}

static char *
dup_counts (const NomoProof *proof, const NomoProofList *list)
{
  g_autofree char *here = dup_count (list->here);
  g_autofree char *salla = dup_count (list->salla);
  g_autofree char *counted = nomo_format_moment (list->counted, proof->zone);

  if (list->salla < 0)
    /* Translators: %s is a number. */
    return g_strdup_printf (_ ("Here: %s. Salla has not been asked how many it has."), here);
  /* Translators: 1 and 2 are numbers, 3 a moment. */
  return g_strdup_printf (_ ("Here: %1$s. Salla’s count: %2$s, on %3$s."), here, salla, counted);
}

static void
add_list (NomoProofWindow *self, const NomoProofList *list)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *text = dup_counts (self->proof, list);

  set_up_row (row, _ (list->kind->label), text);
  keep_row (self, self->lists, row);
}

static void
show_verdict (NomoProofWindow *self)
{
  gboolean whole = nomo_proof_count (self->proof, NOMO_PROOF_UNCHECKED) == 0;
  NomoProofState state = !nomo_proof_is_sound (self->proof) ? NOMO_PROOF_WRONG
                         : whole                            ? NOMO_PROOF_SOUND
                                                            : NOMO_PROOF_UNCHECKED;
  g_autofree char *words = nomo_proof_dup_verdict (self->proof);

  set_up_row (self->verdict, words, "");
  self->mark = create_mark (state);
  adw_action_row_add_prefix (self->verdict, self->mark);
  nomo_style_set_tone (GTK_WIDGET (self->verdict), looks[state].tone);
}

static void
show_facts (NomoProofWindow *self)
{
  const NomoProof *proof = self->proof;
  g_autofree char *store = nomo_proof_dup_store (proof);
  /* A label takes its direction from its first letter, and the name may be in another script than the rest. */
  g_autofree char *lead = g_strconcat (nomo_style_is_rtl (GTK_WIDGET (self)) ? RLM : LRM, store, NULL);
  g_autofree char *at = nomo_format_moment (proof->at, proof->zone);
  g_autofree char *as_of = nomo_proof_dup_as_of (proof);
  g_autofree char *version = nomo_proof_dup_version (proof);

  nomo_property_row_show (self->store, lead, NULL);
  nomo_property_row_show (self->at, at, NULL);
  nomo_property_row_show (self->as_of, as_of, NULL);
  nomo_property_row_show (self->version, version, NULL);
}

static void
forget_proof (NomoProofWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *group = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP);

    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), self->rows->pdata[i]);
  }
  g_ptr_array_set_size (self->rows, 0);
  if (self->mark != NULL)
    adw_action_row_remove (self->verdict, g_steal_pointer (&self->mark));
  g_clear_pointer (&self->proof, nomo_proof_unref);
}

static void
show_proof (NomoProofWindow *self)
{
  show_verdict (self);
  show_facts (self);
  add_items (self);
  for (guint i = 0; i < self->proof->lists->len; i++)
    add_list (self, self->proof->lists->pdata[i]);
}

static void
show_found (NomoProofWindow *self)
{
  gtk_stack_set_visible_child_name (self->stages, "found");
  gtk_widget_set_visible (self->save, TRUE);
  gtk_widget_grab_focus (self->save);
}

static gboolean
is_open (NomoProofWindow *self)
{
  return self->stages != NULL;
}

/* Whoever cancels the first one has nothing to look at. */
static void
proved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoProofWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoProof) proof = nomo_proof_run_finish (NOMO_SHOP (source), result, &error);

  if (!is_open (self))
    return;
  if (proof != NULL) {
    forget_proof (self);
    self->proof = g_steal_pointer (&proof);
    show_proof (self);
  }
  if (self->proof != NULL)
    show_found (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
advanced_cb (NomoProofWindow *self)
{
  gint64 total = nomo_job_get_total (self->job);
  g_autofree char *words = total > 0 ? nomo_sync_state_progress (self->job) : g_strdup ("");

  gtk_progress_bar_set_fraction (self->bar, total > 0 ? (double) nomo_job_get_done (self->job) / (double) total : 0);
  gtk_label_set_text (self->progress, words);
}

static void
cancel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoProofWindow *self = NOMO_PROOF_WINDOW (widget);

  nomo_job_cancel (self->job);
  gtk_label_set_text (self->progress, _ ("Stopping…"));
  gtk_widget_set_sensitive (self->cancel, FALSE);
}

static void
forget_job (NomoProofWindow *self)
{
  if (self->job == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->job, self);
  nomo_job_cancel (self->job);
  g_clear_object (&self->job);
}

static void
begin (NomoProofWindow *self, const NomoProofOptions *options)
{
  forget_job (self);
  self->job = nomo_job_new (N_ ("Checking and proving the data"));
  g_signal_connect_object (self->job, "notify", G_CALLBACK (advanced_cb), self, G_CONNECT_SWAPPED);
  nomo_banner_hide (self->banner);
  gtk_widget_set_visible (self->save, FALSE);
  gtk_widget_set_sensitive (self->cancel, TRUE);
  gtk_stack_set_visible_child_name (self->stages, "running");
  nomo_proof_run_async (self->shop, options, self->job, proved_cb, g_object_ref (self));
}

static void
tell_no_disk (NomoProofWindow *self)
{
  g_autoptr (GError) error = g_error_new_literal (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT,
                                                  _ ("that place is on no disk of this computer"));

  nomo_dialogs_tell (GTK_WINDOW (self), error, TRUE);
}

typedef struct {
  NomoProofWindow *self;
  char *backup;
  GtkWidget *entry; /* of the passphrase */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->self);
  g_object_unref (asked->entry);
  g_free (asked->backup);
  g_free (asked);
}

static void
passphrase_cb (gpointer data, const char *answer)
{
  Asked *asked = data;
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (asked->entry));

  if (g_str_equal (answer, "choose") && is_open (asked->self))
    begin (asked->self, &(NomoProofOptions) { asked->backup, passphrase });
}

static void
backup_cb (gpointer data, const char *path, const char *option)
{
  NomoProofWindow *self = data;
  Asked *asked = NULL;

  if (path == NULL) {
    tell_no_disk (self);
    return;
  }
  asked = g_new (Asked, 1);
  *asked = (Asked) { g_object_ref (self), g_strdup (path), g_object_ref_sink (gtk_password_entry_new ()) };
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (asked->entry), TRUE);
  g_object_set (asked->entry, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (asked->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Passphrase of the backup"), -1);
  nomo_dialogs_ask_form (GTK_WINDOW (self), _ ("Passphrase of the backup"),
                         _ ("It is what was typed when the backup was made. It is not kept."), asked->entry,
                         _ ("Open and check"), passphrase_cb, asked, asked_free);
  gtk_widget_grab_focus (asked->entry);
}

static void
backup_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_dialogs_open_file (GTK_WINDOW (widget),
                          &(NomoFileQuestion) { _ ("Choose a backup"), NULL, _ ("Backups (nomo)"), "nomo" }, backup_cb,
                          g_object_ref (widget), g_object_unref);
}

typedef struct {
  NomoProofWindow *self;
  char *path;
} Save;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Save *save = data;
  g_autoptr (NomoProofWindow) self = save->self;
  g_autofree char *path = save->path;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *island = nomo_text_isolate_ltr (shown);
  gboolean written = nomo_proof_pdf_write_finish (result, &error);
  g_autofree char *words = written
                               /* Translators: %s is a file. */
                               ? g_strdup_printf (_ ("The page is written: %s"), island)
                               : nomo_words_sentence (error, TRUE);

  if (!is_open (self))
    return;
  nomo_banner_show (self->banner, written ? NOMO_TONE_OK : NOMO_TONE_ERR,
                    written ? "nomo-ok-symbolic" : "nomo-fail-symbolic", words);
}

static void
answered_cb (gpointer data, const char *path, const char *option)
{
  NomoProofWindow *self = data;
  Save *save = NULL;

  if (path == NULL) {
    tell_no_disk (self);
    return;
  }
  save = g_new (Save, 1);
  *save = (Save) { g_object_ref (self), g_strdup (path) };
  nomo_proof_pdf_write_async (self->proof, path, saved_cb, save);
}

/* The day in figures, so that the files of many days sort. */
static char *
propose_name (const NomoProof *proof)
{
  int year, month, day;

  nomo_day_to_ymd (nomo_day_of (proof->at, proof->zone), &year, &month, &day);
  /* Translators: the name of a file; what follows is a day, like 2026-11-22 */
  return g_strdup_printf (_ ("Proof of the data %04d-%02d-%02d.pdf"), year, month, day);
}

static void
save_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoProofWindow *self = NOMO_PROOF_WINDOW (widget);
  g_autofree char *name = NULL;

  if (self->proof == NULL)
    return;
  name = propose_name (self->proof);
  nomo_dialogs_ask_file (GTK_WINDOW (self),
                         &(NomoFileQuestion) { _ ("Save the proof"), name, _ ("Pages (PDF)"), "pdf" }, answered_cb,
                         g_object_ref (self), g_object_unref);
}

static void
shop_changed_cb (NomoProofWindow *self)
{
  if (nomo_session_get_shop (self->session) != self->shop)
    gtk_window_close (GTK_WINDOW (self));
}

static void
nomo_proof_window_dispose (GObject *object)
{
  NomoProofWindow *self = NOMO_PROOF_WINDOW (object);

  forget_job (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_PROOF_WINDOW);
  g_clear_object (&self->shop);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_proof_window_parent_class)->dispose (object);
}

static void
nomo_proof_window_finalize (GObject *object)
{
  g_clear_pointer (&NOMO_PROOF_WINDOW (object)->proof, nomo_proof_unref);
  g_ptr_array_unref (NOMO_PROOF_WINDOW (object)->rows);
  G_OBJECT_CLASS (nomo_proof_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, save);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, stages);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, cancel);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, verdict);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, store);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, at);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, as_of);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, version);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, items);
  gtk_widget_class_bind_template_child (widget_class, NomoProofWindow, lists);
}

static void
nomo_proof_window_class_init (NomoProofWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_proof_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_proof_window_finalize;
  g_type_ensure (NOMO_TYPE_BANNER);
  g_type_ensure (NOMO_TYPE_PROPERTY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-proof-window.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "proof.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "proof.cancel", NULL, cancel_activated);
  gtk_widget_class_install_action (widget_class, "proof.backup", NULL, backup_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "proof.save", NULL);
}

static void
nomo_proof_window_init (NomoProofWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

/* Without a passphrase nobody can open a backup; that one was not looked at is told. */
static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoBackupSchedule *backups = NOMO_BACKUP_SCHEDULE (source);
  g_autoptr (NomoProofWindow) self = data;
  char *passphrase = nomo_backup_schedule_look_up_passphrase_finish (backups, result, NULL);
  const char *newest = passphrase != NULL ? nomo_backup_schedule_get_newest (backups) : NULL;

  if (is_open (self))
    begin (self, &(NomoProofOptions) { newest, passphrase });
  nomo_secret_free (passphrase);
}

/* The newest backup of this device belongs to what is proved. */
static void
begin_with_newest (NomoProofWindow *self)
{
  NomoBackupSchedule *backups = nomo_session_get_backups (self->session);

  if (backups != NULL && nomo_backup_schedule_get_newest (backups) != NULL)
    nomo_backup_schedule_look_up_passphrase_async (backups, looked_up_cb, g_object_ref (self));
  else
    begin (self, &(NomoProofOptions) { NULL, NULL });
}

/**
 * nomo_proof_window_new:
 * @parent: the window that it lies on
 * @session: whose shop is proved
 *
 * Checks at once whether the shop's data is what it claims to be, as a job that ends with the window, and shows what was found.
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
nomo_proof_window_new (GtkWindow *parent, NomoSession *session)
{
  NomoProofWindow *self = g_object_new (NOMO_TYPE_PROOF_WINDOW, "transient-for", parent, "application",
                                        gtk_window_get_application (parent), NULL);

  self->session = g_object_ref (session);
  self->shop = g_object_ref (nomo_session_get_shop (session));
  gtk_window_set_default_size (GTK_WINDOW (self), MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                               MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  begin_with_newest (self);
  return GTK_WIDGET (self);
}
