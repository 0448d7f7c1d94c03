#include "config.h"

#include "nomo-order-note.h"

#include "nomo-dialogs.h"
#include "nomo-edit.h"
#include "nomo-order-tag.h"
#include "nomo-order.h"

#include <glib/gi18n.h>

struct _NomoOrderNote {
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *note;
  GtkLabel *hint;

  NomoShop *shop;
  NomoRecord *order;
  char *shown;       /* what waits to be said, as it was written into the row */
  GHashTable *typed; /* id of an order → what was typed and not said when another one was shown */
};

G_DEFINE_FINAL_TYPE (NomoOrderNote, nomo_order_note, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_text (NomoOrderNote *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->note));
}

static const char *
get_waiting (const NomoRecord *order)
{
  const char *note = nomo_record_get_text (order, ORDER_NOTE);

  return note != NULL ? note : "";
}

/**
 * Saying:
 * @field: where it was typed
 * @order: of what it is said
 * @text: what is said
 * @sentence: what is told once it is
 *
 * What is being said of an order.
 */
typedef struct {
  NomoOrderNote *field;
  gint64 order;
  char *text;
  char *sentence;
} Saying;

static void
saying_free (Saying *saying)
{
  g_object_unref (saying->field);
  g_free (saying->text);
  g_free (saying->sentence);
  g_free (saying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saying, saying_free)

/* What could not be kept is typed, not said. */
static void
take_back (NomoOrderNote *self, const Saying *saying)
{
  if (self->order == NULL || nomo_record_get_id (self->order) != saying->order) {
    g_hash_table_insert (self->typed, g_memdup2 (&saying->order, sizeof saying->order), g_strdup (saying->text));
    return;
  }
  g_free (self->shown);
  self->shown = g_strdup (get_waiting (self->order));
}

static void
said_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saying) saying = data;
  GApplication *program = g_application_get_default ();
  g_autoptr (GError) error = NULL;
  g_autofree char *commit = nomo_edit_finish (result, NULL, &error);

  if (commit == NULL) {
    take_back (saying->field, saying);
    nomo_dialogs_tell (NULL, error, TRUE);
  } else if (program != NULL) {
    g_action_group_activate_action (G_ACTION_GROUP (program), "say-done",
                                    g_variant_new ("(ss)", saying->sentence, commit));
  }
}

static void
say_cb (NomoOrderNote *self)
{
  const char *text = get_text (self);
  Saying *saying;

  if (self->order == NULL || g_str_equal (text, self->shown))
    return;
  saying = g_new (Saying, 1);
  *saying = (Saying) { g_object_ref (self), nomo_record_get_id (self->order), g_strdup (text),
                       g_strdup (*text != '\0' ? _ ("The note is saved. Salla is told at once.")
                                               : _ ("The note is taken back.")) };
  nomo_order_note_async (self->shop, saying->order, text, said_cb, saying);
  g_free (self->shown);
  self->shown = g_strdup (text);
}

static void
nomo_order_note_dispose (GObject *object)
{
  NomoOrderNote *self = NOMO_ORDER_NOTE (object);

  g_clear_pointer (&self->order, nomo_record_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->typed, g_hash_table_unref);
  g_clear_object (&self->shop);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_ORDER_NOTE);
  G_OBJECT_CLASS (nomo_order_note_parent_class)->dispose (object);
}

static void
nomo_order_note_class_init (NomoOrderNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_order_note_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-order-note.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOrderNote, note);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderNote, hint);
  gtk_widget_class_bind_template_callback (widget_class, say_cb);
}

static void
nomo_order_note_init (NomoOrderNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_strdup ("");
  self->typed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
keep_typed (NomoOrderNote *self)
{
  gint64 id = nomo_record_get_id (self->order);

  if (g_str_equal (get_text (self), self->shown))
    g_hash_table_remove (self->typed, &id);
  else
    g_hash_table_insert (self->typed, g_memdup2 (&id, sizeof id), g_strdup (get_text (self)));
}

/**
 * nomo_order_note_show:
 * @self: a field
 * @shop: whose order it is
 * @order: the order
 *
 * Lets the merchant say something of an order, and change it until Salla has heard of it. What was typed and not said is there
 * again when the order is.
 */
void
nomo_order_note_show (NomoOrderNote *self, NomoShop *shop, NomoRecord *order)
{
  gint64 id = nomo_record_get_id (order);
  gboolean same, typed;
  const char *text;

  g_return_if_fail (NOMO_IS_ORDER_NOTE (self));
  same = self->order != NULL && nomo_record_get_id (self->order) == id;
  typed = !g_str_equal (get_text (self), self->shown);
  if (self->order != NULL && !same)
    keep_typed (self);
  g_set_object (&self->shop, shop);
  g_clear_pointer (&self->order, nomo_record_unref);
  self->order = nomo_record_ref (order);
  gtk_label_set_text (self->hint, *get_waiting (order) != '\0'
                                      ? _ ("Waits to be sent to Salla.")
                                      : _ ("It is kept in the order’s history at Salla, where your team sees it."));
  if (same && typed)
    return;
  g_free (self->shown);
  self->shown = g_strdup (get_waiting (order));
  text = g_hash_table_lookup (self->typed, &id);
  gtk_editable_set_text (GTK_EDITABLE (self->note), text != NULL && !same ? text : self->shown);
}

/**
 * nomo_order_note_dup_typed:
 * @self: a field
 *
 * Returns: (transfer full) (nullable): what stands in it and was not said
 */
char *
nomo_order_note_dup_typed (NomoOrderNote *self)
{
  g_return_val_if_fail (NOMO_IS_ORDER_NOTE (self), NULL);
  return g_str_equal (get_text (self), self->shown) ? NULL : g_strdup (get_text (self));
}

/**
 * nomo_order_note_type:
 * @self: a field that shows an order
 * @text: what nomo_order_note_dup_typed() gave of the field that it replaces
 */
void
nomo_order_note_type (NomoOrderNote *self, const char *text)
{
  g_return_if_fail (NOMO_IS_ORDER_NOTE (self));
  gtk_editable_set_text (GTK_EDITABLE (self->note), text);
}
