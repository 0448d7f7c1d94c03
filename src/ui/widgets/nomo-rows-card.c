#include "config.h"

#include "nomo-rows-card.h"

#include "nomo-width-first.h"

struct _NomoRowsCard {
  AdwBin parent_instance;

  GtkStack *stack;
  GtkListBox *rows;
  NomoEmpty *empty;
};

enum { PROP_0, PROP_LABEL, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoRowsCard, nomo_rows_card, ADW_TYPE_BIN)

static void
nomo_rows_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_LABEL:
    gtk_accessible_update_property (GTK_ACCESSIBLE (NOMO_ROWS_CARD (object)->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    g_value_get_string (value), -1);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_rows_card_dispose (GObject *object)
{
  NomoRowsCard *self = NOMO_ROWS_CARD (object);

  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_ROWS_CARD);
  G_OBJECT_CLASS (nomo_rows_card_parent_class)->dispose (object);
}

static void
nomo_rows_card_class_init (NomoRowsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_rows_card_dispose;
  G_OBJECT_CLASS (klass)->set_property = nomo_rows_card_set_property;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_WIDTH_FIRST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-rows-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoRowsCard, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoRowsCard, rows);
  gtk_widget_class_bind_template_child (widget_class, NomoRowsCard, empty);
}

static void
nomo_rows_card_init (NomoRowsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_rows_card_get_empty:
 * @self: a card
 *
 * Returns: (transfer none): what shows as long as there are no rows; its words are to be set before
 */
NomoEmpty *
nomo_rows_card_get_empty (NomoRowsCard *self)
{
  g_return_val_if_fail (NOMO_IS_ROWS_CARD (self), NULL);
  return self->empty;
}

/**
 * nomo_rows_card_show:
 * @self: a card
 * @items: what is to be shown, one a row
 * @create: makes a row
 * @show: fills a row
 * @data: for @show
 *
 * Rows are filled anew in their places, so that the focus stays where it is.
 */
void
nomo_rows_card_show (NomoRowsCard *self, const GPtrArray *items, NomoRowsCreate create, NomoRowsShow show,
                     gpointer data)
{
  GtkListBoxRow *row;

  g_return_if_fail (NOMO_IS_ROWS_CARD (self));
  for (guint i = 0; i < items->len; i++) {
    row = gtk_list_box_get_row_at_index (self->rows, (int) i);
    if (row == NULL) {
      row = GTK_LIST_BOX_ROW (create ());
      gtk_list_box_append (self->rows, GTK_WIDGET (row));
    }
    show (GTK_WIDGET (row), items->pdata[i], data);
  }
  while ((row = gtk_list_box_get_row_at_index (self->rows, (int) items->len)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "rows" : "empty");
}

/**
 * nomo_rows_card_show_error:
 * @self: a card
 * @title: what could not be read, in words
 * @error: why
 *
 * Shows it in place of the rows.
 */
void
nomo_rows_card_show_error (NomoRowsCard *self, const char *title, const GError *error)
{
  g_return_if_fail (NOMO_IS_ROWS_CARD (self));
  nomo_empty_set_error (self->empty, title, error, NULL);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}
