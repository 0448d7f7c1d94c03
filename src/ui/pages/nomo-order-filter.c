#include "config.h"

#include "nomo-order-filter.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-money.h"
#include "nomo-order.h"

#include <glib/gi18n.h>

/* Values are kept as they were typed, so that a form can show them again; what cannot be read is refused by the setters. */
struct _NomoOrderFilter {
  GObject parent_instance;

  GTimeZone *zone;
  char *currency;
  char *group;
  char *from, *to;
  char *payment;
  char *least, *most;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoOrderFilter, nomo_order_filter, G_TYPE_OBJECT)

static const char *const awaiting[] = { "payment_pending", NULL };
static const char *const working[] = { "under_review", "in_progress", "request_quote", NULL };
static const char *const underway[] = { "shipped", "delivering", NULL };
static const char *const finished[] = { "completed", "delivered", NULL };
static const char *const undone[] = { "canceled", "restoring", "restored", "refunded", NULL };

static const NomoOrderGroup groups[] = {
  { "all", NC_ ("order group", "All"), NULL },
  { "awaiting", NC_ ("order group", "Awaiting payment"), awaiting },
  { "working", NC_ ("order group", "In progress"), working },
  { "underway", NC_ ("order group", "On the way"), underway },
  { "finished", NC_ ("order group", "Completed"), finished },
  { "undone", NC_ ("order group", "Cancelled and returned"), undone },
};

/**
 * nomo_order_groups:
 * @n_groups: (out): how many there are
 *
 * Returns: (array length=n_groups): the groups of order states, "all" first
 */
const NomoOrderGroup *
nomo_order_groups (guint *n_groups)
{
  *n_groups = G_N_ELEMENTS (groups);
  return groups;
}

static void
nomo_order_filter_finalize (GObject *object)
{
  NomoOrderFilter *self = NOMO_ORDER_FILTER (object);

  g_time_zone_unref (self->zone);
  g_free (self->currency);
  g_free (self->group);
  g_free (self->from);
  g_free (self->to);
  g_free (self->payment);
  g_free (self->least);
  g_free (self->most);
  G_OBJECT_CLASS (nomo_order_filter_parent_class)->finalize (object);
}

static void
nomo_order_filter_class_init (NomoOrderFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_order_filter_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_order_filter_init (NomoOrderFilter *self)
{
  self->group = g_strdup ("all");
  self->from = g_strdup ("");
  self->to = g_strdup ("");
  self->payment = g_strdup ("");
  self->least = g_strdup ("");
  self->most = g_strdup ("");
}

/**
 * nomo_order_filter_new:
 * @zone: the shop's zone; days begin in it
 * @currency: (nullable): the shop's currency; amounts are typed in it
 *
 * Which orders are listed. Empty texts stand for no condition. Signal: `changed`.
 *
 * Returns: (transfer full): a filter that lets every order through
 */
NomoOrderFilter *
nomo_order_filter_new (GTimeZone *zone, const char *currency)
{
  NomoOrderFilter *self = g_object_new (NOMO_TYPE_ORDER_FILTER, NULL);

  self->zone = g_time_zone_ref (zone);
  self->currency = g_strdup (currency != NULL ? currency : "SAR");
  return self;
}

static gboolean
replace (char **field, const char *value)
{
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (value);
  return TRUE;
}

static void
tell_if (NomoOrderFilter *self, gboolean changed)
{
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * nomo_order_filter_get_group:
 * @self: a filter
 *
 * Returns: the id of the group of states
 */
const char *
nomo_order_filter_get_group (NomoOrderFilter *self)
{
  return self->group;
}

/**
 * nomo_order_filter_set_group:
 * @self: a filter
 * @group: the id of a group of states
 */
void
nomo_order_filter_set_group (NomoOrderFilter *self, const char *group)
{
  g_return_if_fail (NOMO_IS_ORDER_FILTER (self));
  tell_if (self, replace (&self->group, group));
}

/**
 * nomo_order_filter_get_from:
 * @self: a filter
 *
 * Returns: the first day as typed, "" for none
 */
const char *
nomo_order_filter_get_from (NomoOrderFilter *self)
{
  return self->from;
}

/**
 * nomo_order_filter_get_to:
 * @self: a filter
 *
 * Returns: the last day as typed, "" for none
 */
const char *
nomo_order_filter_get_to (NomoOrderFilter *self)
{
  return self->to;
}

static gboolean
reads_as_day (const char *text)
{
  int day;

  return *text == '\0' || nomo_day_parse (text, &day);
}

/**
 * nomo_order_filter_set_days:
 * @self: a filter
 * @from: the first day, YYYY-MM-DD, any digits; "" for none
 * @to: the last day
 *
 * Returns: whether both could be read; nothing changes otherwise
 */
gboolean
nomo_order_filter_set_days (NomoOrderFilter *self, const char *from, const char *to)
{
  gboolean changed;

  g_return_val_if_fail (NOMO_IS_ORDER_FILTER (self), FALSE);
  if (!reads_as_day (from) || !reads_as_day (to))
    return FALSE;
  changed = replace (&self->from, from);
  changed = replace (&self->to, to) || changed;
  tell_if (self, changed);
  return TRUE;
}

/**
 * nomo_order_filter_get_payment:
 * @self: a filter
 *
 * Returns: the key of the payment method, "" for any
 */
const char *
nomo_order_filter_get_payment (NomoOrderFilter *self)
{
  return self->payment;
}

/**
 * nomo_order_filter_set_payment:
 * @self: a filter
 * @payment: the key of a payment method, "" for any
 */
void
nomo_order_filter_set_payment (NomoOrderFilter *self, const char *payment)
{
  g_return_if_fail (NOMO_IS_ORDER_FILTER (self));
  tell_if (self, replace (&self->payment, payment));
}

/**
 * nomo_order_filter_get_least:
 * @self: a filter
 *
 * Returns: the smallest total as typed, "" for none
 */
const char *
nomo_order_filter_get_least (NomoOrderFilter *self)
{
  return self->least;
}

/**
 * nomo_order_filter_get_most:
 * @self: a filter
 *
 * Returns: the largest total as typed, "" for none
 */
const char *
nomo_order_filter_get_most (NomoOrderFilter *self)
{
  return self->most;
}

static gboolean
reads_as_amount (NomoOrderFilter *self, const char *text)
{
  gint64 minor;

  return *text == '\0' || nomo_money_parse (text, self->currency, &minor, NULL);
}

/**
 * nomo_order_filter_set_amounts:
 * @self: a filter
 * @least: the smallest total, in units of the shop's currency, any digits; "" for none
 * @most: the largest total
 *
 * Returns: whether both could be read; nothing changes otherwise
 */
gboolean
nomo_order_filter_set_amounts (NomoOrderFilter *self, const char *least, const char *most)
{
  gboolean changed;

  g_return_val_if_fail (NOMO_IS_ORDER_FILTER (self), FALSE);
  if (!reads_as_amount (self, least) || !reads_as_amount (self, most))
    return FALSE;
  changed = replace (&self->least, least);
  changed = replace (&self->most, most) || changed;
  tell_if (self, changed);
  return TRUE;
}

/**
 * nomo_order_filter_clear:
 * @self: a filter
 *
 * Lets every order through again.
 */
void
nomo_order_filter_clear (NomoOrderFilter *self)
{
  gboolean changed;

  g_return_if_fail (NOMO_IS_ORDER_FILTER (self));
  changed = replace (&self->group, "all");
  changed = replace (&self->from, "") || changed;
  changed = replace (&self->to, "") || changed;
  changed = replace (&self->payment, "") || changed;
  changed = replace (&self->least, "") || changed;
  changed = replace (&self->most, "") || changed;
  tell_if (self, changed);
}

/**
 * nomo_order_filter_is_narrowed:
 * @self: a filter
 *
 * Returns: whether there is a condition beside the group
 */
gboolean
nomo_order_filter_is_narrowed (NomoOrderFilter *self)
{
  return *self->from != '\0' || *self->to != '\0' || *self->payment != '\0' || *self->least != '\0' ||
         *self->most != '\0';
}

static const NomoOrderGroup *
find_group (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].id, id))
      return &groups[i];
  return &groups[0];
}

static void
where_day (NomoOrderFilter *self, NomoQuery *query, const char *text, NomoOp op, int later)
{
  int day;

  if (nomo_day_parse (text, &day))
    nomo_query_where_int (query, ORDER_DATE, op, nomo_day_start (day + later, self->zone));
}

static void
where_amount (NomoOrderFilter *self, NomoQuery *query, const char *text, NomoOp op)
{
  gint64 minor;

  if (*text != '\0' && nomo_money_parse (text, self->currency, &minor, NULL))
    nomo_query_where_int (query, ORDER_TOTAL, op, minor);
}

/**
 * nomo_order_filter_create_query:
 * @self: a filter
 * @with_group: %FALSE to leave the group of states out, for counting by state
 *
 * Returns: (transfer full): the orders it lets through
 */
NomoQuery *
nomo_order_filter_create_query (NomoOrderFilter *self, gboolean with_group)
{
  NomoQuery *query = nomo_query_new (nomo_order_entity ());
  const NomoOrderGroup *group = find_group (self->group);

  if (with_group && group->statuses != NULL)
    nomo_query_where_in (query, ORDER_STATUS, group->statuses, NULL);
  where_day (self, query, self->from, NOMO_OP_GE, 0);
  where_day (self, query, self->to, NOMO_OP_LT, 1);
  if (*self->payment != '\0')
    nomo_query_where (query, ORDER_PAYMENT, NOMO_OP_EQ, self->payment, NULL);
  where_amount (self, query, self->least, NOMO_OP_GE);
  where_amount (self, query, self->most, NOMO_OP_LE);
  return query;
}

static void
add_words (GString *words, char *more)
{
  if (words->len > 0)
    g_string_append (words, C_ ("between conditions", ", "));
  g_string_append (words, more);
  g_free (more);
}

static void
add_day_words (GString *words, const char *text, const char *format)
{
  g_autofree char *shown = NULL;
  int day;

  if (!nomo_day_parse (text, &day))
    return;
  shown = nomo_format_day (day, NOMO_DAY_DATE);
  add_words (words, g_strdup_printf (format, shown));
}

static void
add_amount_words (NomoOrderFilter *self, GString *words, const char *text, const char *format)
{
  g_autofree char *shown = NULL;
  gint64 minor;

  if (*text == '\0' || !nomo_money_parse (text, self->currency, &minor, NULL))
    return;
  shown = nomo_format_money (minor, self->currency, FALSE);
  add_words (words, g_strdup_printf (format, shown));
}

/**
 * nomo_order_filter_to_words:
 * @self: a filter
 *
 * Returns: (transfer full): its conditions in words, "" without any
 */
char *
nomo_order_filter_to_words (NomoOrderFilter *self)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const NomoOrderGroup *group = find_group (self->group);
  const NomoField *payment = &nomo_order_entity ()->fields[ORDER_PAYMENT];

  if (group->statuses != NULL)
    add_words (words, g_strdup (g_dpgettext2 (NULL, "order group", group->label)));
  /* Translators: a condition of a filter; %s is a date */
  add_day_words (words, self->from, _ ("from %s"));
  /* Translators: a condition of a filter; %s is a date */
  add_day_words (words, self->to, _ ("until %s"));
  if (*self->payment != '\0') {
    const char *label = nomo_field_get_choice_label (payment, self->payment);

    add_words (words, g_strdup (label != NULL ? g_dpgettext2 (NULL, "payment method", label) : self->payment));
  }
  /* Translators: a condition of a filter; %s is an amount of money */
  add_amount_words (self, words, self->least, _ ("at least %s"));
  /* Translators: a condition of a filter; %s is an amount of money */
  add_amount_words (self, words, self->most, _ ("at most %s"));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * nomo_order_filter_to_variant:
 * @self: a filter
 *
 * Returns: (transfer floating): what nomo_order_filter_from_variant() takes
 */
GVariant *
nomo_order_filter_to_variant (NomoOrderFilter *self)
{
  return g_variant_new ("(ssssss)", self->group, self->from, self->to, self->payment, self->least, self->most);
}

/**
 * nomo_order_filter_from_variant:
 * @self: a filter
 * @variant: of nomo_order_filter_to_variant()
 */
void
nomo_order_filter_from_variant (NomoOrderFilter *self, GVariant *variant)
{
  const char *group, *from, *to, *payment, *least, *most;

  g_return_if_fail (g_variant_is_of_type (variant, G_VARIANT_TYPE ("(ssssss)")));
  g_variant_get (variant, "(&s&s&s&s&s&s)", &group, &from, &to, &payment, &least, &most);
  replace (&self->group, group);
  replace (&self->from, from);
  replace (&self->to, to);
  replace (&self->payment, payment);
  replace (&self->least, least);
  replace (&self->most, most);
  tell_if (self, TRUE);
}
