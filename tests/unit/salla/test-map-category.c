#include "config.h"

#include "nomo-category.h"
#include "nomo-salla-map.h"
#include "rows.h"

/* What came of one row: "id<parent" or "-" each, in the order in which they were told. */
static void
note (JsonNode *row, NomoRecord *record, const GError *error, gpointer data)
{
  GString *notes = data;

  g_assert_nonnull (row);
  g_assert_true ((record == NULL) == (error != NULL));
  if (notes->len > 0)
    g_string_append_c (notes, ' ');
  if (record == NULL)
    g_string_append_c (notes, '-');
  else
    g_string_append_printf (notes, "%" G_GINT64_FORMAT "<%" G_GINT64_FORMAT, nomo_record_get_id (record),
                            nomo_record_get_int (record, CATEGORY_PARENT));
}

/* As the other mappers are: what @row itself says. */
typedef struct {
  NomoRecord *record;
  GError *error;
  guint n_rows;
} First;

static void
take_first (JsonNode *row, NomoRecord *record, const GError *error, gpointer data)
{
  First *first = data;

  if (first->n_rows++ > 0)
    return;
  first->record = record != NULL ? nomo_record_ref (record) : NULL;
  first->error = error != NULL ? g_error_copy (error) : NULL;
}

static NomoRecord *
map (JsonNode *row, GError **error)
{
  First first = { 0 };

  nomo_salla_map_category (row, ROWS_AS_OF, take_first, &first);
  g_assert_cmpuint (first.n_rows, >, 0);
  if (first.error != NULL)
    g_propagate_error (error, first.error);
  return first.record;
}

#define WHOLE \
  "{\"id\":676900112,\"name\":\"ورد\",\"parent_id\":5,\"sort_order\":\"3\",\"status\":\"active\",\"items\":[]}"
#define ROW(rest) "{\"id\":7," rest "}"

static const RowsCase cases[] = {
  { WHOLE, CATEGORY_NAME, 0, "ورد" },
  { WHOLE, CATEGORY_PARENT, 5 },
  { WHOLE, CATEGORY_STATUS, 0, "active" },
  { WHOLE, CATEGORY_POSITION, 3 },
  { "{\"id\":7}", CATEGORY_NAME, ROWS_NULL, NULL },
  { "{\"id\":7}", CATEGORY_PARENT, ROWS_NULL },
  { "{\"id\":7}", CATEGORY_STATUS, ROWS_NULL, NULL },
  { "{\"id\":7}", CATEGORY_POSITION, ROWS_NULL },
  { ROW ("\"parent_id\":\"19378402502\""), CATEGORY_PARENT, G_GINT64_CONSTANT (19378402502) },
  { ROW ("\"parent_id\":0"), CATEGORY_PARENT, ROWS_NULL },
  { ROW ("\"parent_id\":null"), CATEGORY_PARENT, ROWS_NULL },
  { ROW ("\"parent_id\":7"), CATEGORY_PARENT, ROWS_NULL },
  { ROW ("\"parent_id\":-1"), CATEGORY_PARENT, ROWS_NULL },
  { ROW ("\"parent_id\":123456789012345678901234"), CATEGORY_PARENT, ROWS_NULL },
  { ROW ("\"sort_order\":1e400"), CATEGORY_POSITION, ROWS_NULL },
  { ROW ("\"sort_order\":-2"), CATEGORY_POSITION, -2 },
  { ROW ("\"status\":\"draft \""), CATEGORY_STATUS, 0, "draft" },
  { ROW ("\"status\":true"), CATEGORY_STATUS, 0, NULL },
  { ROW ("\"name\":[]"), CATEGORY_NAME, 0, NULL },
};

static void
test_fields (void)
{
  rows_check (map, cases, G_N_ELEMENTS (cases));
}

static void
test_refused (void)
{
  rows_check_ids (map, ",\"name\":\"a\"");
  rows_check_texts (map, CATEGORY_NAME, "{\"id\":7,\"name\":\"", "\"}");
}

static const struct {
  const char *row;
  const char *notes;
} trees[] = {
  { "{\"id\":1,\"sub_categories\":[{\"id\":2,\"sub_categories\":[{\"id\":3}]},{\"id\":4}]}", "1<0 2<1 3<2 4<1" },
  { "{\"id\":1,\"parent_id\":0,\"items\":[{\"id\":\"2\",\"parent_id\":0},{\"id\":3,\"parent_id\":1}]}", "1<0 2<1 3<1" },
  { "{\"id\":1,\"items\":[{\"id\":2,\"parent_id\":9}]}", "1<0 2<9" },
  { "{\"id\":1,\"items\":{},\"sub_categories\":null}", "1<0" },
  { "{\"id\":1,\"items\":\"2\",\"sub_categories\":{\"id\":2}}", "1<0" },
  { "{\"id\":1,\"items\":[{\"name\":\"x\",\"items\":[{\"id\":3}]},{\"id\":4},null,[],\"5\"]}", "1<0 - 3<0 4<1 - - -" },
  { "{\"name\":\"x\",\"sub_categories\":[{\"id\":2,\"parent_id\":1}]}", "- 2<1" },
  { "{\"id\":1,\"sub_categories\":[{\"id\":2},{\"id\":2}],\"items\":[{\"id\":2},{\"id\":1}]}", "1<0 2<1" },
  { "{\"id\":1,\"items\":[{\"id\":720881,\"price\":{\"amount\":1}},{\"id\":2}]}", "1<0 2<1" },
};

static void
test_trees (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (trees); i++) {
    g_autoptr (JsonNode) node = rows_parse (trees[i].row);
    g_autoptr (GString) notes = g_string_new (NULL);

    nomo_salla_map_category (node, ROWS_AS_OF, note, notes);
    g_assert_cmpstr (notes->str, ==, trees[i].notes);
  }
}

/* As deep as the gate lets anything through: an object and an array each. */
static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new ("{\"id\":1");
  g_autoptr (GString) notes = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;

  for (guint id = 2; id <= 32; id++)
    g_string_append_printf (text, ",\"items\":[{\"id\":%u", id);
  g_string_append_c (text, '}');
  for (guint id = 2; id <= 32; id++)
    g_string_append (text, "]}");
  node = rows_parse (text->str);
  nomo_salla_map_category (node, ROWS_AS_OF, note, notes);
  g_assert_true (g_str_has_suffix (notes->str, " 31<30 32<31"));
}

/* Of what a row does not speak, the store keeps what it holds. */
static void
test_in_part (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) first = rows_map (map, WHOLE);
  g_autoptr (NomoRecord) second = rows_map (map, "{\"id\":676900112,\"status\":\"hidden\"}");
  g_autoptr (NomoRecord) third = rows_map (map, "{\"id\":676900112,\"parent_id\":0}");
  g_autoptr (NomoRecord) held = rows_store_put (store, first);

  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, second);
  g_assert_cmpstr (nomo_record_get_text (held, CATEGORY_STATUS), ==, "hidden");
  g_assert_cmpint (nomo_record_get_int (held, CATEGORY_PARENT), ==, 5);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, third);
  g_assert_cmpint (nomo_record_get_int (held, CATEGORY_POSITION), ==, 3);
  g_assert_true (nomo_record_is_null (held, CATEGORY_PARENT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/category/fields", test_fields);
  g_test_add_func ("/map/category/refused", test_refused);
  g_test_add_func ("/map/category/trees", test_trees);
  g_test_add_func ("/map/category/depth", test_depth);
  g_test_add ("/map/category/in-part", RowsStore, NULL, rows_store_set_up, test_in_part, rows_store_tear_down);
  return g_test_run ();
}
