#include "config.h"

#include "nomo-code-item.h"

#include "nomo-code-words.h"
#include "nomo-text.h"
#include "nomo-width-first.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A place in a list of codes. What stands there is told anew without the list losing its place. */
struct _NomoCodeItem {
  GObject parent_instance;

  const NomoCode *code;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoCodeItem, nomo_code_item, G_TYPE_OBJECT)

static void
nomo_code_item_class_init (NomoCodeItemClass *klass)
{
  signals[CHANGED] =
      g_signal_new ("changed", NOMO_TYPE_CODE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_code_item_init (NomoCodeItem *self)
{
}

/**
 * nomo_code_item_new:
 *
 * Returns: (transfer full): a place without a code
 */
NomoCodeItem *
nomo_code_item_new (void)
{
  return g_object_new (NOMO_TYPE_CODE_ITEM, NULL);
}

/**
 * nomo_code_item_get:
 * @self: a place
 *
 * Returns: (transfer none): the code that stands there
 */
const NomoCode *
nomo_code_item_get (NomoCodeItem *self)
{
  g_return_val_if_fail (NOMO_IS_CODE_ITEM (self), NULL);
  return self->code;
}

/**
 * nomo_code_item_set:
 * @self: a place
 * @code: the code that stands there from now on; lives longer
 */
void
nomo_code_item_set (NomoCodeItem *self, const NomoCode *code)
{
  g_return_if_fail (NOMO_IS_CODE_ITEM (self));
  self->code = code;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What a row consists of. */
typedef struct {
  GtkLabel *code;
  GtkLabel *words;
  NomoStatusPill *pill;
  GtkMenuButton *menu;
  GtkListItem *item;
  const NomoCodeSheet *const *sheet;
  GTimeZone *zone;
} Row;

static void
row_free (gpointer data)
{
  g_time_zone_unref (((Row *) data)->zone);
  g_free (data);
}

static void
show (Row *row)
{
  const NomoCode *code = nomo_code_item_get (gtk_list_item_get_item (row->item));
  g_autofree char *island = nomo_text_isolate (code->code);
  g_autofree char *words = nomo_code_words_code (*row->sheet, code, row->zone);
  /* Translators: names the menu of a code; %s is the code. */
  g_autofree char *name = g_strdup_printf (_ ("What can be done with %s"), island);

  gtk_label_set_text (row->code, island);
  gtk_label_set_text (row->words, words);
  gtk_widget_set_visible (GTK_WIDGET (row->words), *words != '\0');
  nomo_code_words_show_state (row->pill, code);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_entry (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) entry = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (entry, action, target);
  g_menu_append_item (menu, entry);
}

static void
create_menu_cb (GtkMenuButton *button, gpointer data)
{
  Row *row = data;
  const NomoCode *code = nomo_code_item_get (gtk_list_item_get_item (row->item));
  const NomoCodeUse *use = code->leaks.count > 0 ? &code->leaks : &code->uses;
  g_autoptr (GMenu) menu = g_menu_new ();

  if (code->given_to == 0)
    add_entry (menu, _ ("Give to a customer…"), "batch.give", g_variant_new ("(xs)", code->batch, code->code));
  add_entry (menu, _ ("Copy the code"), "batch.copy", g_variant_new_string (code->code));
  if (use->order != 0)
    add_entry (menu, _ ("Open the order"), "app.open", g_variant_new ("(sx)", "orders", use->order));
  if (use->customer != 0)
    add_entry (menu, _ ("Open who used it"), "app.open", g_variant_new ("(sx)", "customers", use->customer));
  if (code->given_to != 0)
    add_entry (menu, _ ("Open whom it was given to"), "app.open", g_variant_new ("(sx)", "customers", code->given_to));
  if (use->count > 0) {
    g_autofree char *filter = g_strdup_printf ("coupon = \"%s\"", code->code);

    add_entry (menu, _ ("All orders with it"), "app.list",
               g_variant_new ("(sss)", "orders", filter, N_ ("Orders with this code")));
  }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Row *row = g_memdup2 (data, sizeof *row);
  GtkWidget *first = adw_bin_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 11);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  row->item = item;
  g_time_zone_ref (row->zone);
  row->code = GTK_LABEL (create_label ("n-strong"));
  gtk_label_set_ellipsize (row->code, PANGO_ELLIPSIZE_MIDDLE);
  row->words = GTK_LABEL (create_label ("n-secondary"));
  gtk_label_set_wrap (row->words, TRUE);
  gtk_label_set_wrap_mode (row->words, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (row->words, GTK_NATURAL_WRAP_NONE);
  row->pill = NOMO_STATUS_PILL (nomo_status_pill_new (NOMO_TONE_MUTE, "nomo-note-symbolic", ""));
  row->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (row->menu, "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (row->menu, create_menu_cb, row, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (row->menu), "flat");
  gtk_widget_set_valign (GTK_WIDGET (row->menu), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (row->code));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (row->pill));
  gtk_box_append (GTK_BOX (words), head);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->words));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->menu));
  gtk_widget_add_css_class (box, "n-code-row");
  gtk_widget_set_layout_manager (first, g_object_new (NOMO_TYPE_WIDTH_FIRST, NULL));
  adw_bin_set_child (ADW_BIN (first), box);
  gtk_list_item_set_child (item, first);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  g_object_set_data_full (G_OBJECT (item), "row", row, row_free);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");

  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (show), row);
  show (row);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), g_object_get_data (G_OBJECT (item), "row"));
}

static void
factory_free (gpointer data, GClosure *closure)
{
  row_free (data);
}

/**
 * nomo_code_factory_new:
 * @sheet: where the sheet stands from which the codes are; lives longer
 * @zone: the shop's zone
 *
 * Returns: (transfer full): what makes the rows of a list of #NomoCodeItem
 */
GtkListItemFactory *
nomo_code_factory_new (const NomoCodeSheet *const *sheet, GTimeZone *zone)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Row *row = g_new0 (Row, 1);

  row->sheet = sheet;
  row->zone = g_time_zone_ref (zone);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), row, factory_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
