#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-store-error.h"

static NomoRecordBuilder *
build (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_text (builder, ORDER_REFERENCE, "20318844");
  nomo_builder_set_int (builder, ORDER_DATE, 1000);
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, 100);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  return builder;
}

static void
test_sale (void)
{
  static const char *const not_sold[] = { "canceled", "payment_pending" };
  static const char *const sold[] = { "completed", "under_review", "refunded", "delivering", "حالة المتجر" };

  for (guint i = 0; i < G_N_ELEMENTS (not_sold) + G_N_ELEMENTS (sold); i++) {
    gboolean counts = i >= G_N_ELEMENTS (not_sold);
    NomoRecordBuilder *builder = build ();
    g_autoptr (NomoRecord) order = NULL;

    nomo_builder_set_text (builder, ORDER_STATUS, counts ? sold[i - G_N_ELEMENTS (not_sold)] : not_sold[i]);
    order = nomo_builder_end (builder);
    g_assert_cmpint (nomo_order_counts_as_sale (order), ==, counts);
  }
}

static void
test_draft_and_pending (void)
{
  static const guint fields[] = { ORDER_DRAFT, ORDER_PENDING };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    NomoRecordBuilder *builder = build ();
    g_autoptr (NomoRecord) order = NULL;

    nomo_builder_set_int (builder, fields[i], 1);
    order = nomo_builder_end (builder);
    g_assert_false (nomo_order_counts_as_sale (order));
  }
}

static void
test_rules (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) good = nomo_builder_end (build ());
  g_autoptr (NomoRecord) empty = nomo_builder_end (nomo_record_build (nomo_order_entity (), 1));
  NomoRecordBuilder *builder = build ();
  g_autoptr (NomoRecord) huge = NULL;

  g_assert_true (nomo_record_validate (good, &error));
  g_assert_no_error (error);
  g_assert_false (nomo_record_validate (empty, &error));
  g_assert_cmpstr (error->message, ==, "Order 1: “Order number” is missing.");
  g_clear_error (&error);
  nomo_builder_set_int (builder, ORDER_TOTAL, G_MAXINT64);
  huge = nomo_builder_end (builder);
  g_assert_false (nomo_record_validate (huge, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
}

static void
test_names (void)
{
  NomoRecordBuilder *builder = build ();
  g_autoptr (NomoRecord) order = NULL;
  g_autoptr (NomoRecord) own = NULL;

  nomo_builder_set_text (builder, ORDER_STATUS_NAME, "تم التنفيذ");
  nomo_builder_set_text (builder, ORDER_PAYMENT, "cod");
  order = nomo_builder_end (builder);
  g_assert_cmpstr (nomo_order_get_status_name (order), ==, "Completed");
  g_assert_cmpstr (nomo_order_get_payment_name (order), ==, "Cash on delivery");
  builder = nomo_record_build_from (order);
  nomo_builder_set_text (builder, ORDER_STATUS, "our status");
  nomo_builder_set_text (builder, ORDER_STATUS_NAME, "بانتظار التغليف");
  nomo_builder_set_text (builder, ORDER_PAYMENT, "barter");
  own = nomo_builder_end (builder);
  g_assert_cmpstr (nomo_order_get_status_name (own), ==, "بانتظار التغليف");
  g_assert_cmpstr (nomo_order_get_payment_name (own), ==, "barter");
}

/* What the rest of the program takes for granted of every descriptor. */
static void
test_descriptors (void)
{
  const NomoEntity *const *entities = nomo_domain_entities ();

  g_assert_true (nomo_domain_find ("order") == nomo_order_entity ());
  g_assert_true (nomo_domain_find ("customer") == nomo_customer_entity ());
  g_assert_null (nomo_domain_find ("Order"));
  for (; *entities != NULL; entities++) {
    const NomoEntity *entity = *entities;

    g_assert_cmpint (entity->fields[entity->sort_field].flags & NOMO_FIELD_INDEXED, !=, 0);
    for (guint i = 0; i < entity->n_fields; i++) {
      const NomoField *field = &entity->fields[i];

      g_assert_nonnull (field->name);
      g_assert_nonnull (field->label);
      g_assert_cmpint (nomo_entity_find_field (entity, field->name), ==, (int) i);
      g_assert_false (g_str_equal (field->name, "id") || g_str_equal (field->name, "seq") ||
                      g_str_equal (field->name, "as_of") || g_str_equal (field->name, "deleted_at"));
      if (field->type == NOMO_TYPE_MONEY)
        g_assert_cmpint (nomo_entity_find_field (entity, field->ref), >=, 0);
      if (field->type == NOMO_TYPE_REF)
        g_assert_nonnull (nomo_domain_find (field->ref));
      if (field->type == NOMO_TYPE_CHOICE)
        g_assert_nonnull (field->choices);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/sale", test_sale);
  g_test_add_func ("/order/draft-and-pending", test_draft_and_pending);
  g_test_add_func ("/order/rules", test_rules);
  g_test_add_func ("/order/names", test_names);
  g_test_add_func ("/domain/descriptors", test_descriptors);
  return g_test_run ();
}
