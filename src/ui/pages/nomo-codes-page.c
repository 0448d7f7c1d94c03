#include "config.h"

#include "nomo-codes-page.h"

#include "nomo-batch.h"
#include "nomo-code-words.h"
#include "nomo-empty.h"
#include "nomo-flow-layout.h"
#include "nomo-format.h"
#include "nomo-promotion-tabs.h"
#include "nomo-shop.h"
#include "nomo-style.h"
#include "nomo-width-first.h"

#include <glib/gi18n.h>

#define REST_MS 1000

struct _NomoCodesPage {
  NomoPage parent_instance;

  GtkWidget *content;
  AdwBin *head;
  GtkButton *leaks;
  GtkStack *stack;
  GtkListBox *rows;
  NomoEmpty *empty;

  NomoShop *shop;
  GCancellable *cancellable;
  guint rest;
  gboolean reading;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (NomoCodesPage, nomo_codes_page, NOMO_TYPE_PAGE)

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
open_batch_cb (GtkWidget *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "batch");

  gtk_widget_activate_action (button, "app.open", "(sx)", "code-batch", *id);
}

static GtkListBoxRow *
create_row (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 11);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *open = gtk_button_new_with_label (C_ ("codes", "Open"));

  gtk_box_append (GTK_BOX (words), create_label ("n-strong"));
  gtk_box_append (GTK_BOX (words), create_label ("n-secondary"));
  gtk_box_append (GTK_BOX (words), create_label ("n-secondary"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (open, "n-button");
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  g_signal_connect (open, "clicked", G_CALLBACK (open_batch_cb), NULL);
  gtk_widget_add_css_class (box, "n-outbox-row");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), open);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return GTK_LIST_BOX_ROW (row);
}

static void
show_row (NomoCodesPage *self, GtkListBoxRow *row, const NomoCodeBatchFacts *batch)
{
  GtkWidget *words = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));
  GtkWidget *open = gtk_widget_get_next_sibling (words);
  GtkWidget *label = gtk_widget_get_first_child (words);
  gint64 id = nomo_record_get_id (batch->record);
  const char *name = nomo_record_get_text (batch->record, BATCH_NAME);
  g_autofree char *kind = nomo_code_words_batch (batch->record, nomo_shop_get_zone (self->shop));
  g_autofree char *counts = nomo_code_words_counts (&batch->tally);
  const char *texts[] = { name, kind, counts };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++, label = gtk_widget_get_next_sibling (label))
    gtk_label_set_text (GTK_LABEL (label), texts[i]);
  g_object_set_data_full (G_OBJECT (open), "batch", g_memdup2 (&id, sizeof id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

static void
show_leaks (NomoCodesPage *self, const GPtrArray *batches)
{
  gint64 leaked = 0;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < batches->len; i++)
    leaked += ((const NomoCodeBatchFacts *) batches->pdata[i])->tally.leaked;
  number = nomo_format_int (leaked);
  words = g_strdup_printf (
      ngettext ("%s code used by somebody else", "%s codes used by somebody else", (gulong) leaked), number);
  gtk_button_set_label (self->leaks, words);
  gtk_widget_set_visible (GTK_WIDGET (self->leaks), leaked > 0);
}

/* Rows are filled anew in their places, so that the focus stays where it is. */
static void
show_rows (NomoCodesPage *self, const GPtrArray *batches)
{
  GtkListBoxRow *row;

  for (guint i = 0; i < batches->len; i++) {
    row = gtk_list_box_get_row_at_index (self->rows, (int) i);
    if (row == NULL) {
      row = create_row ();
      gtk_list_box_append (self->rows, GTK_WIDGET (row));
    }
    show_row (self, row, batches->pdata[i]);
  }
  while ((row = gtk_list_box_get_row_at_index (self->rows, (int) batches->len)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  show_leaks (self, batches);
  gtk_stack_set_visible_child_name (self->stack, batches->len > 0 ? "rows" : "empty");
}

static void refresh (NomoCodesPage *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCodesPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = nomo_code_batches_read_finish (NOMO_STORE (source), result, &error);

  if (self->shop == NULL)
    return;
  self->reading = FALSE;
  if (batches != NULL) {
    nomo_empty_set (self->empty, NOMO_TONE_ACCENT, "nomo-coupon-symbolic", _ ("No codes yet"),
                    _ ("Make as many as you have customers to thank, and see who used which."));
    show_rows (self, batches);
  } else {
    nomo_empty_set_error (self->empty, _ ("The codes could not be read"), error, NULL);
    gtk_stack_set_visible_child_name (self->stack, "empty");
  }
  if (self->again)
    refresh (self);
}

static void
refresh (NomoCodesPage *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  nomo_code_batches_read_async (nomo_shop_get_store (self->shop), self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
rested_cb (gpointer data)
{
  NomoCodesPage *self = data;

  self->rest = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (NomoCodesPage *self)
{
  if (self->rest == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

static void
narrow_changed_cb (NomoCodesPage *self, GParamSpec *pspec, NomoSession *session)
{
  nomo_style_set_class (self->content, "narrow", nomo_session_get_narrow (session));
}

static const char *
nomo_codes_page_get_title (NomoPage *page)
{
  return _ ("Codes");
}

static void
nomo_codes_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoCodesPage *self = NOMO_CODES_PAGE (page);

  self->shop = g_object_ref (nomo_session_get_shop (session));
  adw_bin_set_child (self->head, nomo_promotion_tabs_new (session, "codes"));
  g_signal_connect_object (nomo_shop_get_store (self->shop), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  narrow_changed_cb (self, NULL, session);
}

static void
nomo_codes_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (nomo_codes_page_parent_class)->map (widget);
  refresh (NOMO_CODES_PAGE (widget));
}

static void
nomo_codes_page_dispose (GObject *object)
{
  NomoCodesPage *self = NOMO_CODES_PAGE (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->shop);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_CODES_PAGE);
  G_OBJECT_CLASS (nomo_codes_page_parent_class)->dispose (object);
}

static void
nomo_codes_page_finalize (GObject *object)
{
  g_object_unref (NOMO_CODES_PAGE (object)->cancellable);
  G_OBJECT_CLASS (nomo_codes_page_parent_class)->finalize (object);
}

static void
nomo_codes_page_class_init (NomoCodesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_codes_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_codes_page_finalize;
  widget_class->map = nomo_codes_page_map;
  page_class->get_title = nomo_codes_page_get_title;
  page_class->session_set = nomo_codes_page_session_set;
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_FLOW_LAYOUT);
  g_type_ensure (NOMO_TYPE_WIDTH_FIRST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-codes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, content);
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, head);
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, leaks);
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, rows);
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, empty);
}

static void
nomo_codes_page_init (NomoCodesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * nomo_codes_page_new:
 * @session: whose shop to show
 *
 * The batches of codes, and how their codes stand.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_codes_page_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_CODES_PAGE, "session", session, NULL);
}
