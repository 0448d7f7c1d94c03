#include "config.h"

#include "entities.h"
#include "fixture.h"
#include "nomo-engine-error.h"
#include "nomo-import.h"
#include "nomo-locale.h"
#include "nomo-record.h"
#include "nomo-undo.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum {
  GUEST_NAME,
  GUEST_PHONE,
  GUEST_STATUS,
  GUEST_AMOUNT,
  GUEST_CURRENCY,
  GUEST_VIP,
  GUEST_SINCE,
  GUEST_FIRM,
  GUEST_N_FIELDS
} GuestField;

static const NomoChoice guest_statuses[] = {
  { "completed", NC_ ("order status", "Completed") },
  { "canceled", NC_ ("order status", "Cancelled") },
  { NULL, NULL },
};

#define GUEST_NAME_FLAGS (NOMO_FIELD_REQUIRED | NOMO_FIELD_NAME | NOMO_FIELD_INDEXED | NOMO_FIELD_SEARCHABLE)

static const NomoField guest_fields[GUEST_N_FIELDS] = {
  [GUEST_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), GUEST_NAME_FLAGS },
  [GUEST_PHONE] = { "phone", NOMO_TYPE_PHONE, N_ ("Phone"), NOMO_FIELD_UNIQUE },
  [GUEST_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"), 0, guest_statuses, .context = "order status" },
  [GUEST_AMOUNT] = { "amount", NOMO_TYPE_MONEY, N_ ("Total"), 0, NULL, "currency" },
  [GUEST_CURRENCY] = { "currency", NOMO_TYPE_TEXT, N_ ("Currency") },
  [GUEST_VIP] = { "vip", NOMO_TYPE_BOOL, "VIP" },
  [GUEST_SINCE] = { "since", NOMO_TYPE_TIME, N_ ("Date"), NOMO_FIELD_INDEXED },
  [GUEST_FIRM] = { "firm", NOMO_TYPE_REF, "Firm", .ref = "firm", .on_delete = NOMO_ON_DELETE_DETACH },
};

static gboolean store_breaks;

/* What the store finds wrong and the checks do not see, as a new record has no number there. */
static gboolean
guest_validate (const NomoRecord *guest, GError **error)
{
  const char *name = nomo_record_get_text (guest, GUEST_NAME);

  if (g_str_equal (name, "odd"))
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, "Guest %" G_GINT64_FORMAT ": That is odd.",
                 nomo_record_get_id (guest));
  else if (nomo_record_get_id (guest) == G_MAXINT64)
    return TRUE;
  else if (g_str_equal (name, "stopped"))
    g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, "The store says no.");
  else if (store_breaks && g_str_equal (name, "breaks"))
    g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL, "full");
  else
    return TRUE;
  return FALSE;
}

static const NomoEntity entity_guest = {
  .name = "guest",
  .label = "Guest",
  .label_many = "Guests",
  .kind = NOMO_KIND_OWN,
  .fields = guest_fields,
  .n_fields = GUEST_N_FIELDS,
  .sort_field = GUEST_SINCE,
  .access = { [NOMO_ROLE_OWNER] = NOMO_VERBS_ALL, [NOMO_ROLE_AGENT] = NOMO_VERB_UPDATE },
  .validate = guest_validate,
};

static const NomoEntity *const guest_entities[] = { &entity_guest, &entity_firm, &entity_offer, NULL };

/* An import, and what it told. */
typedef struct {
  Fixture *store;
  const NomoEntity *entity;
  NomoImportOptions options;
  GString *refused; /* "line column: reason\n" */
  GCancellable *cancellable;
  guint64 cancel_after;
  char *id;
  char *refused_path;
  gint64 counts[NOMO_IMPORT_N_OUTCOMES];
} Trial;

static void
refused_cb (const NomoImportRow *row, gpointer data)
{
  Trial *self = data;

  g_string_append_printf (self->refused, "%" G_GUINT64_FORMAT " %s: %s\n", row->line,
                          row->column != NULL ? row->column->header : "-", row->reason);
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  Trial *self = data;

  g_assert_cmpuint (done, <=, total);
  if (self->cancel_after != 0 && done >= self->cancel_after)
    g_cancellable_cancel (self->cancellable);
}

static char *
write_file (Fixture *fixture, const char *text)
{
  char *path = g_build_filename (fixture->directory, "in.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
try (Trial *self, const char *text, const char *map, GError **error)
{
  g_autofree char *path = write_file (self->store, text);
  g_autoptr (GBytes) bytes = map != NULL ? g_bytes_new_static (map, strlen (map)) : NULL;
  const NomoImportWatch watch = { refused_cb, progress_cb, self };
  g_autoptr (NomoImport) import = NULL;
  gboolean ok;

  self->options.path = path;
  self->options.map = bytes;
  if (self->options.actor == NULL) {
    self->options.actor = "me";
    self->options.role = NOMO_ROLE_OWNER;
  }
  g_string_truncate (self->refused, 0);
  g_cancellable_reset (self->cancellable);
  import = nomo_import_new (self->store->store, self->entity, &self->options, error);
  if (import == NULL)
    return FALSE;
  ok = nomo_import_run (import, &watch, self->cancellable, error);
  g_free (self->id);
  self->id = g_strdup (nomo_import_get_id (import));
  g_free (self->refused_path);
  self->refused_path = g_strdup (nomo_import_get_refused_path (import));
  for (guint i = 0; i < NOMO_IMPORT_N_OUTCOMES; i++)
    self->counts[i] = nomo_import_get_count (import, i);
  return ok;
}

static void
assert_counts (const Trial *self, gint64 created, gint64 changed, gint64 unchanged, gint64 refused)
{
  g_assert_cmpint (self->counts[NOMO_IMPORT_CREATED], ==, created);
  g_assert_cmpint (self->counts[NOMO_IMPORT_CHANGED], ==, changed);
  g_assert_cmpint (self->counts[NOMO_IMPORT_UNCHANGED], ==, unchanged);
  g_assert_cmpint (self->counts[NOMO_IMPORT_REFUSED], ==, refused);
}

static void
do_import (Trial *self, const char *text, const char *map)
{
  g_autoptr (GError) error = NULL;

  try (self, text, map, &error);
  g_assert_no_error (error);
}

static void
assert_wrong (Trial *self, const char *text, const char *map, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (try (self, text, map, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static gint64
count_guests (const Trial *self)
{
  g_autoptr (NomoQuery) query = nomo_query_new (&entity_guest);
  g_autoptr (GError) error = NULL;
  gint64 count = nomo_store_count (self->store->store, query, &error);

  g_assert_no_error (error);
  return count;
}

static NomoRecord *
find_guest (const Trial *self, const char *name)
{
  g_autoptr (NomoQuery) query = nomo_query_new (&entity_guest);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  nomo_query_where (query, GUEST_NAME, NOMO_OP_EQ, name, &error);
  g_assert_no_error (error);
  records = nomo_store_list (self->store->store, query, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  return nomo_record_ref (records->pdata[0]);
}

static void
trial_set_up (Trial *self, Fixture *fixture)
{
  self->store = fixture;
  self->entity = &entity_guest;
  self->refused = g_string_new (NULL);
  self->cancellable = g_cancellable_new ();
}

static void
trial_tear_down (Trial *self)
{
  g_string_free (self->refused, TRUE);
  g_object_unref (self->cancellable);
  g_free (self->id);
  g_free (self->refused_path);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  Trial trial = { 0 };
  g_autoptr (NomoRecord) guest = NULL;

  trial_set_up (&trial, fixture);
  do_import (&trial,
             "\xef\xbb\xbf الاسم;PHONE;Status;Total;currency;VIP;التاريخ;note\r\n"
             "نورة;٠٥٠١٢٣٤٥٦٧;تم التنفيذ;١٬٢٠٤٫٥;KWD;نعم;1448-06-12h;x\r\n"
             ";;;;;;;\r\n"
             "سعد;;cancelled;12.5;;no;;\r\n",
             NULL);
  assert_counts (&trial, 2, 0, 0, 0);
  guest = find_guest (&trial, "نورة");
  g_assert_cmpstr (nomo_record_get_text (guest, GUEST_PHONE), ==, "+966501234567");
  g_assert_cmpstr (nomo_record_get_text (guest, GUEST_STATUS), ==, "completed");
  g_assert_cmpint (nomo_record_get_int (guest, GUEST_AMOUNT), ==, 1204500);
  g_assert_cmpint (nomo_record_get_int (guest, GUEST_VIP), ==, 1);
  g_assert_cmpint (nomo_record_get_int (guest, GUEST_SINCE), ==, G_GINT64_CONSTANT (1795294800000));
  nomo_record_unref (guest);
  guest = find_guest (&trial, "سعد");
  g_assert_true (nomo_record_is_null (guest, GUEST_PHONE));
  g_assert_cmpint (nomo_record_get_int (guest, GUEST_AMOUNT), ==, 1250);
  trial_tear_down (&trial);
}

static const char map[] = "{\"columns\":{\"الجوال\":\"phone\",\"اسم العميل\":\"name\","
                          "\"الحالة\":{\"field\":\"status\",\"choices\":{\"جديد\":\"completed\"},\"empty\":\"clear\"},"
                          "\"كبير\":\"vip\"},\"defaults\":{\"currency\":\"SAR\",\"amount\":10.5,\"vip\":true},"
                          "\"key\":\"phone\"}";

static void
test_map (Fixture *fixture, gconstpointer data)
{
  Trial trial = { 0 };
  g_autoptr (NomoRecord) guest = NULL;

  trial_set_up (&trial, fixture);
  do_import (&trial, "اسم العميل,الجوال,الحالة,كبير\nنورة,0501234567,جديد,\nسعد,0501234568,Cancelled,لا\n", map);
  assert_counts (&trial, 2, 0, 0, 0);
  guest = find_guest (&trial, "نورة");
  g_assert_cmpstr (nomo_record_get_text (guest, GUEST_STATUS), ==, "completed");
  g_assert_cmpint (nomo_record_get_int (guest, GUEST_AMOUNT), ==, 1050);
  g_assert_cmpint (nomo_record_get_int (guest, GUEST_VIP), ==, 1);
  nomo_record_unref (guest);
  /* The first is the same, the second loses its status, keeps what an empty cell does not speak of, and gets a name. */
  do_import (&trial, "اسم العميل,الجوال,الحالة,كبير\nنورة,+966 50 123 4567,تم التنفيذ,\nسعد الدين,٠٥٠١٢٣٤٥٦٨,,\n", map);
  assert_counts (&trial, 0, 1, 1, 0);
  g_assert_cmpint (count_guests (&trial), ==, 2);
  guest = find_guest (&trial, "سعد الدين");
  g_assert_true (nomo_record_is_null (guest, GUEST_STATUS));
  g_assert_cmpint (nomo_record_get_int (guest, GUEST_VIP), ==, 0);
  trial_tear_down (&trial);
}

static void
assert_refusals (Trial *trial, const char *text, const char *expected)
{
  g_autofree char *refused = NULL;

  trial->options.dry_run = TRUE;
  do_import (trial, text, NULL);
  g_assert_cmpstr (trial->refused->str, ==, expected);
  refused = g_strdup (trial->refused->str);
  trial->options.dry_run = FALSE;
  do_import (trial, text, NULL);
  g_assert_cmpstr (trial->refused->str, ==, refused);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  Trial trial = { .options = { .key = "phone" } };
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  trial_set_up (&trial, fixture);
  assert_refusals (&trial,
                   "name,phone,status,amount,since,firm\n"
                   "a,12,,,,\n"
                   "b,,,,,\n"
                   ",0501234567,,,,\n"
                   "d,0501234567,,,,\n"
                   "\"=e\n\",0501234568,soon,,,\n"
                   "f,0501234569,,12;5,,\n"
                   "g,0501234561,,,22/22/2026,\n"
                   "h,0501234562,,,,99\n"
                   "i,0501234563,,,,,surplus\n"
                   "odd,0501234565,,,,\n"
                   "fine,0501234564,,,,\n",
                   "2 phone: “12” is not a phone number.\n"
                   "3 phone: Records are found by this, and it is missing.\n"
                   "4 name: “Name” is missing.\n"
                   "5 phone: Line 4 has the same.\n"
                   "6 status: “soon” is none of the choices.\n"
                   "8 amount: This is not an amount. Write it like 222.30.\n"
                   "9 since: “22/22/2026” is not a date. Write it like 2026-11-22, 22/11/2026 or 1448-06-12h.\n"
                   "10 firm: There is no record with this number.\n"
                   "11 -: The row has more cells than there are columns.\n"
                   "12 -: That is odd.\n");
  assert_counts (&trial, 1, 0, 0, 10);
  g_assert_true (g_str_has_suffix (trial.refused_path, "in.csv.refused.csv"));
  g_file_get_contents (trial.refused_path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (contents, "\xef\xbb\xbfname,phone,status,amount,since,firm,Why it was refused\r\n"
                                             "a,12,,,,,phone: “12” is not a phone number.\r\n"));
  g_assert_nonnull (strstr (contents, "\"'=e\n\",0501234568,soon,,,,status: “soon” is none of the choices.\r\n"));
  g_assert_nonnull (strstr (contents, "\r\ni,0501234563,,,,,surplus,The row has more cells than there are columns."));
  trial_tear_down (&trial);
}

static void
test_unique (Fixture *fixture, gconstpointer data)
{
  Trial trial = { 0 };

  trial_set_up (&trial, fixture);
  do_import (&trial, "name,phone\na,0501234567\nb,0501234568\nb,0501234569\n", NULL);
  assert_counts (&trial, 3, 0, 0, 0);
  trial.options.key = "name";
  do_import (&trial, "name,phone\nA,0501234568\na,0501234560\nb,0501234561\n", NULL);
  g_assert_true (g_str_has_prefix (trial.refused->str, "2 phone: “Phone” is taken: Guest "));
  g_assert_nonnull (strstr (trial.refused->str, "3 name: Line 2 has the same.\n"));
  g_assert_nonnull (strstr (trial.refused->str, "4 name: Several records have this"));
  assert_counts (&trial, 0, 0, 0, 3);
  trial_tear_down (&trial);
}

static void
test_id (Fixture *fixture, gconstpointer data)
{
  Trial trial = { 0 };
  g_autoptr (NomoRecord) guest = NULL;
  g_autofree char *text = NULL;

  trial_set_up (&trial, fixture);
  do_import (&trial, "name,phone\na,0501234567\n", NULL);
  guest = find_guest (&trial, "a");
  text = g_strdup_printf ("Number,Name\n%" G_GINT64_FORMAT ",new\n7,other\n,none\n", nomo_record_get_id (guest));
  do_import (&trial, text, NULL);
  assert_counts (&trial, 0, 1, 0, 2);
  g_assert_cmpstr (trial.refused->str, ==,
                   "3 Number: There is no record with this number.\n"
                   "4 Number: Records are found by this, and it is missing.\n");
  nomo_record_unref (guest);
  guest = find_guest (&trial, "new");
  trial_tear_down (&trial);
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  Trial trial = { 0 };
  g_autoptr (GString) many = g_string_new ("name");

  trial_set_up (&trial, fixture);
  assert_wrong (&trial, "", NULL, "empty");
  assert_wrong (&trial, "x,y\n1,2\n", NULL, "none of its columns");
  assert_wrong (&trial, "name,Name\n1,2\n", NULL, "two columns");
  assert_wrong (&trial, "name\n\xc7\n", NULL, "Line 2, column 1 is not UTF-8");
  assert_wrong (&trial, "name\n\"open\n", NULL, "never closed");
  assert_wrong (&trial, "name\na\n", "[]", "no JSON object");
  assert_wrong (&trial, "name\na\n", "{\"column\":{}}", "not “column”");
  assert_wrong (&trial, "name\na\n", "{\"columns\":{\"x\":\"name\"}}", "no column “x”, but these: name");
  assert_wrong (&trial, "name\na\n", "{\"columns\":{\"name\":\"title\"}}", "“title” is no field");
  assert_wrong (&trial, "name\na\n", "{\"columns\":{\"name\":7}}", "“7” is no field");
  assert_wrong (&trial, "name\na\n", "{\"columns\":{\"name\":{\"choices\":{}}}}", "which field “name” is");
  assert_wrong (&trial, "name\na\n", "{\"columns\":{\"name\":{\"field\":\"name\",\"choices\":{\"a\":\"b\"}}}}",
                "no choices");
  assert_wrong (&trial, "s\na\n", "{\"columns\":{\"s\":{\"field\":\"status\",\"choices\":{\"a\":\"b\"}}}}",
                "“b” is no choice");
  assert_wrong (&trial, "name\na\n", "{\"columns\":{\"name\":{\"field\":\"name\",\"empty\":\"x\"}}}", "“keep”");
  assert_wrong (&trial, "name\na\n", "{\"defaults\":{\"since\":\"soon\"}}", "since: “soon” is not a date");
  assert_wrong (&trial, "name\na\n", "{\"key\":\"phone\"}", "which no column is");
  assert_wrong (&trial, "name,vip\na,no\n", "{\"key\":\"vip\"}", "no index");
  for (guint i = 0; i < 200; i++)
    g_string_append (many, ",x");
  assert_wrong (&trial, many->str, NULL, "more than 200 columns");
  trial.entity = &entity_offer;
  assert_wrong (&trial, "uses\n1\n", "{\"columns\":{\"uses\":\"uses\"}}", "belongs to Salla");
  g_assert_cmpint (count_guests (&trial), ==, 0);
  trial_tear_down (&trial);
}

static void
test_role (Fixture *fixture, gconstpointer data)
{
  Trial trial = { 0 };

  trial_set_up (&trial, fixture);
  do_import (&trial, "name,phone\na,0501234567\n", NULL);
  trial.options.role = NOMO_ROLE_AGENT;
  trial.options.key = "phone";
  do_import (&trial, "name,phone\nb,0501234567\nc,0501234568\n", NULL);
  assert_counts (&trial, 0, 1, 0, 1);
  g_assert_cmpstr (trial.refused->str, ==, "3 -: Such records cannot be made here.\n");
  trial_tear_down (&trial);
}

static char *
make_guests (guint n)
{
  GString *text = g_string_new ("name,phone\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "guest %u,%s%07u\n", i, i % 500 == 7 ? "1" : "050", i);
  return g_string_free (text, FALSE);
}

static void
assert_undo (const Trial *trial, guint deleted, guint conflicts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoUndone) undone = nomo_undo (trial->store->store, trial->id, "me", NOMO_ROLE_OWNER, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (undone->deleted, ==, deleted);
  g_assert_cmpuint (undone->conflicts->len, ==, conflicts);
}

static void
rename_guest (const Trial *trial, const char *name, const char *new_name)
{
  g_autoptr (NomoRecord) guest = find_guest (trial, name);
  NomoRecordBuilder *builder = nomo_record_build_from (guest);

  nomo_builder_set_text (builder, GUEST_NAME, new_name);
  fixture_change (trial->store, builder);
}

static void
test_chunks (Fixture *fixture, gconstpointer data)
{
  Trial trial = { 0 };
  g_autofree char *text = make_guests (2500);

  trial_set_up (&trial, fixture);
  do_import (&trial, text, NULL);
  assert_counts (&trial, 2495, 0, 0, 5);
  g_assert_cmpint (count_guests (&trial), ==, 2495);
  rename_guest (&trial, "guest 1200", "changed since");
  assert_undo (&trial, 2494, 1);
  g_assert_cmpint (count_guests (&trial), ==, 1);
  assert_undo (&trial, 2494, 1);
  trial_tear_down (&trial);
}

static void
test_resume (Fixture *fixture, gconstpointer data)
{
  Trial trial = { .cancel_after = 2000 };
  g_autofree char *text = make_guests (3500);
  g_autofree char *whole = NULL, *again = NULL, *id = NULL;
  g_autoptr (GError) error = NULL;

  trial_set_up (&trial, fixture);
  g_assert_false (try (&trial, text, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_guests (&trial), ==, 1996);
  g_clear_error (&error);
  /* What was added to the file after the last commit is not counted. */
  g_file_get_contents (trial.refused_path, &whole, NULL, NULL);
  again = g_strconcat (whole, "half a ro", NULL);
  g_assert_true (g_file_set_contents (trial.refused_path, again, -1, NULL));
  id = g_strdup (trial.id);
  trial.options.resume = id;
  trial.cancel_after = 0;
  assert_wrong (&trial, "name,phone\nother,0501234567\n", NULL, "not the one");
  do_import (&trial, text, NULL);
  assert_counts (&trial, 3493, 0, 0, 7);
  g_assert_cmpint (count_guests (&trial), ==, 3493);
  g_free (again);
  g_file_get_contents (trial.refused_path, &again, NULL, NULL);
  g_assert_null (strstr (again, "half"));
  g_assert_true (g_str_has_prefix (again, whole));
  g_assert_nonnull (strstr (again, "guest 3007,"));
  do_import (&trial, text, NULL);
  assert_counts (&trial, 3493, 0, 0, 7);
  g_assert_cmpint (count_guests (&trial), ==, 3493);
  trial.options.resume = "import-none";
  assert_wrong (&trial, text, NULL, "no import");
  g_free (trial.id);
  trial.id = g_strdup (id);
  assert_undo (&trial, 3493, 0);
  trial_tear_down (&trial);
}

/* The store refuses a row that the checks let through, then breaks: the others are written all the same, once. */
static void
test_split (Fixture *fixture, gconstpointer data)
{
  Trial trial = { 0 };
  const char *text = "name,phone\nbad,12\na,0501234567\nstopped,0501234568\nb,\nbreaks,0501234569\nc,\n";
  g_autofree char *id = NULL, *contents = NULL;
  g_autoptr (GError) error = NULL;

  trial_set_up (&trial, fixture);
  store_breaks = TRUE;
  g_assert_false (try (&trial, text, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL);
  g_assert_cmpint (count_guests (&trial), ==, 2);
  store_breaks = FALSE;
  id = g_strdup (trial.id);
  trial.options.resume = id;
  do_import (&trial, text, NULL);
  assert_counts (&trial, 4, 0, 0, 2);
  g_assert_cmpint (count_guests (&trial), ==, 4);
  g_assert_cmpstr (trial.refused->str, ==, "2 phone: “12” is not a phone number.\n4 -: The store says no.\n");
  g_file_get_contents (trial.refused_path, &contents, NULL, NULL);
  g_assert_nonnull (strstr (contents, "\r\nstopped,0501234568,The store says no.\r\n"));
  assert_undo (&trial, 4, 0);
  g_assert_cmpint (count_guests (&trial), ==, 0);
  trial_tear_down (&trial);
}

#define ADD(name, func) \
  g_test_add ("/import/" name, Fixture, guest_entities, fixture_set_up_entities, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  nomo_locale_init ("en");
  ADD ("values", test_values);
  ADD ("map", test_map);
  ADD ("refused", test_refused);
  ADD ("unique", test_unique);
  ADD ("id", test_id);
  ADD ("wrong", test_wrong);
  ADD ("role", test_role);
  ADD ("chunks", test_chunks);
  ADD ("resume", test_resume);
  ADD ("split", test_split);
  return g_test_run ();
}
