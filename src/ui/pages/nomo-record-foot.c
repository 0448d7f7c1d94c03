#include "config.h"

#include "nomo-record-foot.h"

#include "nomo-format.h"

#include <glib/gi18n.h>

struct _NomoRecordFoot {
  GtkBox parent_instance;

  GtkLabel *count;
  GtkLabel *sum;

  const NomoRecordPageKind *kind;
  NomoShop *shop;
};

G_DEFINE_FINAL_TYPE (NomoRecordFoot, nomo_record_foot, GTK_TYPE_BOX)

static void
nomo_record_foot_dispose (GObject *object)
{
  g_clear_object (&NOMO_RECORD_FOOT (object)->shop);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_RECORD_FOOT);
  G_OBJECT_CLASS (nomo_record_foot_parent_class)->dispose (object);
}

static void
nomo_record_foot_class_init (NomoRecordFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_record_foot_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-record-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoRecordFoot, count);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordFoot, sum);
}

static void
nomo_record_foot_init (NomoRecordFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_record_foot_fill:
 * @self: a foot
 * @kind: what is listed; must outlive the foot
 * @shop: whose records they are
 */
void
nomo_record_foot_fill (NomoRecordFoot *self, const NomoRecordPageKind *kind, NomoShop *shop)
{
  g_return_if_fail (NOMO_IS_RECORD_FOOT (self));

  self->kind = kind;
  g_set_object (&self->shop, shop);
}

/**
 * nomo_record_foot_tell_count:
 * @self: a foot
 * @count: how many records there are
 */
void
nomo_record_foot_tell_count (NomoRecordFoot *self, gint64 count)
{
  g_autofree char *counted = NULL;

  g_return_if_fail (NOMO_IS_RECORD_FOOT (self));

  counted = nomo_count_words_dup_counted (self->kind->words, count);
  gtk_label_set_text (self->count, counted);
}

/**
 * nomo_record_foot_tell_sum:
 * @self: a foot
 * @count: how many records there are
 * @sum: what they come to, in minor units of the shop's currency
 */
void
nomo_record_foot_tell_sum (NomoRecordFoot *self, gint64 count, gint64 sum)
{
  const char *currency = nomo_shop_get_currency (self->shop);
  g_autofree char *money = nomo_format_money (sum, currency != NULL ? currency : "SAR", FALSE);
  /* Translators: the sum of the records listed; %s is an amount of money */
  g_autofree char *summed = g_strdup_printf (_ ("Total: %s"), money);

  nomo_record_foot_tell_count (self, count);
  gtk_label_set_text (self->sum, summed);
}
