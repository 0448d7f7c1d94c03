#include "config.h"

#include "nomo-order-pane.h"

#include "nomo-date-lines.h"
#include "nomo-dialogs.h"
#include "nomo-fact-list.h"
#include "nomo-format.h"
#include "nomo-order-amounts.h"
#include "nomo-order-event.h"
#include "nomo-order-note.h"
#include "nomo-order-pill.h"
#include "nomo-order-tag.h"
#include "nomo-order.h"
#include "nomo-review.h"
#include "nomo-tag-chips.h"
#include "nomo-text.h"
#include "nomo-timeline.h"

#include <glib/gi18n.h>

struct _NomoOrderPane {
  NomoRecordPane parent_instance;

  NomoStatusPill *status;
  NomoDateLines *date;
  NomoFactList *items;
  NomoFactList *totals;
  NomoFactList *facts;
  GtkLabel *note;
  NomoTagChips *tags;
  NomoOrderNote *said;
  NomoTimeline *timeline;

  gint64 wanted; /* the order whose details were asked for */
  gint64 shown;
  GStrv shown_tags; /* nullable */
};

G_DEFINE_FINAL_TYPE (NomoOrderPane, nomo_order_pane, NOMO_TYPE_RECORD_PANE)

static const NomoTimelineSource sources[] = {
  { nomo_order_event_entity, ORDER_EVENT_ORDER, -1, 0 },
  { nomo_review_entity, REVIEW_ORDER, -1, 0 },
};

static void
show_items (NomoOrderPane *self, NomoRecord *order)
{
  guint n = nomo_record_count_part (order, ORDER_PART_ITEMS);

  nomo_fact_list_clear (self->items);
  for (guint i = 0; i < n; i++) {
    const char *name = nomo_record_part_text (order, ORDER_PART_ITEMS, i, ORDER_ITEM_NAME);
    g_autofree char *lead = nomo_text_lead (name != NULL ? name : "");
    g_autofree char *pieces =
        nomo_format_pieces (nomo_record_part_int (order, ORDER_PART_ITEMS, i, ORDER_ITEM_QUANTITY));

    nomo_fact_list_add (self->items, lead, pieces, NULL);
  }
}

static const char *
label_of (guint field)
{
  return _ (nomo_order_entity ()->fields[field].label);
}

static void
show_totals (NomoOrderPane *self, NomoRecord *order)
{
  g_autoptr (GArray) amounts = nomo_order_amounts_list (order);

  nomo_fact_list_clear (self->totals);
  for (guint i = 0; i < amounts->len; i++) {
    const NomoOrderAmount *amount = &g_array_index (amounts, NomoOrderAmount, i);

    if (amount->is_total)
      nomo_fact_list_add_total (self->totals, amount->label, amount->minor, amount->currency);
    else
      nomo_fact_list_add_money (self->totals, amount->label, amount->minor, amount->currency);
  }
}

static void
show_note (NomoOrderPane *self, NomoRecord *order)
{
  gboolean sale = nomo_order_counts_as_sale (order);

  gtk_label_set_text (self->note, sale ? "" : _ ("Not counted in sales: a draft, cancelled, or not paid yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->note), !sale);
}

static void
show_facts (NomoOrderPane *self, NomoRecord *order)
{
  static const guint fields[] = { ORDER_CUSTOMER_NAME, ORDER_CUSTOMER_PHONE, ORDER_CUSTOMER_EMAIL, ORDER_CITY };
  GTimeZone *zone = nomo_shop_get_zone (nomo_record_pane_get_shop (NOMO_RECORD_PANE (self)));
  const char *coupon = nomo_record_get_text (order, ORDER_COUPON);
  g_autofree char *island = coupon != NULL ? nomo_text_isolate (coupon) : NULL;

  nomo_fact_list_clear (self->facts);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    nomo_fact_list_add_field (self->facts, order, fields[i], zone);
  nomo_fact_list_add (self->facts, label_of (ORDER_COUPON), island, coupon);
  nomo_fact_list_add (self->facts, label_of (ORDER_PAYMENT), nomo_order_get_payment_name (order), NULL);
  nomo_fact_list_add_field (self->facts, order, ORDER_REFERENCE, zone);
}

static void
show_tags (NomoOrderPane *self, NomoRecord *order)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint row = 0; row < nomo_record_count_part (order, ORDER_PART_TAGS); row++)
    g_strv_builder_add (builder, nomo_record_part_text (order, ORDER_PART_TAGS, row, ORDER_TAG_NAME));
  g_strfreev (self->shown_tags);
  self->shown_tags = g_strv_builder_end (builder);
  nomo_tag_chips_set_store (self->tags, nomo_shop_get_store (nomo_record_pane_get_shop (NOMO_RECORD_PANE (self))));
  nomo_tag_chips_set_names (self->tags, (const char *const *) self->shown_tags);
}

/* A tag that was chosen for an order, or taken from it. */
typedef struct {
  GWeakRef pane;
  gint64 order;
  char *name;
  gboolean on;
} Tagging;

static void
tagging_free (Tagging *tagging)
{
  g_weak_ref_clear (&tagging->pane);
  g_free (tagging->name);
  g_free (tagging);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tagging, tagging_free)

static void
say_tagged (const Tagging *tagging, const char *commit)
{
  GApplication *program = g_application_get_default ();
  g_autofree char *island = nomo_text_isolate (tagging->name);
  /* Translators: %s is the name of a tag */
  g_autofree char *sentence = g_strdup_printf (tagging->on ? _ ("Tag added: “%s”. Salla is told at once.")
                                                           : _ ("Tag removed: “%s”. Salla is told at once."),
                                               island);

  if (program != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (program), "say-done", g_variant_new ("(ss)", sentence, commit));
}

static void
tagged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Tagging) tagging = data;
  g_autoptr (NomoOrderPane) self = g_weak_ref_get (&tagging->pane);
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autofree char *commit = nomo_bulk_edit_finish (result, &n, &error);

  if (commit == NULL && self != NULL && self->tags != NULL && self->shown == tagging->order)
    nomo_tag_chips_refuse (self->tags, (const char *const *) self->shown_tags, tagging->on ? tagging->name : NULL);
  if (commit == NULL)
    nomo_dialogs_tell (NULL, error, TRUE);
  else if (n > 0)
    say_tagged (tagging, commit);
}

static void
tag_chosen_cb (NomoOrderPane *self, const char *name, gboolean on)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  const char *const names[] = { name, NULL };
  Tagging *tagging = g_new0 (Tagging, 1);

  g_weak_ref_init (&tagging->pane, self);
  tagging->order = self->shown;
  tagging->name = g_strdup (name);
  tagging->on = on;
  nomo_query_where_among (query, TRUE, &self->shown, 1);
  nomo_order_tag_async (nomo_record_pane_get_shop (NOMO_RECORD_PANE (self)), query, on ? names : NULL,
                        on ? NULL : names, tagged_cb, tagging);
}

/* What the list does not tell is read next; what comes of it changes the store, which is followed. */
static void
want_details (NomoOrderPane *self, NomoRecord *order)
{
  gint64 id = nomo_record_get_id (order);

  if (self->wanted == id || nomo_record_get_int (order, ORDER_DETAILED) != 0)
    return;
  self->wanted = id;
  nomo_shop_want_order (nomo_record_pane_get_shop (NOMO_RECORD_PANE (self)), id);
}

static void
nomo_order_pane_show (NomoRecordPane *pane, NomoRecord *order)
{
  NomoOrderPane *self = NOMO_ORDER_PANE (pane);
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (order, ORDER_REFERENCE));
  g_autofree char *title = g_strdup_printf (_ ("Order %s"), reference);
  gboolean is_other = self->shown != nomo_record_get_id (order);

  nomo_record_pane_set_title (pane, title);
  nomo_order_pill_show (self->status, order);
  nomo_date_lines_set (self->date, nomo_record_get_int (order, ORDER_DATE),
                       nomo_shop_get_zone (nomo_record_pane_get_shop (pane)));
  show_note (self, order);
  show_items (self, order);
  show_totals (self, order);
  show_facts (self, order);
  self->shown = nomo_record_get_id (order);
  show_tags (self, order);
  /* What was refused to another order is not offered to this one. */
  if (is_other)
    nomo_tag_chips_refuse (self->tags, (const char *const *) self->shown_tags, NULL);
  nomo_order_note_show (self->said, nomo_record_pane_get_shop (pane), order);
  want_details (self, order);
}

static char *
nomo_order_pane_dup_typed (NomoRecordPane *pane)
{
  return nomo_order_note_dup_typed (NOMO_ORDER_PANE (pane)->said);
}

static void
nomo_order_pane_type (NomoRecordPane *pane, const char *typed)
{
  nomo_order_note_type (NOMO_ORDER_PANE (pane)->said, typed);
}

static void
nomo_order_pane_refresh (NomoRecordPane *pane, NomoRecord *order)
{
  nomo_timeline_show (NOMO_ORDER_PANE (pane)->timeline, nomo_record_pane_get_shop (pane), sources,
                      G_N_ELEMENTS (sources), nomo_record_get_id (order), order);
}

static void
nomo_order_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_ORDER_PANE);
  G_OBJECT_CLASS (nomo_order_pane_parent_class)->dispose (object);
}

static void
nomo_order_pane_finalize (GObject *object)
{
  g_strfreev (NOMO_ORDER_PANE (object)->shown_tags);
  G_OBJECT_CLASS (nomo_order_pane_parent_class)->finalize (object);
}

static void
nomo_order_pane_class_init (NomoOrderPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoRecordPaneClass *pane_class = NOMO_RECORD_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_order_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_order_pane_finalize;
  pane_class->entity = nomo_order_entity;
  pane_class->name = N_ ("Order details");
  pane_class->gone = N_ ("This order is no longer in the store.");
  pane_class->show = nomo_order_pane_show;
  pane_class->refresh = nomo_order_pane_refresh;
  pane_class->dup_typed = nomo_order_pane_dup_typed;
  pane_class->type = nomo_order_pane_type;
  g_type_ensure (NOMO_TYPE_DATE_LINES);
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_ORDER_NOTE);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  g_type_ensure (NOMO_TYPE_TAG_CHIPS);
  g_type_ensure (NOMO_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-order-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, status);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, date);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, items);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, totals);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, note);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, timeline);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, tags);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, said);
  gtk_widget_class_bind_template_callback (widget_class, tag_chosen_cb);
}

static void
nomo_order_pane_init (NomoOrderPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_order_pane_new:
 *
 * Returns: (transfer floating): a pane that shows an order
 */
NomoRecordPane *
nomo_order_pane_new (void)
{
  return g_object_new (NOMO_TYPE_ORDER_PANE, NULL);
}
