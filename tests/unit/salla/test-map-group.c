#include "config.h"

#include "nomo-customer-group.h"
#include "nomo-salla-map.h"
#include "rows.h"

static NomoRecord *
map (JsonNode *row, GError **error)
{
  return nomo_salla_map_group (row, "SAR", ROWS_AS_OF, error);
}

static const struct {
  const char *row;
  guint field;
  gint64 number;
} conditions[] = {
  { "{\"id\":7,\"name\":\"a\",\"conditions\":[{\"type\":\"total_sales \",\"symbol\":\">\",\"value\":\"500.50\"}]}",
    GROUP_CONDITION_VALUE, 50050 },
  { "{\"id\":7,\"name\":\"a\",\"conditions\":{\"type\":\"total_sales \",\"symbol\":\">\",\"value\":\"500.50\"}}",
    GROUP_CONDITION_VALUE, 50050 },
  { "{\"id\":7,\"name\":\"a\",\"conditions\":{\"0\":{\"type\":\"total_sales \",\"symbol\":\">\",\"value\":\"500.50\"}}}",
    GROUP_CONDITION_VALUE, 50050 },
  { "{\"id\":7,\"name\":\"a\",\"conditions\":[{\"type\":\"x\",\"symbol\":\"between\",\"min_value\":1,\"max_value\":\"2\"}]}",
    GROUP_CONDITION_MIN, 100 },
  { "{\"id\":7,\"name\":\"a\",\"conditions\":[{\"type\":\"x\",\"symbol\":\"between\",\"min_value\":1,\"max_value\":\"2\"}]}",
    GROUP_CONDITION_MAX, 200 },
};

static void
test_conditions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++) {
    g_autoptr (NomoRecord) group = rows_map (map, conditions[i].row);

    g_assert_cmpuint (nomo_record_count_part (group, GROUP_PART_CONDITIONS), ==, 1);
    g_assert_cmpint (nomo_record_part_int (group, GROUP_PART_CONDITIONS, 0, conditions[i].field), ==,
                     conditions[i].number);
  }
}

static void
test_words (void)
{
  g_autoptr (NomoRecord) group = rows_map (
      map,
      "{\"id\":7,\"name\":\"a\",\"conditions\":[{\"type\":\"total_sales \",\"symbol\":\">\",\"value\":\"500.50\"}],\"features\":{\"payment_method\":[\"mada\"],\"shipping\":[{\"id\":5},\"dhl\"]}}");
  g_autoptr (NomoRecord) none = rows_map (map, "{\"id\":7,\"name\":\"a\",\"conditions\":{},\"features\":[]}");

  g_assert_cmpstr (nomo_record_get_text (group, GROUP_NAME), ==, "a");
  g_assert_cmpstr (nomo_record_part_text (group, GROUP_PART_CONDITIONS, 0, GROUP_CONDITION_TYPE), ==, "total_sales");
  g_assert_cmpstr (nomo_record_part_text (group, GROUP_PART_CONDITIONS, 0, GROUP_CONDITION_SYMBOL), ==, ">");
  g_assert_cmpstr (nomo_record_part_text (group, GROUP_PART_PAYMENT_METHODS, 0, GROUP_PAYMENT_METHOD), ==, "mada");
  g_assert_cmpstr (nomo_record_part_text (group, GROUP_PART_SHIPPING, 0, GROUP_SHIPPING), ==, "5");
  g_assert_cmpstr (nomo_record_part_text (group, GROUP_PART_SHIPPING, 1, GROUP_SHIPPING), ==, "dhl");
  g_assert_cmpuint (nomo_record_count_part (none, GROUP_PART_CONDITIONS), ==, 0);
  g_assert_cmpuint (nomo_record_count_part (none, GROUP_PART_SHIPPING), ==, 0);
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "{\"id\":7}",
    "{\"id\":7,\"name\":\"a\",\"conditions\":[{}]}",
    "{\"id\":7,\"name\":\"a\",\"conditions\":\"x\"}",
    "{\"id\":7,\"name\":\"a\",\"conditions\":[7]}",
    "{\"id\":7,\"name\":\"a\",\"conditions\":[{\"type\":\"x\",\"value\":\"many\"}]}",
    "{\"id\":7,\"name\":\"a\",\"conditions\":[{\"type\":\"x\",\"symbol\":\"between\",\"min_value\":2,\"max_value\":1}]}",
    "{\"id\":7,\"name\":\"a\",\"conditions\":[{\"type\":\"x\",\"value\":-1}]}",
    "{\"id\":7,\"name\":\"a\",\"features\":{\"shipping\":[true]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows_refuse (map, rows[i]);
  rows_check_ids (map, ",\"name\":\"a\"");
  rows_check_texts (map, GROUP_NAME, "{\"id\":7,\"name\":\"", "\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/group/conditions", test_conditions);
  g_test_add_func ("/map/group/words", test_words);
  g_test_add_func ("/map/group/refused", test_refused);
  return g_test_run ();
}
