#include "config.h"

#include "nomo-calendar.h"
#include "nomo-coupon-form-private.h"
#include "nomo-json.h"
#include "nomo-record.h"

#include <string.h>

/* A form is a handful of short answers. */
#define MAX_JSON (256 * 1024)

#define TARGETS "targets"
#define METHODS "payment_methods"

/* What drafts call the answers, for ever. */
static const char *const names[] = {
  [NOMO_INPUT_KIND] = "kind",
  [NOMO_INPUT_VALUE] = "value",
  [NOMO_INPUT_MAXIMUM] = "maximum",
  [NOMO_INPUT_FREE_SHIPPING] = "free_shipping",
  [NOMO_INPUT_GROUP] = "group",
  [NOMO_INPUT_CODE] = "code",
  [NOMO_INPUT_GROUP_NAME] = "group_name",
  [NOMO_INPUT_GROUP_SUFFIX] = "group_suffix",
  [NOMO_INPUT_GROUP_COUNT] = "group_count",
  [NOMO_INPUT_MINIMUM] = "minimum",
  [NOMO_INPUT_PLACE] = "place",
  [NOMO_INPUT_EXCLUDE_SALE] = "exclude_sale",
  [NOMO_INPUT_WITH_OFFERS] = "with_offers",
  [NOMO_INPUT_START_DAY] = "start_day",
  [NOMO_INPUT_START_TIME] = "start_time",
  [NOMO_INPUT_END_DAY] = "end_day",
  [NOMO_INPUT_END_TIME] = "end_time",
  [NOMO_INPUT_USES] = "uses",
  [NOMO_INPUT_USES_EACH] = "uses_each",
  [NOMO_INPUT_MARKETING] = "marketing",
  [NOMO_INPUT_MARKETER] = "marketer",
  [NOMO_INPUT_PAY_KIND] = "pay_kind",
  [NOMO_INPUT_PAY] = "pay",
  [NOMO_INPUT_PAY_MAXIMUM] = "pay_maximum",
  [NOMO_INPUT_PAY_SHOW_MAXIMUM] = "pay_show_maximum",
  [NOMO_INPUT_HIDE_SALES] = "hide_sales",
  [NOMO_INPUT_INFO] = "info",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == NOMO_N_INPUTS);

/* What is usual: a week, to its last minute. */
#define USUAL_DAYS 7
#define LAST_TIME  "23:59"

G_DEFINE_FINAL_TYPE (NomoCouponForm, nomo_coupon_form, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
nomo_coupon_form_finalize (GObject *object)
{
  NomoCouponForm *self = NOMO_COUPON_FORM (object);

  for (guint i = 0; i < NOMO_N_INPUTS; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->methods, g_ptr_array_unref);
  g_free (self->untouched);
  g_clear_pointer (&self->base, nomo_record_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->currency);
  g_free (self->taken);
  G_OBJECT_CLASS (nomo_coupon_form_parent_class)->finalize (object);
}

static void
nomo_coupon_form_class_init (NomoCouponFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_coupon_form_finalize;

  /**
   * NomoCouponForm::changed:
   *
   * Something was typed or chosen, or another coupon is in the form.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_coupon_form_init (NomoCouponForm *self)
{
  for (guint i = 0; i < NOMO_N_INPUTS; i++)
    self->texts[i] = g_strdup ("");
  self->targets = g_ptr_array_new_with_free_func (g_free);
  self->methods = g_ptr_array_new_with_free_func (g_free);
}

static void
tell_changed (NomoCouponForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * nomo_coupon_form_new:
 * @currency: the shop's currency
 * @zone: the shop's zone
 *
 * What is typed for one coupon, as it was typed. nomo_coupon_form_load() begins.
 *
 * Returns: (transfer full): a form with nothing in it
 */
NomoCouponForm *
nomo_coupon_form_new (const char *currency, GTimeZone *zone)
{
  NomoCouponForm *self = g_object_new (NOMO_TYPE_COUPON_FORM, NULL);

  self->currency = g_strdup (currency);
  self->zone = g_time_zone_ref (zone);
  return self;
}

/**
 * nomo_coupon_form_get_currency:
 * @self: a form
 *
 * Returns: the shop's currency
 */
const char *
nomo_coupon_form_get_currency (NomoCouponForm *self)
{
  g_return_val_if_fail (NOMO_IS_COUPON_FORM (self), NULL);
  return self->currency;
}

/**
 * nomo_coupon_form_get:
 * @self: a form
 * @input: what is asked
 *
 * Returns: what was typed or chosen
 */
const char *
nomo_coupon_form_get (NomoCouponForm *self, NomoCouponInput input)
{
  g_return_val_if_fail (NOMO_IS_COUPON_FORM (self), NULL);
  return self->texts[input];
}

/**
 * nomo_coupon_form_is:
 * @self: a form
 * @input: what is asked
 * @text: an answer
 *
 * Returns: whether that is what was typed or chosen
 */
gboolean
nomo_coupon_form_is (NomoCouponForm *self, NomoCouponInput input, const char *text)
{
  return g_str_equal (nomo_coupon_form_get (self, input), text);
}

gboolean
_nomo_coupon_form_is_empty (NomoCouponForm *self, NomoCouponInput input)
{
  return self->texts[input][strspn (self->texts[input], " ")] == '\0';
}

void
_nomo_coupon_form_set_text (NomoCouponForm *self, NomoCouponInput input, const char *text)
{
  g_free (self->texts[input]);
  self->texts[input] = g_strdup (text != NULL ? text : "");
}

/**
 * nomo_coupon_form_set:
 * @self: a form
 * @input: what is asked
 * @text: what was typed or chosen
 */
void
nomo_coupon_form_set (NomoCouponForm *self, NomoCouponInput input, const char *text)
{
  g_return_if_fail (NOMO_IS_COUPON_FORM (self));
  if (g_str_equal (self->texts[input], text))
    return;
  _nomo_coupon_form_set_text (self, input, text);
  tell_changed (self);
}

static gboolean
find_text (GPtrArray *texts, const char *text, guint *index)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, index);
}

static void
put_text (NomoCouponForm *self, GPtrArray *texts, const char *text, gboolean on)
{
  guint index;
  gboolean there = find_text (texts, text, &index);

  if (there == !!on)
    return;
  if (on)
    g_ptr_array_add (texts, g_strdup (text));
  else
    g_ptr_array_remove_index (texts, index);
  tell_changed (self);
}

/* In the words of the record, which has the one reader and writer of them. */
static NomoRecord *
create_targets (NomoCouponForm *self)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 1);

  for (guint i = 0; i < self->targets->len; i++) {
    nomo_builder_add_part (builder, COUPON_PART_TARGETS);
    nomo_builder_part_text (builder, COUPON_PART_TARGETS, COUPON_TARGET, self->targets->pdata[i]);
  }
  return nomo_builder_end (builder);
}

/**
 * nomo_coupon_form_get_targets:
 * @self: a form
 * @target: what they say
 *
 * Returns: (transfer full) (element-type gint64): the ids of what was chosen
 */
GArray *
nomo_coupon_form_get_targets (NomoCouponForm *self, NomoCouponTarget target)
{
  g_autoptr (NomoRecord) record = create_targets (self);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < nomo_record_count_part (record, COUPON_PART_TARGETS); i++) {
    NomoCouponTarget said;
    gint64 id;

    if (nomo_coupon_get_target (record, i, &said, &id) && said == target)
      g_array_append_val (ids, id);
  }
  return ids;
}

/**
 * nomo_coupon_form_set_target:
 * @self: a form
 * @target: what it says
 * @id: of what: Salla's number of the product, category, …
 * @on: whether it is chosen from now on
 */
void
nomo_coupon_form_set_target (NomoCouponForm *self, NomoCouponTarget target, gint64 id, gboolean on)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 1);
  g_autoptr (NomoRecord) record = NULL;

  nomo_coupon_add_target (builder, target, id);
  record = nomo_builder_end (builder);
  put_text (self, self->targets, nomo_record_part_text (record, COUPON_PART_TARGETS, 0, COUPON_TARGET), on);
}

/**
 * nomo_coupon_form_has_method:
 * @self: a form
 * @method: the key of a payment method
 *
 * Returns: whether it was chosen; when none is, all of them hold
 */
gboolean
nomo_coupon_form_has_method (NomoCouponForm *self, const char *method)
{
  return find_text (self->methods, method, NULL);
}

/**
 * nomo_coupon_form_set_method:
 * @self: a form
 * @method: the key of a payment method
 * @on: whether it is chosen from now on
 */
void
nomo_coupon_form_set_method (NomoCouponForm *self, const char *method, gboolean on)
{
  put_text (self, self->methods, method, on);
}

/**
 * nomo_coupon_form_set_taken:
 * @self: a form
 * @code: (nullable): a code that another coupon was found to have
 */
void
nomo_coupon_form_set_taken (NomoCouponForm *self, const char *code)
{
  g_return_if_fail (NOMO_IS_COUPON_FORM (self));
  if (g_strcmp0 (self->taken, code) == 0)
    return;
  g_free (self->taken);
  self->taken = g_strdup (code);
  tell_changed (self);
}

/**
 * nomo_coupon_form_get_base:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the coupon that is changed, as it was read; %NULL of a new one
 */
NomoRecord *
nomo_coupon_form_get_base (NomoCouponForm *self)
{
  g_return_val_if_fail (NOMO_IS_COUPON_FORM (self), NULL);
  return self->base;
}

/**
 * nomo_coupon_form_is_group:
 * @self: a form
 *
 * Returns: whether it is of coupons with one rule and a code each, which Salla makes up
 */
gboolean
nomo_coupon_form_is_group (NomoCouponForm *self)
{
  g_return_val_if_fail (NOMO_IS_COUPON_FORM (self), FALSE);
  return nomo_coupon_form_is (self, NOMO_INPUT_GROUP, "yes");
}

static void
begin_new (NomoCouponForm *self, gint64 now)
{
  g_autofree char *last = nomo_day_to_text (nomo_day_of (now, self->zone) + USUAL_DAYS);

  _nomo_coupon_form_set_text (self, NOMO_INPUT_KIND, "percent");
  _nomo_coupon_form_set_text (self, NOMO_INPUT_PAY_KIND, "percent");
  _nomo_coupon_form_set_text (self, NOMO_INPUT_PLACE, "all");
  _nomo_coupon_form_set_text (self, NOMO_INPUT_WITH_OFFERS, "no");
  _nomo_coupon_form_set_text (self, NOMO_INPUT_END_DAY, last);
  _nomo_coupon_form_set_text (self, NOMO_INPUT_END_TIME, LAST_TIME);
}

/**
 * nomo_coupon_form_load:
 * @self: a form
 * @coupon: (nullable): the coupon to change; %NULL for a new one
 * @now: UTC milliseconds
 *
 * Forgets what was typed and begins anew.
 */
void
nomo_coupon_form_load (NomoCouponForm *self, NomoRecord *coupon, gint64 now)
{
  g_return_if_fail (NOMO_IS_COUPON_FORM (self));
  for (guint i = 0; i < NOMO_N_INPUTS; i++)
    _nomo_coupon_form_set_text (self, i, NULL);
  g_ptr_array_set_size (self->targets, 0);
  g_ptr_array_set_size (self->methods, 0);
  g_clear_pointer (&self->taken, g_free);
  g_clear_pointer (&self->base, nomo_record_unref);
  if (coupon != NULL)
    self->base = nomo_record_ref (coupon);
  if (coupon != NULL)
    _nomo_coupon_form_read_base (self);
  else
    begin_new (self, now);
  g_free (self->untouched);
  self->untouched = nomo_coupon_form_to_json (self);
  tell_changed (self);
}

/**
 * nomo_coupon_form_is_changed:
 * @self: a form
 *
 * Returns: whether it holds anything that nomo_coupon_form_load() did not put there
 */
gboolean
nomo_coupon_form_is_changed (NomoCouponForm *self)
{
  g_autofree char *typed = nomo_coupon_form_to_json (self);

  return self->untouched != NULL && !g_str_equal (typed, self->untouched);
}

static void
set_texts (JsonObject *object, const char *name, GPtrArray *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (array, texts->pdata[i]);
  json_object_set_array_member (object, name, array);
}

/**
 * nomo_coupon_form_to_json:
 * @self: a form
 *
 * Returns: (transfer full): all that was typed, as nomo_coupon_form_take_json() takes it
 */
char *
nomo_coupon_form_to_json (NomoCouponForm *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (NOMO_IS_COUPON_FORM (self), NULL);
  for (guint i = 0; i < NOMO_N_INPUTS; i++)
    json_object_set_string_member (object, names[i], self->texts[i]);
  set_texts (object, TARGETS, self->targets);
  set_texts (object, METHODS, self->methods);
  json_node_take_object (node, object);
  return nomo_json_write (node);
}

static void
take_texts (GPtrArray *texts, JsonNode *node, const char *name)
{
  JsonArray *array = nomo_json_get_array (node, name);

  g_ptr_array_set_size (texts, 0);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    char *text = nomo_json_dup_text (json_array_get_element (array, i), "");

    if (text != NULL)
      g_ptr_array_add (texts, text);
  }
}

/**
 * nomo_coupon_form_take_json:
 * @self: a form whose coupon is loaded
 * @json: what nomo_coupon_form_to_json() gave, also that of an earlier version
 *
 * Types it anew. Of what it does not speak stays what was loaded.
 */
void
nomo_coupon_form_take_json (NomoCouponForm *self, const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (JsonNode) node = nomo_json_parse (bytes, MAX_JSON, NULL, NULL);

  g_return_if_fail (NOMO_IS_COUPON_FORM (self));
  if (node == NULL)
    return;
  for (guint i = 0; i < NOMO_N_INPUTS; i++) {
    g_autofree char *text = nomo_json_dup_text (node, names[i]);

    if (text != NULL)
      _nomo_coupon_form_set_text (self, i, text);
  }
  take_texts (self->targets, node, TARGETS);
  take_texts (self->methods, node, METHODS);
  tell_changed (self);
}
