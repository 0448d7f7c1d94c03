#include "config.h"

#include "nomo-record-pane.h"

#include "nomo-empty.h"
#include "nomo-store.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

/* A longer title is set smaller, so that all of it leaves room for what lies below. */
#define LONG_TITLE 60
/* While a sync runs the store changes many times a second; the pane follows this often. */
#define FOLLOW_MS 500

typedef struct {
  GtkStack *stack;
  GtkLabel *title;
  GtkButton *close_button;
  GtkLabel *gone;
  NomoEmpty *problem;
  AdwBin *body_bin;
  AdwBin *tools_bin;
  AdwBin *foot_bin;

  NomoShop *shop;
  GCancellable *cancellable;
  gint64 id;
  NomoRecord *shown;
  gint64 typed_into; /* the record for which there is something to type when it is shown */
  char *typed;
  guint reread;
} NomoRecordPanePrivate;

enum { PROP_0, PROP_BODY, PROP_TOOLS, PROP_FOOT, N_PROPS };
enum { CLOSE, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (NomoRecordPane, nomo_record_pane, ADW_TYPE_BIN)

static NomoRecordPanePrivate *
get_private (NomoRecordPane *self)
{
  return nomo_record_pane_get_instance_private (self);
}

static void
type_again (NomoRecordPane *self, NomoRecord *record)
{
  NomoRecordPanePrivate *priv = get_private (self);
  g_autofree char *typed = g_steal_pointer (&priv->typed);

  if (typed != NULL && priv->typed_into == nomo_record_get_id (record))
    NOMO_RECORD_PANE_GET_CLASS (self)->type (self, typed);
}

static void
show_record (NomoRecordPane *self, NomoRecord *record)
{
  NomoRecordPanePrivate *priv = get_private (self);

  gtk_stack_set_visible_child_name (priv->stack, "record");
  if (priv->shown == NULL || nomo_record_get_id (priv->shown) != nomo_record_get_id (record) ||
      !nomo_record_equal (priv->shown, record)) {
    g_clear_pointer (&priv->shown, nomo_record_unref);
    priv->shown = nomo_record_ref (record);
    NOMO_RECORD_PANE_GET_CLASS (self)->show (self, record);
    type_again (self, record);
  }
  if (NOMO_RECORD_PANE_GET_CLASS (self)->refresh != NULL)
    NOMO_RECORD_PANE_GET_CLASS (self)->refresh (self, record);
}

static void
show_error (NomoRecordPane *self, const GError *error)
{
  NomoRecordPanePrivate *priv = get_private (self);

  nomo_empty_set_error (priv->problem, _ ("This record could not be read"), error, "record.retry");
  gtk_stack_set_visible_child_name (priv->stack, "unread");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRecordPane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) record = nomo_store_get_finish (NOMO_STORE (source), result, &error);
  NomoRecordPanePrivate *priv = get_private (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || priv->shop == NULL)
    return;
  if (record != NULL)
    show_record (self, record);
  else if (error == NULL)
    gtk_stack_set_visible_child_name (priv->stack, "gone");
  else if (priv->shown == NULL || nomo_record_get_id (priv->shown) != priv->id)
    show_error (self, error);
}

static void
read_record (NomoRecordPane *self)
{
  NomoRecordPanePrivate *priv = get_private (self);

  if (priv->id == 0 || priv->shop == NULL)
    return;
  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  priv->cancellable = g_cancellable_new ();
  nomo_store_get_async (nomo_shop_get_store (priv->shop), NOMO_RECORD_PANE_GET_CLASS (self)->entity (), priv->id,
                        priv->cancellable, read_cb, g_object_ref (self));
}

static gboolean
reread_cb (gpointer data)
{
  get_private (data)->reread = 0;
  read_record (data);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (NomoRecordPane *self)
{
  NomoRecordPanePrivate *priv = get_private (self);

  if (priv->reread == 0)
    priv->reread = g_timeout_add (FOLLOW_MS, reread_cb, self);
}

static void
close_clicked_cb (NomoRecordPane *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  read_record (NOMO_RECORD_PANE (widget));
}

static gboolean
nomo_record_pane_grab_focus (GtkWidget *widget)
{
  NomoRecordPanePrivate *self = get_private (NOMO_RECORD_PANE (widget));
  GtkWidget *tools = adw_bin_get_child (self->tools_bin);

  return gtk_widget_grab_focus (tools != NULL ? tools : GTK_WIDGET (self->close_button));
}

static void
nomo_record_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_BODY:
    adw_bin_set_child (get_private (NOMO_RECORD_PANE (object))->body_bin, g_value_get_object (value));
    break;
  case PROP_TOOLS:
    adw_bin_set_child (get_private (NOMO_RECORD_PANE (object))->tools_bin, g_value_get_object (value));
    break;
  case PROP_FOOT:
    adw_bin_set_child (get_private (NOMO_RECORD_PANE (object))->foot_bin, g_value_get_object (value));
    gtk_widget_set_visible (GTK_WIDGET (get_private (NOMO_RECORD_PANE (object))->foot_bin),
                            g_value_get_object (value) != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_record_pane_constructed (GObject *object)
{
  NomoRecordPane *self = NOMO_RECORD_PANE (object);

  G_OBJECT_CLASS (nomo_record_pane_parent_class)->constructed (object);
  gtk_label_set_text (get_private (self)->gone, _ (NOMO_RECORD_PANE_GET_CLASS (self)->gone));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (NOMO_RECORD_PANE_GET_CLASS (self)->name), -1);
}

static void
nomo_record_pane_dispose (GObject *object)
{
  NomoRecordPanePrivate *priv = get_private (NOMO_RECORD_PANE (object));

  g_clear_handle_id (&priv->reread, g_source_remove);
  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  g_clear_pointer (&priv->shown, nomo_record_unref);
  g_clear_pointer (&priv->typed, g_free);
  /* GTK can dispose of the template of the class alone, not of that of its parent: what is in it goes with the bin's child. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_object (&priv->shop);
  G_OBJECT_CLASS (nomo_record_pane_parent_class)->dispose (object);
}

static void
nomo_record_pane_class_init (NomoRecordPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  object_class->constructed = nomo_record_pane_constructed;
  object_class->set_property = nomo_record_pane_set_property;
  object_class->dispose = nomo_record_pane_dispose;
  widget_class->grab_focus = nomo_record_pane_grab_focus;
  properties[PROP_BODY] =
      g_param_spec_object ("body", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOOLS] =
      g_param_spec_object ("tools", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOOT] =
      g_param_spec_object ("foot", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CLOSE] =
      g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (NOMO_TYPE_EMPTY);
  gtk_widget_class_install_action (widget_class, "record.retry", NULL, retry_activated);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-record-pane.ui");
  gtk_widget_class_bind_template_child_private (widget_class, NomoRecordPane, stack);
  gtk_widget_class_bind_template_child_private (widget_class, NomoRecordPane, title);
  gtk_widget_class_bind_template_child_private (widget_class, NomoRecordPane, close_button);
  gtk_widget_class_bind_template_child_private (widget_class, NomoRecordPane, gone);
  gtk_widget_class_bind_template_child_private (widget_class, NomoRecordPane, problem);
  gtk_widget_class_bind_template_child_private (widget_class, NomoRecordPane, body_bin);
  gtk_widget_class_bind_template_child_private (widget_class, NomoRecordPane, tools_bin);
  gtk_widget_class_bind_template_child_private (widget_class, NomoRecordPane, foot_bin);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
nomo_record_pane_init (NomoRecordPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_record_pane_set_shop:
 * @self: a pane
 * @shop: whose records it shows; once
 *
 * Signal `close`: the merchant pressed its cross.
 */
void
nomo_record_pane_set_shop (NomoRecordPane *self, NomoShop *shop)
{
  NomoRecordPanePrivate *priv;

  g_return_if_fail (NOMO_IS_RECORD_PANE (self));
  priv = get_private (self);
  g_return_if_fail (priv->shop == NULL);
  priv->shop = g_object_ref (shop);
  g_signal_connect_object (nomo_shop_get_store (shop), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * nomo_record_pane_get_shop:
 * @self: a pane
 *
 * Returns: (transfer none): whose records it shows
 */
NomoShop *
nomo_record_pane_get_shop (NomoRecordPane *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_PANE (self), NULL);
  return get_private (self)->shop;
}

/**
 * nomo_record_pane_open:
 * @self: a pane
 * @record: the id of the record to show
 *
 * Follows it until another one is opened.
 */
void
nomo_record_pane_open (NomoRecordPane *self, gint64 record)
{
  NomoRecordPanePrivate *priv;

  g_return_if_fail (NOMO_IS_RECORD_PANE (self));
  priv = get_private (self);
  if (priv->id != record) {
    gtk_label_set_text (priv->title, "");
    gtk_stack_set_visible_child_name (priv->stack, "loading");
  }
  priv->id = record;
  read_record (self);
}

/**
 * nomo_record_pane_dup_typed:
 * @self: a pane
 *
 * Returns: (transfer full) (nullable): what was typed into it and cannot be kept with the record
 */
char *
nomo_record_pane_dup_typed (NomoRecordPane *self)
{
  NomoRecordPanePrivate *priv;

  g_return_val_if_fail (NOMO_IS_RECORD_PANE (self), NULL);
  priv = get_private (self);
  if (priv->typed != NULL)
    return priv->typed_into == priv->id ? g_strdup (priv->typed) : NULL;
  return NOMO_RECORD_PANE_GET_CLASS (self)->dup_typed != NULL ? NOMO_RECORD_PANE_GET_CLASS (self)->dup_typed (self)
                                                              : NULL;
}

/**
 * nomo_record_pane_type:
 * @self: a pane whose class types
 * @record: the id of the record that the pane showed that it replaces
 * @typed: what nomo_record_pane_dup_typed() gave of it
 *
 * Types it anew when that record is the next that it shows.
 */
void
nomo_record_pane_type (NomoRecordPane *self, gint64 record, const char *typed)
{
  NomoRecordPanePrivate *priv;

  g_return_if_fail (NOMO_IS_RECORD_PANE (self));
  priv = get_private (self);
  g_free (priv->typed);
  priv->typed = g_strdup (typed);
  priv->typed_into = record;
}

/**
 * nomo_record_pane_set_title:
 * @self: a pane
 * @title: what the record is called, as shown
 *
 * For the class that fills the pane.
 */
void
nomo_record_pane_set_title (NomoRecordPane *self, const char *title)
{
  g_return_if_fail (NOMO_IS_RECORD_PANE (self));
  gtk_label_set_text (get_private (self)->title, title);
  nomo_style_set_class (GTK_WIDGET (get_private (self)->title), "long", g_utf8_strlen (title, -1) > LONG_TITLE);
}
