#include "config.h"

#include "nomo-target-chips.h"

#include "nomo-brand.h"
#include "nomo-category.h"
#include "nomo-chip.h"
#include "nomo-customer-group.h"
#include "nomo-flow-layout.h"
#include "nomo-menu.h"
#include "nomo-product.h"
#include "nomo-store.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* So many are offered at a time; whoever wants others types on. */
#define MOST 30

typedef struct {
  const char *label;
  const char *add;
  const NomoEntity *(*entity) (void);
  guint name;
} Kind;

static const Kind kinds[COUPON_N_TARGETS] = {
  [COUPON_INCLUDE_PRODUCT] = { N_ ("Only these products"), N_ ("Add a product"), nomo_product_entity, PRODUCT_NAME },
  [COUPON_EXCLUDE_PRODUCT] = { N_ ("Without these products"), N_ ("Add a product"), nomo_product_entity, PRODUCT_NAME },
  [COUPON_INCLUDE_CATEGORY] = { N_ ("Only these categories"), N_ ("Add a category"), nomo_category_entity,
                                CATEGORY_NAME },
  [COUPON_EXCLUDE_CATEGORY] = { N_ ("Without these categories"), N_ ("Add a category"), nomo_category_entity,
                                CATEGORY_NAME },
  [COUPON_EXCLUDE_BRAND] = { N_ ("Without these brands"), N_ ("Add a brand"), nomo_brand_entity, BRAND_NAME },
  [COUPON_INCLUDE_GROUP] = { N_ ("Only these customer groups"), N_ ("Add a group"), nomo_customer_group_entity,
                             GROUP_NAME },
  [COUPON_EXCLUDE_GROUP] = { N_ ("Without these customer groups"), N_ ("Add a group"), nomo_customer_group_entity,
                             GROUP_NAME },
};

struct _NomoTargetChips {
  GtkBox parent_instance;

  GtkLabel *label;
  GtkBox *chips;
  GtkMenuButton *add;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListBox *found;
  GtkWidget *nothing;

  NomoCouponTarget target;
  NomoCouponForm *form;
  NomoShop *shop;
  GArray *shown;     /* of gint64: the chips */
  GHashTable *names; /* id → name, of all that was seen */
  GCancellable *finding;
  GCancellable *naming;
};

G_DEFINE_FINAL_TYPE (NomoTargetChips, nomo_target_chips, GTK_TYPE_BOX)

enum { NAMED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const Kind *
get_kind (NomoTargetChips *self)
{
  return &kinds[self->target];
}

static GCancellable *
renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
  return *cancellable;
}

static const char *
get_name (NomoTargetChips *self, gint64 id)
{
  return g_hash_table_lookup (self->names, &id);
}

static void
learn_name (NomoTargetChips *self, NomoRecord *record)
{
  gint64 id = nomo_record_get_id (record);
  const char *name = nomo_record_get_text (record, get_kind (self)->name);

  if (name != NULL)
    g_hash_table_insert (self->names, g_memdup2 (&id, sizeof id), g_strdup (name));
}

static gint64
get_id (GtkWidget *widget)
{
  gint64 *id = g_object_get_data (G_OBJECT (widget), "id");

  return id != NULL ? *id : 0;
}

static void
set_id (GtkWidget *widget, gint64 id)
{
  g_object_set_data_full (G_OBJECT (widget), "id", g_memdup2 (&id, sizeof id), g_free);
}

/* The chip goes, and the focus to where the next one is chosen. */
static void
removed_cb (GtkWidget *chip, NomoTargetChips *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
  nomo_coupon_form_set_target (self->form, self->target, get_id (chip), FALSE);
}

static GtkWidget *
create_chip (NomoTargetChips *self, gint64 id)
{
  GtkWidget *chip = nomo_chip_new (get_name (self, id));

  set_id (chip, id);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (removed_cb), self, 0);
  return chip;
}

static void
show_chips (NomoTargetChips *self)
{
  GtkWidget *child;
  GtkWidget *last = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != GTK_WIDGET (self->add))
    gtk_box_remove (self->chips, child);
  for (guint i = 0; i < self->shown->len; i++) {
    child = create_chip (self, g_array_index (self->shown, gint64, i));
    gtk_box_insert_child_after (self->chips, child, last);
    last = child;
  }
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTargetChips) self = data;
  g_autoptr (GPtrArray) records = nomo_store_list_finish (NOMO_STORE (source), result, NULL, NULL);

  if (records == NULL || self->form == NULL)
    return;
  for (guint i = 0; i < records->len; i++)
    learn_name (self, records->pdata[i]);
  show_chips (self);
  g_signal_emit (self, signals[NAMED], 0);
}

/* Of a coupon that is read, and of what was chosen in another language, only the numbers are known. */
static void
name_chips (NomoTargetChips *self)
{
  g_autoptr (NomoQuery) query = nomo_query_new (get_kind (self)->entity ());
  gboolean all = TRUE;

  for (guint i = 0; i < self->shown->len; i++)
    all = all && get_name (self, g_array_index (self->shown, gint64, i)) != NULL;
  if (all)
    return;
  nomo_query_where_among (query, TRUE, (const gint64 *) self->shown->data, self->shown->len);
  nomo_store_list_async (nomo_shop_get_store (self->shop), query, 0, self->shown->len, renew (&self->naming), named_cb,
                         g_object_ref (self));
}

static gboolean
ids_equal (const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++)
    if (g_array_index (a, gint64, i) != g_array_index (b, gint64, i))
      return FALSE;
  return a->len == b->len;
}

static void
form_changed_cb (NomoTargetChips *self)
{
  g_autoptr (GArray) chosen = nomo_coupon_form_get_targets (self->form, self->target);

  if (ids_equal (chosen, self->shown))
    return;
  g_array_unref (self->shown);
  self->shown = g_steal_pointer (&chosen);
  show_chips (self);
  name_chips (self);
}

static void
choose (NomoTargetChips *self, GtkWidget *row)
{
  gtk_popover_popdown (self->popover);
  nomo_coupon_form_set_target (self->form, self->target, get_id (row), TRUE);
}

static void
row_activated_cb (NomoTargetChips *self, GtkListBoxRow *row)
{
  choose (self, GTK_WIDGET (row));
}

static void
entered_cb (NomoTargetChips *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->found, 0);

  if (row != NULL)
    choose (self, GTK_WIDGET (row));
}

static void
add_row (NomoTargetChips *self, NomoRecord *record)
{
  GtkWidget *row = gtk_list_box_row_new ();
  const char *name = nomo_record_get_text (record, get_kind (self)->name);
  GtkWidget *label = gtk_label_new (name != NULL ? name : "");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  set_id (row, nomo_record_get_id (record));
  gtk_list_box_append (self->found, row);
}

static gboolean
is_chosen (NomoTargetChips *self, gint64 id)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (g_array_index (self->shown, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTargetChips) self = data;
  g_autoptr (GPtrArray) records = nomo_store_list_finish (NOMO_STORE (source), result, NULL, NULL);
  GtkListBoxRow *row;

  if (records == NULL || self->form == NULL)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->found, 0)) != NULL)
    gtk_list_box_remove (self->found, GTK_WIDGET (row));
  for (guint i = 0; i < records->len; i++) {
    learn_name (self, records->pdata[i]);
    if (!is_chosen (self, nomo_record_get_id (records->pdata[i])))
      add_row (self, records->pdata[i]);
  }
  gtk_widget_set_visible (self->nothing, gtk_list_box_get_row_at_index (self->found, 0) == NULL);
}

static void
searched_cb (NomoTargetChips *self)
{
  g_autoptr (NomoQuery) query = nomo_query_new (get_kind (self)->entity ());
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (*text != '\0')
    nomo_query_where (query, get_kind (self)->name, NOMO_OP_CONTAINS, text, NULL);
  nomo_store_list_async (nomo_shop_get_store (self->shop), query, 0, MOST, renew (&self->finding), found_cb,
                         g_object_ref (self));
}

static void
popover_shown_cb (NomoTargetChips *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  searched_cb (self);
}

static void
nomo_target_chips_dispose (GObject *object)
{
  NomoTargetChips *self = NOMO_TARGET_CHIPS (object);

  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_cancellable_cancel (self->naming);
  g_clear_object (&self->naming);
  g_clear_object (&self->form);
  g_clear_object (&self->shop);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_TARGET_CHIPS);
  G_OBJECT_CLASS (nomo_target_chips_parent_class)->dispose (object);
}

static void
nomo_target_chips_finalize (GObject *object)
{
  NomoTargetChips *self = NOMO_TARGET_CHIPS (object);

  g_array_unref (self->shown);
  g_hash_table_unref (self->names);
  G_OBJECT_CLASS (nomo_target_chips_parent_class)->finalize (object);
}

static void
nomo_target_chips_class_init (NomoTargetChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_target_chips_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_target_chips_finalize;

  /**
   * NomoTargetChips::named:
   *
   * The names of what was chosen before are known.
   */
  signals[NAMED] =
      g_signal_new ("named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (NOMO_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-target-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoTargetChips, label);
  gtk_widget_class_bind_template_child (widget_class, NomoTargetChips, chips);
  gtk_widget_class_bind_template_child (widget_class, NomoTargetChips, add);
  gtk_widget_class_bind_template_child (widget_class, NomoTargetChips, popover);
  gtk_widget_class_bind_template_child (widget_class, NomoTargetChips, search);
  gtk_widget_class_bind_template_child (widget_class, NomoTargetChips, found);
  gtk_widget_class_bind_template_child (widget_class, NomoTargetChips, nothing);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
}

static void
nomo_target_chips_init (NomoTargetChips *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_target_chips_new:
 * @target: what is said of what is chosen here
 * @form: the coupon as it is typed
 * @shop: whose products, categories, … they are
 *
 * Returns: (transfer floating): a chip for each that is chosen, and a search for more
 */
GtkWidget *
nomo_target_chips_new (NomoCouponTarget target, NomoCouponForm *form, NomoShop *shop)
{
  NomoTargetChips *self = g_object_new (NOMO_TYPE_TARGET_CHIPS, NULL);
  const char *label;
  g_autofree char *spoken = NULL;

  self->target = target;
  self->form = g_object_ref (form);
  self->shop = g_object_ref (shop);
  label = _ (get_kind (self)->label);
  /* Translators: names a button for screen readers: 1 is like "Only these products", 2 like "Add a product" */
  spoken = g_strdup_printf (_ ("%1$s: %2$s"), label, _ (get_kind (self)->add));
  gtk_label_set_text (self->label, label);
  gtk_menu_button_set_label (self->add, _ (get_kind (self)->add));
  nomo_menu_set_name (self->add, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->found), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  form_changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * nomo_target_chips_dup_names:
 * @self: chips
 *
 * Returns: (transfer full) (nullable): the names of what is chosen, as part of a sentence; %NULL when nothing is
 */
char *
nomo_target_chips_dup_names (NomoTargetChips *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (NOMO_IS_TARGET_CHIPS (self), NULL);
  for (guint i = 0; i < self->shown->len; i++) {
    const char *name = get_name (self, g_array_index (self->shown, gint64, i));
    g_autofree char *island = nomo_text_isolate (name != NULL ? name : "…");

    g_string_append_printf (names, "%s%s", names->len > 0 ? C_ ("between conditions", ", ") : "", island);
  }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}
