#include "config.h"

#include "nomo-tag-chips.h"

#include "nomo-chip.h"
#include "nomo-flow-layout.h"
#include "nomo-menu.h"
#include "nomo-order-tag.h"
#include "nomo-order-tags.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoTagChips {
  GtkBox parent_instance;

  GtkLabel *label;
  GtkBox *chips;
  GtkMenuButton *add;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListBox *found;
  GtkWidget *nothing;

  NomoStore *store;
  gboolean makes;   /* tags that no order has yet */
  GPtrArray *names; /* of the chips, and NULL behind the last */
  GPtrArray *known; /* nullable */
  char *refused;    /* nullable: the tag that could not be kept, which stands in the search the next time */
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (NomoTagChips, nomo_tag_chips, GTK_TYPE_BOX)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
get_name (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "name");
}

static void
set_name (GtkWidget *widget, const char *name)
{
  g_object_set_data_full (G_OBJECT (widget), "name", g_strdup (name), g_free);
}

static gboolean
has_name (NomoTagChips *self, const char *name)
{
  return g_strv_contains ((const char *const *) self->names->pdata, name);
}

/* Whoever listens says what is on from now on; nobody does while the names are only gathered. */
static void
choose (NomoTagChips *self, const char *name, gboolean on)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; self->names->pdata[i] != NULL; i++)
    if (!g_str_equal (self->names->pdata[i], name))
      g_strv_builder_add (builder, self->names->pdata[i]);
  if (on)
    g_strv_builder_add (builder, name);
  names = g_strv_builder_end (builder);
  nomo_tag_chips_set_names (self, (const char *const *) names);
  g_signal_emit (self, signals[CHOSEN], 0, name, on);
}

/* The chip goes, and the focus to where the next one is chosen. */
static void
removed_cb (GtkWidget *chip, NomoTagChips *self)
{
  g_autofree char *name = g_strdup (get_name (chip));

  gtk_widget_grab_focus (GTK_WIDGET (self->add));
  choose (self, name, FALSE);
}

static GtkWidget *
create_chip (NomoTagChips *self, const char *name)
{
  GtkWidget *chip = nomo_chip_new (name);

  set_name (chip, name);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (removed_cb), self, 0);
  return chip;
}

static void
show_chips (NomoTagChips *self)
{
  GtkWidget *child;
  GtkWidget *last = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != GTK_WIDGET (self->add))
    gtk_box_remove (self->chips, child);
  for (guint i = 0; self->names->pdata[i] != NULL; i++) {
    child = create_chip (self, self->names->pdata[i]);
    gtk_box_insert_child_after (self->chips, child, last);
    last = child;
  }
}

static void
add_row (NomoTagChips *self, const char *name, const char *words)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  set_name (row, name);
  gtk_list_box_append (self->found, row);
}

/* Tags that are told apart by their spelling alone would be a mistake. */
static void
show_found (NomoTagChips *self)
{
  g_autofree char *typed = nomo_order_dup_words (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *folded = nomo_text_fold (typed != NULL ? typed : "");
  gboolean known = typed == NULL || has_name (self, typed);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->found, 0)) != NULL)
    gtk_list_box_remove (self->found, GTK_WIDGET (row));
  for (guint i = 0; self->known != NULL && i < self->known->len; i++) {
    const char *name = self->known->pdata[i];
    g_autofree char *candidate = nomo_text_fold (name);

    known |= g_str_equal (candidate, folded);
    if (strstr (candidate, folded) != NULL && !has_name (self, name))
      add_row (self, name, name);
  }
  if (self->makes && !known) {
    g_autofree char *island = nomo_text_isolate (typed);
    /* Translators: makes a tag that no order has yet; %s is its name */
    g_autofree char *words = g_strdup_printf (_ ("New tag: %s"), island);

    add_row (self, typed, words);
  }
  gtk_widget_set_visible (self->nothing, gtk_list_box_get_row_at_index (self->found, 0) == NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTagChips) self = data;
  g_autoptr (GPtrArray) known = nomo_order_tags_list_finish (NOMO_STORE (source), result, NULL);

  if (known == NULL || self->store == NULL)
    return;
  g_clear_pointer (&self->known, g_ptr_array_unref);
  self->known = g_steal_pointer (&known);
  show_found (self);
}

static void
popover_shown_cb (NomoTagChips *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), self->refused != NULL ? self->refused : "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  g_clear_pointer (&self->refused, g_free);
  show_found (self);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  nomo_order_tags_list_async (self->store, self->reading, read_cb, g_object_ref (self));
}

static void
row_activated_cb (NomoTagChips *self, GtkListBoxRow *row)
{
  g_autofree char *name = g_strdup (get_name (GTK_WIDGET (row)));

  gtk_popover_popdown (self->popover);
  choose (self, name, TRUE);
}

static void
entered_cb (NomoTagChips *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->found, 0);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
nomo_tag_chips_dispose (GObject *object)
{
  NomoTagChips *self = NOMO_TAG_CHIPS (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_TAG_CHIPS);
  G_OBJECT_CLASS (nomo_tag_chips_parent_class)->dispose (object);
}

static void
nomo_tag_chips_finalize (GObject *object)
{
  NomoTagChips *self = NOMO_TAG_CHIPS (object);

  g_ptr_array_unref (self->names);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_free (self->refused);
  G_OBJECT_CLASS (nomo_tag_chips_parent_class)->finalize (object);
}

static void
nomo_tag_chips_class_init (NomoTagChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_tag_chips_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_tag_chips_finalize;

  /**
   * NomoTagChips::chosen:
   * @name: name of a tag
   * @on: whether it was chosen, or taken away
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  g_type_ensure (NOMO_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-tag-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoTagChips, label);
  gtk_widget_class_bind_template_child (widget_class, NomoTagChips, chips);
  gtk_widget_class_bind_template_child (widget_class, NomoTagChips, add);
  gtk_widget_class_bind_template_child (widget_class, NomoTagChips, popover);
  gtk_widget_class_bind_template_child (widget_class, NomoTagChips, search);
  gtk_widget_class_bind_template_child (widget_class, NomoTagChips, found);
  gtk_widget_class_bind_template_child (widget_class, NomoTagChips, nothing);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_found);
}

static void
set_label (NomoTagChips *self, const char *label)
{
  /* Translators: names a button for screen readers: 1 is like "Only these products", 2 like "Add a product" */
  g_autofree char *spoken = g_strdup_printf (_ ("%1$s: %2$s"), label, _ ("Choose a tag"));

  gtk_label_set_text (self->label, label);
  nomo_menu_set_name (self->add, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->found), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
nomo_tag_chips_init (NomoTagChips *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->names, NULL);
  self->makes = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_label (self, _ ("Tags"));
}

/**
 * nomo_tag_chips_new:
 * @label: what the tags are
 * @store: the store whose orders' tags are offered
 * @makes: whether tags that no order has yet can be chosen
 *
 * Returns: (transfer floating): a chip for each tag that is chosen, and a search for more
 */
GtkWidget *
nomo_tag_chips_new (const char *label, NomoStore *store, gboolean makes)
{
  NomoTagChips *self = g_object_new (NOMO_TYPE_TAG_CHIPS, NULL);

  self->makes = makes;
  set_label (self, label);
  nomo_tag_chips_set_store (self, store);
  return GTK_WIDGET (self);
}

/**
 * nomo_tag_chips_set_store:
 * @self: chips
 * @store: the store whose orders' tags are offered
 */
void
nomo_tag_chips_set_store (NomoTagChips *self, NomoStore *store)
{
  g_return_if_fail (NOMO_IS_TAG_CHIPS (self));
  g_set_object (&self->store, store);
}

/**
 * nomo_tag_chips_set_names:
 * @self: chips
 * @names: (array zero-terminated=1): the tags that are chosen
 *
 * Chips that stay keep the focus.
 */
void
nomo_tag_chips_set_names (NomoTagChips *self, const char *const *names)
{
  g_return_if_fail (NOMO_IS_TAG_CHIPS (self));
  if (g_strv_equal (names, (const char *const *) self->names->pdata))
    return;
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (self->names, g_strdup (names[i]));
  g_ptr_array_add (self->names, NULL);
  show_chips (self);
}

/**
 * nomo_tag_chips_refuse:
 * @self: chips
 * @names: (array zero-terminated=1): the tags that are there still
 * @chosen: (nullable): a tag that was chosen and could not be kept
 *
 * What was chosen need not be typed once more.
 */
void
nomo_tag_chips_refuse (NomoTagChips *self, const char *const *names, const char *chosen)
{
  g_return_if_fail (NOMO_IS_TAG_CHIPS (self));
  g_free (self->refused);
  self->refused = g_strdup (chosen);
  nomo_tag_chips_set_names (self, names);
}

/**
 * nomo_tag_chips_get_names:
 * @self: chips
 *
 * Returns: (transfer none) (array zero-terminated=1): the tags that are chosen
 */
const char *const *
nomo_tag_chips_get_names (NomoTagChips *self)
{
  g_return_val_if_fail (NOMO_IS_TAG_CHIPS (self), NULL);
  return (const char *const *) self->names->pdata;
}
