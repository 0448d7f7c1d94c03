#include "fixture.h"
#include "nomo-contact.h"
#include "nomo-store-error.h"

static void
test_round_trip (gconstpointer data)
{
  const char *text = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), text, &error);
  g_autofree char *again = NULL;
  g_autoptr (NomoQuery) second = NULL;

  g_assert_no_error (error);
  again = nomo_query_to_text (query);
  g_assert_cmpstr (again, ==, text);
  second = nomo_query_parse (nomo_order_entity (), again, &error);
  g_assert_no_error (error);
  g_assert_true (nomo_query_equal (query, second));
}

typedef struct {
  const char *text;
  const char *canonical;
} Spelling;

static void
test_spelling (void)
{
  static const Spelling spellings[] = {
    { "  status=completed and   total>100.5 ", "status = completed AND total > 100.50" },
    { "total >= \"١٬٢٠٠٫٥٠\"", "total >= 1200.50" },
    { "date >= ٢٠٢٦-١٠-٠١", "date >= 2026-10-01" },
    { "date < \"2026-10-01 10:42\"", "date < 2026-10-01T10:42" },
    { "draft = نعم", "draft = yes" },
    { "pending != 0", "pending != no" },
    { "status IN (completed،canceled)", "status in (completed, canceled)" },
    { "search ~ \"الرِّياض 2\"", "search ~ \"الرياض 2\"" },
    { "", "" },
    { "((status = completed))", "status = completed" },
    { "total > 1 AND (draft = no AND (pending = no))", "total > 1.00 AND draft = no AND pending = no" },
    { "total > 1 OR (draft = no OR pending = no)", "total > 1.00 OR draft = no OR pending = no" },
    { "total > 1 OR (draft = no AND pending = no)", "total > 1.00 OR draft = no AND pending = no" },
    { "NOT NOT total > 1", "total > 1.00" },
    { "not ( not (draft = no))", "draft = no" },
    { "NOT (NOT (draft = no OR total > 1))", "draft = no OR total > 1.00" },
    { "NOT (draft = no)", "NOT draft = no" },
    { "coupon IS  Not EMPTY and city is empty", "coupon is not empty AND city is empty" },
    { "city Not In (الرياض، جدة)", "city not in (الرياض, جدة)" },
    { "tags.name = vip", "tags has vip" },
    { "items.name ~ \"عطر الورد\"", "items.name ~ \"عطر الورد\"" },
    { "total > \"100.5 kwd\"", "total > \"100.500 KWD\"" },
    { "total in (\"٥ SAR\", 7)", "total in (\"5.00 SAR\", 7.00)" },
    { "date = \"Last 7 Days\"", "date = last-7-days" },
    { "date = \"آخر ٣٠ يومًا\"", "date = last-30-days" },
    { "date = \"هذا الأسبوع\"", "date = this-week" },
    { "date in (اليوم، أمس)", "date in (today, yesterday)" },
    { "date < الآن", "date < now" },
    { "item_count >= item_count", "item_count >= item_count" },
    { "date = 2026/10", "date = 2026-10" },
    { "date >= ١٤٤٧-٠٩-٠١هـ", "date >= 1447-09-01h" },
    { "date = \"رمضان ١٤٤٦\"", "date = ramadan-1446" },
    { "order by total desc limit ٢٠", "ORDER BY -total LIMIT 20" },
    { "status = completed ORDER BY total ASC", "status = completed ORDER BY total" },
    { "ORDER BY -date", "" },
    { "ORDER BY -date DESC", "ORDER BY date" },
    { "LIMIT 5", "LIMIT 5" },
    { "search ~ \"--\" OR total > 1", "total > 1.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), spellings[i].text, &error);
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    text = nomo_query_to_text (query);
    g_assert_cmpstr (text, ==, spellings[i].canonical);
  }
}

static void
test_refusals (void)
{
  static const Spelling refusals[] = {
    { "colour = red", "There is no field called “colour”." },
    { "status", "After “status” comes a comparison such as = or >= or ~." },
    { "status \"=\" a", "After “status” comes a comparison such as = or >= or ~." },
    { "status = ", "The filter ends where a value should follow." },
    { "status = )", "“)” stands in the filter where a value should." },
    { "status = completed XOR total > 1", "“XOR” stands in the filter where AND, OR, ORDER BY or LIMIT should." },
    { "status = completed AND ", "The filter ends where a field should follow." },
    { "status = \"completed", "A quotation mark in the filter is not closed." },
    { "status in completed", "After “in” come values in parentheses, with commas between them." },
    { "status in (completed", "A parenthesis in the filter is not closed." },
    { "total > much", "“total” needs an amount such as 100.50, not “much”." },
    { "date > soon", "“date” needs a day such as 2026-11-22 or a period such as last-7-days, not “soon”." },
    { "date > 2026-10-01T25:00",
      "“date” needs a day such as 2026-11-22 or a period such as last-7-days, not “2026-10-01T25:00”." },
    { "item_count = total", "“item_count” needs a whole number, not “total”." },
    { "item_count = 1.5", "“item_count” needs a whole number, not “1.5”." },
    { "draft = maybe", "“draft” is yes or no, not “maybe”." },
    { "status > completed", "“status” cannot be compared in this way." },
    { "total ~ 1", "“total” cannot be compared in this way." },
    { "search = a", "After “search” comes ~ and a text." },
    { "a\xff", "The filter is not readable text." },
    { "(status = completed", "A parenthesis in the filter is not closed." },
    { "(status = completed total > 1)", "“total” stands in the filter where AND or OR should." },
    { "status = completed)", "“)” stands in the filter where AND, OR, ORDER BY or LIMIT should." },
    { "NOT", "The filter ends where a field should follow." },
    { "()", "There is no field called “)”." },
    { "status is completed", "After “is” comes empty or not empty." },
    { "status not completed", "Behind a field, “not” is followed by “in” and values in parentheses." },
    { "tags = vip", "After “tags” comes has and a value, or is empty, or a dot and a field." },
    { "tags.colour = red", "There is no field called “tags.colour”." },
    { "items.quantity = many", "“quantity” needs a whole number, not “many”." },
    { "ORDER total", "There is no field called “ORDER”." },
    { "total > 1 ORDER total", "After ORDER come BY and a field." },
    { "ORDER BY", "After ORDER come BY and a field." },
    { "ORDER BY rate", "Lists cannot be sorted by “rate”." },
    { "ORDER BY -nothing", "Lists cannot be sorted by “nothing”." },
    { "LIMIT 5000000000", "After LIMIT comes a whole number such as 50." },
    { "total > 1 LIMIT many", "After LIMIT comes a whole number such as 50." },
    { "LIMIT 5 total > 1", "“total” stands in the filter where AND, OR, ORDER BY or LIMIT should." },
    { "date = last-0-days",
      "“date” needs a day such as 2026-11-22 or a period such as last-7-days, not “last-0-days”." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (nomo_query_parse (nomo_order_entity (), refusals[i].text, &error));
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, refusals[i].canonical);
  }
}

static void
assert_too_much (const char *filter, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nomo_query_parse (nomo_order_entity (), filter, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

static char *
repeat (const char *text, guint n)
{
  GString *many = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (many, text);
  return g_string_free (many, FALSE);
}

static void
test_too_long (void)
{
  g_autofree char *conditions = repeat ("total > 0 AND ", 63);
  g_autofree char *most = g_strconcat (conditions, "total > 0", NULL);
  g_autofree char *more = g_strconcat (conditions, "total > 0 AND total > 0", NULL);
  g_autofree char *values = repeat ("1,", 500);
  g_autofree char *list = g_strconcat ("total in (", values, "1)", NULL);
  g_autofree char *short_values = repeat ("1,", 400);
  g_autofree char *lists = repeat ("item_count > 0 AND ", 2);
  g_autoptr (GString) long_list = g_string_new (lists);

  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), most, NULL);
  g_assert_nonnull (query);
  assert_too_much (more, "The filter is too long.");
  assert_too_much (list, "The filter is too long.");
  /* It could be read, but not be read again as it would be written: 1.00 is longer than 1. */
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (long_list, "total in (%s1) AND ", short_values);
  g_string_append (long_list, "draft = no");
  g_assert_cmpuint (long_list->len, <, 20000);
  assert_too_much (long_list->str, "The filter is too long.");
}

static void
test_too_deep (void)
{
  g_autofree char *open = repeat ("(", 16);
  g_autofree char *close = repeat (")", 16);
  g_autofree char *deep = g_strconcat (open, "total > 1", close, NULL);
  g_autofree char *deeper = g_strconcat ("(", deep, ")", NULL);
  g_autofree char *nested = repeat ("draft = no AND (total > 1 OR (", 8);
  g_autofree char *alternating = g_strconcat (nested, "pending = no", close, NULL);

  g_autoptr (NomoQuery) one = nomo_query_parse (nomo_order_entity (), deep, NULL);
  g_autoptr (NomoQuery) other = nomo_query_parse (nomo_order_entity (), alternating, NULL);
  g_assert_nonnull (one);
  g_assert_nonnull (other);
  assert_too_much (deeper, "The filter has too many parentheses in each other.");
}

static void
test_built (void)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_contact_entity ());
  g_autofree char *text = NULL;

  g_assert_true (nomo_query_where (query, CONTACT_STAGE, NOMO_OP_EQ, "lead", NULL));
  nomo_query_begin_group (query, NOMO_JOIN_OR);
  g_assert_true (nomo_query_where_part (query, CONTACT_PART_TAGS, CONTACT_TAG_NAME, NOMO_OP_EQ, "vip", NULL));
  nomo_query_begin_group (query, NOMO_JOIN_NONE);
  g_assert_true (nomo_query_where (query, CONTACT_CITY, NOMO_OP_EMPTY, NULL, NULL));
  g_assert_true (nomo_query_where_extra (query, CONTACT_EXTRA, "the colour", NOMO_OP_NE, "red", NULL));
  nomo_query_end_group (query);
  nomo_query_begin_group (query, NOMO_JOIN_AND);
  nomo_query_end_group (query);
  nomo_query_end_group (query);
  g_assert_true (nomo_query_where_extra (query, CONTACT_EXTRA, "size", NOMO_OP_GT, "40", NULL));
  g_assert_true (nomo_query_sort (query, CONTACT_NAME, FALSE));
  g_assert_true (nomo_query_is_ordered (query));
  nomo_query_limit (query, 7);
  text = nomo_query_to_text (query);
  g_assert_cmpstr (text, ==,
                   "stage = lead AND (tags has vip OR NOT (city is empty OR extra.\"the colour\" != red))"
                   " AND extra.size > 40 ORDER BY name LIMIT 7");
}

static void
test_custom_fields (void)
{
  static const char *const refused[] = { "extra.\"a\\\"b\" = 1", "extra.\"a\\\\b\" = 1", "extra. = 1",
                                         "extra.\"\" = 1" };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) whole = nomo_query_parse (nomo_contact_entity (), "extra is empty", &error);

  g_assert_no_error (error);
  g_assert_null (nomo_query_parse (nomo_contact_entity (), "extra = red", &error));
  g_assert_cmpstr (error->message, ==, "“extra” cannot be compared in this way.");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_clear_error (&error);
    g_assert_null (nomo_query_parse (nomo_contact_entity (), refused[i], &error));
    g_assert_cmpstr (error->message, ==, "The name of a custom field has no quotation marks and no backslashes.");
  }
}

static void
test_currency (void)
{
  g_autoptr (NomoQuery) dinars = nomo_query_parse_with (nomo_order_entity (), "total > 1.5", "KWD", NULL);
  g_autoptr (NomoQuery) riyals = nomo_query_parse (nomo_order_entity (), "total > 1.5", NULL);
  g_autoptr (NomoQuery) copy = nomo_query_copy (dinars);
  g_autofree char *dinars_text = nomo_query_to_text (copy);
  g_autofree char *riyals_text = nomo_query_to_text (riyals);

  g_assert_cmpstr (dinars_text, ==, "total > 1.500");
  g_assert_cmpstr (riyals_text, ==, "total > 1.50");
  g_assert_true (nomo_query_equal (dinars, copy));
  g_assert_false (nomo_query_is_ordered (copy));
  g_assert_false (nomo_query_equal (dinars, riyals));
}

static const char *
random_value (const NomoField *field)
{
  static const char *const texts[] = { "",   "a",    "AND",       "or",       "not",  "(",       "a,b،c",
                                       "\"", "\\",   "'; DROP--", "الرياض",   "50%",  "a_b",     "1.5",
                                       "-3", "a\nb", "search",    "ORDER BY", "a.b:", "LIMIT 5", "\xf0\x9f\x8c\xb9" };
  static const char *const times[] = { "today",           "2026-10-01",      "2026-10",     "2026",
                                       "1447-09-01h",     "1447-09h",        "1447h",       "ramadan",
                                       "ramadan-1446",    "last-7-days",     "next-1-days", "this-week",
                                       "last-hijri-year", "2026-10-01T10:42" };
  static const char *const numbers[] = { "0", "-1", "9223372036854775807", "-9223372036854775808", "٤٢" };
  static const char *const amounts[] = { "0", "-1.5", "100.505", "3 KWD", "1 jpy", "92233720368547758.07" };

  if (field->type == NOMO_TYPE_TIME)
    return times[g_test_rand_int_range (0, G_N_ELEMENTS (times))];
  if (field->type == NOMO_TYPE_MONEY)
    return amounts[g_test_rand_int_range (0, G_N_ELEMENTS (amounts))];
  if (field->type == NOMO_TYPE_BOOL)
    return g_test_rand_bit () ? "yes" : "لا";
  if (!nomo_type_is_text (field->type))
    return numbers[g_test_rand_int_range (0, G_N_ELEMENTS (numbers))];
  return texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
}

static void
add_random_compare (NomoQuery *query)
{
  const NomoEntity *entity = nomo_query_get_entity (query);
  guint field = (guint) g_test_rand_int_range (0, (int) entity->n_fields);
  NomoOp op = (NomoOp) g_test_rand_int_range (0, NOMO_OP_NOT_EMPTY + 1);
  const char *values[] = { random_value (&entity->fields[field]), random_value (&entity->fields[field]), NULL };
  guint part = (guint) g_test_rand_int_range (0, (int) entity->n_parts);
  guint column = (guint) g_test_rand_int_range (0, (int) entity->parts[part].n_fields);

  if (op == NOMO_OP_NOT_IN || op == NOMO_OP_IN)
    nomo_query_where_in (query, field, values, NULL);
  else if (g_test_rand_int_range (0, 5) == 0)
    nomo_query_where_part (query, part, column, op, random_value (&entity->parts[part].fields[column]), NULL);
  else if (entity->fields[field].type == NOMO_TYPE_EXTRA)
    nomo_query_where_extra (query, field, g_test_rand_bit () ? "colour" : "لون السيارة", op, values[0], NULL);
  else if (!nomo_type_is_text (entity->fields[field].type) && op <= NOMO_OP_NE && g_test_rand_bit ())
    nomo_query_where_int (query, field, op, (gint64) g_test_rand_int () * g_test_rand_int ());
  else
    nomo_query_where (query, field, op, values[0], NULL);
}

static void
add_random_conditions (NomoQuery *query, guint depth)
{
  guint n = (guint) g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n; i++) {
    if (depth > 4 || g_test_rand_bit ()) {
      add_random_compare (query);
    } else if (g_test_rand_int_range (0, 8) == 0) {
      nomo_query_where_search (query, "الرِّياض -2");
    } else {
      nomo_query_begin_group (query, (NomoJoin) g_test_rand_int_range (0, NOMO_JOIN_NONE + 1));
      add_random_conditions (query, depth + 1);
      nomo_query_end_group (query);
    }
  }
}

static void
test_random (void)
{
  guint n_conditions = 0;

  for (guint i = 0; i < 2000; i++) {
    const NomoEntity *entity = i % 2 == 0 ? nomo_order_entity () : nomo_contact_entity ();
    g_autoptr (NomoQuery) query = nomo_query_new (entity);
    g_autoptr (NomoQuery) again = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    g_autofree char *same = NULL;

    add_random_conditions (query, 0);
    nomo_query_sort (query, (guint) g_test_rand_int_range (0, (int) entity->n_fields), g_test_rand_bit ());
    nomo_query_limit (query, (guint) g_test_rand_int_range (0, 3));
    text = nomo_query_to_text (query);
    again = nomo_query_parse (entity, text, &error);
    /* A random query may have more conditions than a filter. */
    if (g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID) &&
        g_str_equal (error->message, "The filter is too long."))
      continue;
    g_assert_no_error (error);
    same = nomo_query_to_text (again);
    g_assert_cmpstr (same, ==, text);
    g_assert_true (nomo_query_equal (query, again));
    n_conditions += nomo_query_is_all (query) ? 0 : 1;
  }
  g_assert_cmpuint (n_conditions, >, 1000);
}

int
main (int argc, char **argv)
{
  static const char *const texts[] = {
    "status = completed AND date >= 2026-10-01 AND total > 100.50",
    "items_text ~ \"عطر \\\"الورد\\\" \\\\\" AND payment in (mada, cod)",
    "date < 2026-10-01T10:42 AND date > 2026-10-01T10:42:07 AND date != 2026-10-01T10:42:07.123",
    "reference starts 200 AND item_count >= 2 AND draft = no AND total < -5.00",
    "customer = 19378402502",
    "status = completed AND (total > 500.00 OR city = الرياض)",
    "NOT (status = completed OR NOT total > 1.00 AND draft = no) AND NOT coupon is empty",
    "tags has \"very important\" AND items.quantity >= 2 AND tags is not empty AND NOT tags has x ORDER BY -total LIMIT 9",
    "city not in (الرياض, جدة) AND date = this-hijri-month AND date != 1447-09-01h ORDER BY status",
    "date in (today, yesterday, last-7-days, next-3-days, 2026-10, 2026, 1447h, 1447-09h, ramadan, ramadan-1446)",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *path = g_strdup_printf ("/query/round-trip/%u", i);

    g_test_add_data_func (path, texts[i], test_round_trip);
  }
  g_test_add_func ("/query/spelling", test_spelling);
  g_test_add_func ("/query/refusals", test_refusals);
  g_test_add_func ("/query/too-long", test_too_long);
  g_test_add_func ("/query/too-deep", test_too_deep);
  g_test_add_func ("/query/built", test_built);
  g_test_add_func ("/query/custom-fields", test_custom_fields);
  g_test_add_func ("/query/currency", test_currency);
  g_test_add_func ("/query/random", test_random);
  return g_test_run ();
}
