#include "config.h"

#include "nomo-backup-group.h"

#include "nomo-backup-deed.h"
#include "nomo-backup-schedule.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-dialogs.h"
#include "nomo-engine-error.h"
#include "nomo-format.h"
#include "nomo-job-row.h"
#include "nomo-menu.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoBackupGroup {
  AdwPreferencesGroup parent_instance;

  AdwActionRow *last;
  GtkWidget *make;
  AdwActionRow *passphrase;
  AdwActionRow *folder;
  AdwComboRow *often;
  AdwComboRow *keep;
  AdwExpanderRow *made;
  GtkWidget *restore_button;
  GtkWidget *jobs;

  NomoStores *stores;
  GSignalGroup *signals;
  GPtrArray *rows;  /* borrowed: those of the backups that are there */
  char *listed;     /* their paths */
  NomoJob *job;     /* that is shown */
  gboolean showing; /* the rows are being filled, not chosen from */
};

G_DEFINE_FINAL_TYPE (NomoBackupGroup, nomo_backup_group, ADW_TYPE_PREFERENCES_GROUP)

/* Below what is scrolled to. */
#define MARGIN 24

static const guint keeps[] = { 3, NOMO_BACKUP_KEEP_USUAL, 14, 30 };

static NomoSession *
session_of (NomoBackupGroup *self)
{
  return nomo_stores_get_session (self->stores);
}

NomoStores *
nomo_backup_group_get_stores (NomoBackupGroup *self)
{
  return self->stores;
}

NomoBackupSchedule *
nomo_backup_group_get_schedule (NomoBackupGroup *self)
{
  return nomo_session_get_backups (session_of (self));
}

static void
set_subtitle (AdwActionRow *row, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_action_row_set_subtitle (row, escaped);
}

/* A job that has ended stays, and tells what came of it, until there is another one. */
static void
show_job (NomoBackupGroup *self, NomoJob *job)
{
  GtkWidget *row;

  if (!g_set_object (&self->job, job))
    return;
  while ((row = gtk_widget_get_first_child (self->jobs)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->jobs), row);
  if (job != NULL)
    gtk_list_box_append (GTK_LIST_BOX (self->jobs), nomo_job_row_new (job));
  gtk_widget_set_visible (self->jobs, job != NULL);
}

/* It is the last thing on the page. Once it has its place it is scrolled to. */
static gboolean
scroll_to_cb (GtkWidget *jobs, GdkFrameClock *clock, gpointer data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (jobs, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport = gtk_widget_get_ancestor (jobs, GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  if (viewport == NULL || !gtk_widget_get_visible (jobs))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (jobs) == 0 ||
      !gtk_widget_compute_bounds (jobs, gtk_viewport_get_child (GTK_VIEWPORT (viewport)), &bounds))
    return G_SOURCE_CONTINUE;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)),
                             (double) bounds.origin.y, (double) (bounds.origin.y + bounds.size.height) + MARGIN);
  return G_SOURCE_REMOVE;
}

/* What somebody has just asked for is to be seen. */
void
nomo_backup_group_show_job (NomoBackupGroup *self, NomoJob *job)
{
  show_job (self, job);
  gtk_widget_add_tick_callback (self->jobs, scroll_to_cb, NULL, NULL);
}

static char *
word_made (const NomoBackupPlan *plan)
{
  g_autofree char *when = nomo_format_recent (plan->made_at, nomo_clock_now (), nomo_calendar_riyadh ());

  /* Translators: when the last backup was made, such as "2 min ago" or a date */
  return g_strdup_printf (_ ("Made %s, and read back"), when);
}

static char *
word_last (const NomoBackupPlan *plan)
{
  const char *trouble = nomo_backup_trouble_get_words (plan->trouble);
  g_autofree char *made = plan->made_at > 0 ? word_made (plan) : NULL;

  if (plan->trouble != NOMO_BACKUP_TROUBLE_PLAN && !nomo_backup_plan_is_set_up (plan))
    return g_strdup (_ ("None yet. Set a passphrase and choose a folder first."));
  if (trouble != NULL && made != NULL)
    return g_strdup_printf ("%s\n%s", trouble, made);
  if (trouble != NULL)
    return g_strdup (trouble);
  return made != NULL ? g_steal_pointer (&made) : g_strdup (_ ("None yet"));
}

static void
show_passphrase (NomoBackupGroup *self, NomoBackupSchedule *schedule, const NomoBackupPlan *plan)
{
  if (!plan->has_passphrase)
    set_subtitle (self->passphrase, _ ("Not set. Nobody can open a backup without it."));
  else if (nomo_backup_schedule_keeps_passphrase (schedule))
    set_subtitle (self->passphrase,
                  _ ("In the keyring. Nobody can open a backup without it, so keep it elsewhere too."));
  else
    set_subtitle (self->passphrase, _ ("Known until Nomo Flow is closed: there is no keyring here."));
}

static void
show_folder (NomoBackupGroup *self, const NomoBackupPlan *plan)
{
  g_autofree char *shown = plan->folder != NULL ? g_filename_display_name (plan->folder) : NULL;
  g_autofree char *island = shown != NULL ? nomo_text_isolate_ltr (shown) : NULL;

  set_subtitle (self->folder, island != NULL ? island : _ ("Not chosen. A disk that is not in this device is best."));
}

static guint
find_keep (guint keep)
{
  guint nearest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (keeps); i++)
    if (keeps[i] <= keep)
      nearest = i;
  return nearest;
}

static void
show_choices (NomoBackupGroup *self, const NomoBackupPlan *plan)
{
  adw_combo_row_set_selected (self->often, plan->often);
  adw_combo_row_set_selected (self->keep, find_keep (plan->keep));
}

static void
try_cb (GtkWidget *button, NomoBackupGroup *self)
{
  nomo_backup_deed_try (self, g_object_get_data (G_OBJECT (button), "path"));
}

static GtkWidget *
create_try (NomoBackupGroup *self, const NomoBackupEntry *entry, const char *moment)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Try restoring it"));

  gtk_widget_add_css_class (button, "n-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, moment, -1);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (entry->path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (try_cb), self, 0);
  return button;
}

static void
add_backup (NomoBackupGroup *self, const NomoBackupEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *moment = nomo_format_moment (entry->made_at, nomo_calendar_riyadh ());
  g_autofree char *size = nomo_format_size ((gint64) entry->size);
  /* Translators: %s is a size such as "12 MB" */
  g_autofree char *words = g_strdup_printf (_ ("%s · read back when it was written"), size);
  g_autofree char *escaped = g_markup_escape_text (moment, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_try (self, entry, moment));
  adw_expander_row_add_row (self->made, row);
  g_ptr_array_add (self->rows, row);
}

static char *
join_paths (GPtrArray *backups)
{
  GString *paths = g_string_new (NULL);

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    g_string_append_printf (paths, "%s\n", ((const NomoBackupEntry *) backups->pdata[i])->path);
  return g_string_free (paths, FALSE);
}

/* Rows that would say the same again stay as they are, so that the focus is not lost. */
static void
show_backups (NomoBackupGroup *self, GPtrArray *backups)
{
  guint n = backups != NULL ? backups->len : 0;
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *words = g_strdup_printf (ngettext ("%s backup", "%s backups", n), number);
  g_autofree char *paths = join_paths (backups);

  gtk_widget_set_visible (GTK_WIDGET (self->made), n > 0);
  if (g_strcmp0 (self->listed, paths) == 0)
    return;
  g_free (self->listed);
  self->listed = g_steal_pointer (&paths);
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->made, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    add_backup (self, backups->pdata[i]);
  adw_expander_row_set_subtitle (self->made, words);
}

static void
show_schedule (NomoBackupGroup *self, NomoBackupSchedule *schedule)
{
  const NomoBackupPlan *plan = nomo_backup_schedule_get_plan (schedule);
  g_autofree char *last = plan != NULL ? word_last (plan) : NULL;

  gtk_widget_set_sensitive (self->make, plan != NULL && nomo_backup_plan_is_set_up (plan) &&
                                            !nomo_backup_schedule_is_making (schedule));
  if (nomo_backup_schedule_get_job (schedule) != NULL)
    show_job (self, nomo_backup_schedule_get_job (schedule));
  if (plan == NULL)
    return;
  set_subtitle (self->last, last);
  show_passphrase (self, schedule, plan);
  show_folder (self, plan);
  show_choices (self, plan);
  show_backups (self, nomo_backup_schedule_get_backups (schedule));
}

static void
show (NomoBackupGroup *self)
{
  NomoBackupSchedule *schedule = nomo_backup_group_get_schedule (self);
  GtkWidget *rows[] = { GTK_WIDGET (self->last),  GTK_WIDGET (self->passphrase), GTK_WIDGET (self->folder),
                        GTK_WIDGET (self->often), GTK_WIDGET (self->keep),       GTK_WIDGET (self->made) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_visible (rows[i], schedule != NULL);
  self->showing = TRUE;
  if (schedule != NULL)
    show_schedule (self, schedule);
  self->showing = FALSE;
}

static void
shop_changed_cb (NomoBackupGroup *self)
{
  NomoBackupSchedule *schedule = nomo_backup_group_get_schedule (self);

  g_signal_group_set_target (self->signals, schedule);
  if (schedule != NULL)
    nomo_backup_schedule_refresh (schedule);
  show (self);
}

/* One at a time: what is restored is shown then. The focus goes to where something can be done. */
static void
restoring_cb (NomoBackupGroup *self)
{
  NomoJob *job = nomo_stores_get_restoring (self->stores);

  gtk_widget_set_sensitive (self->restore_button, job == NULL);
  if (job != NULL)
    show_job (self, job);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (job != NULL)
    gtk_widget_child_focus (self->jobs, GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (self->restore_button);
  gtk_widget_add_tick_callback (self->jobs, scroll_to_cb, NULL, NULL);
}

static void
often_cb (NomoBackupGroup *self)
{
  NomoBackupSchedule *schedule = self->stores != NULL ? nomo_backup_group_get_schedule (self) : NULL;
  guint often = adw_combo_row_get_selected (self->often);

  if (schedule != NULL && !self->showing && often < NOMO_N_BACKUP_OFTEN)
    nomo_backup_schedule_set_often (schedule, (NomoBackupOften) often);
}

static void
keep_cb (NomoBackupGroup *self)
{
  NomoBackupSchedule *schedule = self->stores != NULL ? nomo_backup_group_get_schedule (self) : NULL;
  guint keep = adw_combo_row_get_selected (self->keep);

  if (schedule != NULL && !self->showing && keep < G_N_ELEMENTS (keeps))
    nomo_backup_schedule_set_keep (schedule, keeps[keep]);
}

static void
tell_error (NomoBackupGroup *self, const GError *error)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (window != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    nomo_dialogs_tell (GTK_WINDOW (window), error, TRUE);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoBackupGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = nomo_backup_schedule_make_finish (NOMO_BACKUP_SCHEDULE (source), result, &error);

  if (error != NULL)
    tell_error (self, error);
}

static void
make_cb (NomoBackupGroup *self)
{
  nomo_backup_schedule_make_async (nomo_backup_group_get_schedule (self), made_cb, g_object_ref (self));
}

static void
set_passphrase_cb (NomoBackupGroup *self)
{
  nomo_backup_deed_set_passphrase (self);
}

static void
choose_folder_cb (NomoBackupGroup *self)
{
  nomo_backup_deed_choose_folder (self);
}

static void
restore_cb (NomoBackupGroup *self)
{
  nomo_backup_deed_restore (self);
}

static void
nomo_backup_group_dispose (GObject *object)
{
  NomoBackupGroup *self = NOMO_BACKUP_GROUP (object);

  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_BACKUP_GROUP);
  g_clear_object (&self->job);
  g_clear_object (&self->stores);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->listed, g_free);
  G_OBJECT_CLASS (nomo_backup_group_parent_class)->dispose (object);
}

static void
nomo_backup_group_class_init (NomoBackupGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_backup_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-backup-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, last);
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, make);
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, passphrase);
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, folder);
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, often);
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, keep);
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, made);
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, restore_button);
  gtk_widget_class_bind_template_child (widget_class, NomoBackupGroup, jobs);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
fill_keeps (NomoBackupGroup *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keeps); i++) {
    g_autofree char *number = nomo_format_int (keeps[i]);

    gtk_string_list_take (list, g_strdup_printf (ngettext ("%s backup", "%s backups", keeps[i]), number));
  }
  adw_combo_row_set_model (self->keep, G_LIST_MODEL (list));
}

static void
nomo_backup_group_init (NomoBackupGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->made), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->made)), -1);
  fill_keeps (self);
  nomo_menu_tell_choice (self->often);
  nomo_menu_tell_choice (self->keep);
  g_signal_connect_swapped (self->often, "notify::selected", G_CALLBACK (often_cb), self);
  g_signal_connect_swapped (self->keep, "notify::selected", G_CALLBACK (keep_cb), self);
  self->signals = g_signal_group_new (NOMO_TYPE_BACKUP_SCHEDULE);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->signals, "failed", G_CALLBACK (tell_error), self);
}

static void
reworded_cb (NomoBackupGroup *self)
{
  self->showing = TRUE;
  fill_keeps (self);
  g_clear_pointer (&self->listed, g_free);
  show (self);
}

/**
 * nomo_backup_group_set_stores:
 * @self: a group
 * @stores: the stores of this device
 *
 * Says whose backups it is about: those of the store that is shown. Without one, a backup can still be restored.
 */
void
nomo_backup_group_set_stores (NomoBackupGroup *self, NomoStores *stores)
{
  NomoSession *session = nomo_stores_get_session (stores);

  g_return_if_fail (NOMO_IS_BACKUP_GROUP (self) && self->stores == NULL);
  self->stores = g_object_ref (stores);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reworded", G_CALLBACK (reworded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stores, "notify::restoring", G_CALLBACK (restoring_cb), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
  restoring_cb (self);
  if (self->job == NULL)
    show_job (self, nomo_stores_get_restored (stores));
}
