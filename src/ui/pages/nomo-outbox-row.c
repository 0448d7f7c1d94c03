#include "config.h"

#include "nomo-outbox-row.h"

#include "nomo-avatar-tile.h"
#include "nomo-flow-layout.h"
#include "nomo-outbox-words.h"

struct _NomoOutboxRow {
  GtkListBoxRow parent_instance;

  NomoAvatarTile *tile;
  GtkLabel *what;
  GtkLabel *state;
  GtkButton *open;
  GtkButton *retry;
  GtkButton *discard;
};

G_DEFINE_FINAL_TYPE (NomoOutboxRow, nomo_outbox_row, GTK_TYPE_LIST_BOX_ROW)

typedef struct {
  NomoTone tone;
  const char *icon;
} Look;

static const Look looks[] = {
  [NOMO_OUTBOX_READY] = { NOMO_TONE_INFO, "nomo-clock-symbolic" },
  [NOMO_OUTBOX_SENT] = { NOMO_TONE_INFO, "nomo-sync-symbolic" },
  [NOMO_OUTBOX_LATER] = { NOMO_TONE_WARN, "nomo-clock-symbolic" },
  [NOMO_OUTBOX_REFUSED] = { NOMO_TONE_ERR, "nomo-fail-symbolic" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (looks) == NOMO_N_OUTBOX_STATES);

static void
set_action (GtkButton *button, const char *name, const NomoRecord *record, const char *what)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sx)", nomo_record_get_entity (record)->name,
                                    nomo_record_get_id (record));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
}

/**
 * nomo_outbox_row_show:
 * @self: a row
 * @waiting: an entry of the outbox
 */
void
nomo_outbox_row_show (NomoOutboxRow *self, const NomoWaiting *waiting)
{
  g_autofree char *what = nomo_outbox_words_dup_what (waiting->record);
  g_autofree char *state = nomo_outbox_words_dup_state (&waiting->note);
  gboolean stuck = waiting->note.state == NOMO_OUTBOX_LATER || waiting->note.state == NOMO_OUTBOX_REFUSED;

  g_return_if_fail (NOMO_IS_OUTBOX_ROW (self));
  nomo_avatar_tile_set_icon (self->tile, looks[waiting->note.state].icon, looks[waiting->note.state].tone);
  gtk_label_set_text (self->what, what);
  gtk_label_set_text (self->state, state);
  set_action (self->open, "outbox.open", waiting->record, what);
  set_action (self->retry, "outbox.retry", waiting->record, what);
  set_action (self->discard, "outbox.discard", waiting->record, what);
  gtk_widget_set_visible (GTK_WIDGET (self->open), !nomo_record_is_deleted (waiting->record));
  gtk_widget_set_visible (GTK_WIDGET (self->retry), stuck);
}

static void
nomo_outbox_row_dispose (GObject *object)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_OUTBOX_ROW);
  G_OBJECT_CLASS (nomo_outbox_row_parent_class)->dispose (object);
}

static void
nomo_outbox_row_class_init (NomoOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_outbox_row_dispose;
  g_type_ensure (NOMO_TYPE_AVATAR_TILE);
  g_type_ensure (NOMO_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOutboxRow, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoOutboxRow, what);
  gtk_widget_class_bind_template_child (widget_class, NomoOutboxRow, state);
  gtk_widget_class_bind_template_child (widget_class, NomoOutboxRow, open);
  gtk_widget_class_bind_template_child (widget_class, NomoOutboxRow, retry);
  gtk_widget_class_bind_template_child (widget_class, NomoOutboxRow, discard);
}

static void
nomo_outbox_row_init (NomoOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_outbox_row_new:
 *
 * What waits for Salla, how far it is, and what can be done with it.
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
nomo_outbox_row_new (void)
{
  return g_object_new (NOMO_TYPE_OUTBOX_ROW, NULL);
}
