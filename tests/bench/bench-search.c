#include "bench.h"
#include "nomo-connection.h"
#include "nomo-customer.h"
#include "nomo-disk.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-search.h"
#include "nomo-store.h"
#include "nomo-text.h"

#include <math.h>
#include <stdio.h>

#define N_RECORDS 1000000
#define N_WORDS   5000
#define PAGE      2000
#define ROUNDS    11
#define LIMIT     20
#define EPOCH     G_GINT64_CONSTANT (1727730000000)
#define STEP_MS   66000 /* between two records: 25 months in all */

static const char *const given[] = {
  "محمد",    "عبدالله", "نورة",  "سارة", "أحمد", "فهد",   "خالد",      "عبد الرحمن", "فاطمة", "ريم",
  "سلطان",   "هند",     "منيرة", "تركي", "ليلى", "ماجد",  "عبدالعزيز", "أمل",        "مريم",  "سعود",
  "إبراهيم", "لطيفة",   "يوسف",  "شهد",  "عمر",  "بدر",   "أسماء",     "صالح",       "هيا",   "ناصر",
  "مشاعل",   "علي",     "غادة",  "بندر", "رنا",  "إيمان", "فيصل",      "العنود",     "حصة",   "مها",
  "زياد",    "دانة",    "وليد",  "أروى", "حسين", "بشاير", "راكان",     "جواهر",      "نايف",  "وفاء",
};

static const char *const families[] = {
  "العتيبي", "الغامدي", "القحطاني", "الشهري", "الدوسري", "الحربي",  "المطيري", "الزهراني", "السبيعي", "العنزي",
  "الشمري",  "المالكي", "الجهني",   "البلوي", "العمري",  "الرشيدي", "الأحمدي", "الخالدي",  "التميمي", "الفيفي",
  "اليامي",  "الصاعدي", "باوزير",   "بخش",    "فلمبان",  "الراجحي", "العيسى",  "الموسى",   "السديري", "آل سعود",
};

static const char *const cities[] = { "الرياض", "جدة", "مكة", "الدمام", "المدينة المنورة", "أبها", "بريدة", "تبوك" };

static const char *const goods[] = {
  "عطر", "عود", "بخور", "مبخرة", "دهن", "عباية", "قهوة", "تمر", "مسك", "ورد", "شمعة", "هدية", "طقم", "فستان", "Candle",
};

/* Shapes in which three letters make an Arabic word. */
static const char *const shapes[] = { "1ا23", "م12و3", "12ي3", "ت12ي3", "ال12ا3", "م1ا23ة", "123ة", "ا1ت2ا3" };
static const char *const letters[] = { "ب", "ت", "ج", "ح", "خ", "د", "ر", "س", "ش", "ص", "ط",
                                       "ع", "غ", "ف", "ق", "ك", "ل", "م", "ن", "ه", "و" };

typedef struct {
  NomoStore *store;
  NomoConnection *bare;
  gint64 bare_us;
  GRand *rand;
  GPtrArray *words;
} Bench;

static char *
make_word (GRand *rand)
{
  GString *word = g_string_new (NULL);
  const char *root[3];

  for (guint i = 0; i < G_N_ELEMENTS (root); i++)
    root[i] = letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))];
  for (const char *p = shapes[g_rand_int_range (rand, 0, G_N_ELEMENTS (shapes))]; *p != '\0'; p++)
    if (*p >= '1' && *p <= '3')
      g_string_append (word, root[*p - '1']);
    else
      g_string_append_c (word, *p);
  return g_string_free (word, FALSE);
}

/* The ranks that Zipf's law gives: few are frequent, most are rare. */
static guint
rank (GRand *rand, guint n)
{
  return MIN ((guint) (pow (n + 1, g_rand_double (rand)) - 1), n - 1);
}

static const char *
word_of (Bench *bench)
{
  return g_ptr_array_index (bench->words, rank (bench->rand, N_WORDS));
}

static char *
make_name (Bench *bench)
{
  return g_strdup_printf ("%s %s %s", given[rank (bench->rand, G_N_ELEMENTS (given))],
                          given[rank (bench->rand, G_N_ELEMENTS (given))],
                          families[rank (bench->rand, G_N_ELEMENTS (families))]);
}

static char *
make_phone (Bench *bench)
{
  return g_strdup_printf ("+9665%08d", g_rand_int_range (bench->rand, 0, 100000000));
}

static NomoRecord *
make_customer (Bench *bench, gint64 id)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_entity (), 500000000 + id);
  g_autofree char *name = make_name (bench);
  g_autofree char *phone = make_phone (bench);
  g_autofree char *email = g_strdup_printf ("user%d@example.com", (int) id);

  nomo_builder_set_as_of (builder, EPOCH + id * STEP_MS);
  nomo_builder_set_text (builder, CUSTOMER_NAME, name);
  nomo_builder_set_text (builder, CUSTOMER_PHONE, phone);
  nomo_builder_set_text (builder, CUSTOMER_EMAIL, email);
  nomo_builder_set_text (builder, CUSTOMER_CITY, cities[rank (bench->rand, G_N_ELEMENTS (cities))]);
  nomo_builder_set_int (builder, CUSTOMER_UPDATED_AT, EPOCH + id * STEP_MS);
  return nomo_builder_end (builder);
}

static char *
make_items (Bench *bench)
{
  return g_strdup_printf ("%s %s %s\n%s %s", goods[rank (bench->rand, G_N_ELEMENTS (goods))], word_of (bench),
                          word_of (bench), goods[rank (bench->rand, G_N_ELEMENTS (goods))], word_of (bench));
}

static NomoRecord *
make_order (Bench *bench, gint64 id)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1000000000 + id);
  g_autofree char *reference = g_strdup_printf ("%d", (int) (20000000 + id));
  g_autofree char *name = make_name (bench);
  g_autofree char *phone = make_phone (bench);
  g_autofree char *items = make_items (bench);

  nomo_builder_set_as_of (builder, EPOCH + id * STEP_MS);
  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, EPOCH + id * STEP_MS);
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, id % 100000);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_text (builder, ORDER_ITEMS_TEXT, items);
  nomo_builder_set_text (builder, ORDER_CUSTOMER_NAME, name);
  nomo_builder_set_text (builder, ORDER_CUSTOMER_PHONE, phone);
  return nomo_builder_end (builder);
}

/* The same words in an index as FTS5 makes it when it is told nothing but the prefixes. */
static void
put_bare (Bench *bench, const NomoRecord *record, gint64 row)
{
  g_autoptr (NomoSearchText) text = nomo_search_text_new (record);
  NomoStatement *insert =
      nomo_connection_prepare (bench->bare, "INSERT INTO bare (rowid, words) VALUES (?1, ?2)", NULL);

  nomo_statement_bind_int (insert, 1, row);
  nomo_statement_bind_text (insert, 2, text->words);
  g_assert_true (nomo_connection_run (bench->bare, insert, NULL));
}

static void
put_page (Bench *bench, guint first, guint end)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  gint64 since = g_get_monotonic_time ();

  g_assert_true (nomo_connection_exec (bench->bare, "BEGIN", NULL));
  for (guint i = first; i < end; i++) {
    g_autoptr (NomoRecord) record = i % 5 < 2 ? make_customer (bench, i) : make_order (bench, i);

    nomo_commit_put (commit, record);
    put_bare (bench, record, i);
  }
  g_assert_true (nomo_connection_exec (bench->bare, "COMMIT", NULL));
  bench->bare_us += g_get_monotonic_time () - since;
  nomo_store_commit (bench->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
fill (Bench *bench, guint n)
{
  gint64 since = g_get_monotonic_time ();

  for (guint first = 0; first < n; first += PAGE)
    put_page (bench, first, MIN (n, first + PAGE));
  printf ("search: %u records committed in %.1f s\n", n,
          (double) (g_get_monotonic_time () - since - bench->bare_us) / G_USEC_PER_SEC);
}

/* What an index is asked for: every word of the text as the beginning of a word. */
static char *
bare_match (const char *text)
{
  g_autofree char *folded = nomo_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autofree char *inner = g_strjoinv ("\" * AND \"", words);

  return g_strdup_printf ("\"%s\" *", inner);
}

static void
run (NomoConnection *connection, const char *sql, const char *match)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, sql, NULL);

  nomo_statement_bind_text (statement, 1, match);
  while (nomo_connection_step (connection, statement, NULL) == NOMO_STEP_ROW)
    continue;
}

static void
run_ours (Bench *bench, const char *typed)
{
  g_autoptr (GPtrArray) records = nomo_store_search (bench->store, typed, LIMIT, NULL);

  g_assert_cmpuint (records->len, >, 0);
}

/* One key: the text as it stands by now. Ours reads the records, the bare index gives the numbers of its newest rows. */
static void
press_key (Bench *bench, const char *typed, Samples *samples)
{
  g_autofree char *match = bare_match (typed);
  gint64 since = g_get_monotonic_time ();

  run_ours (bench, typed);
  bench_add (samples->ours, since);
  since = g_get_monotonic_time ();
  run (bench->bare, "SELECT rowid FROM bare WHERE bare MATCH ?1 ORDER BY rowid DESC LIMIT " G_STRINGIFY (LIMIT), match);
  bench_add (samples->theirs, since);
}

static void
add_samples (GArray *sums, const GArray *samples)
{
  for (guint i = 0; i < sums->len; i++)
    g_array_index (sums, double, i) += g_array_index (samples, double, i);
}

/* Rounds of one key; what they took is added to the rounds of the whole text. */
static void
bench_key (Bench *bench, const char *typed, Samples *typing)
{
  g_autoptr (Samples) cold = samples_new ();
  g_autoptr (Samples) samples = samples_new ();
  double ours;
  double bare;

  press_key (bench, typed, cold);
  for (guint i = 0; i < ROUNDS; i++)
    press_key (bench, typed, samples);
  add_samples (typing->ours, samples->ours);
  add_samples (typing->theirs, samples->theirs);
  ours = bench_median (samples->ours);
  bare = bench_median (samples->theirs);
  printf ("search “%s”: %.0f µs, bare %.0f µs, ratio %.2f\n", typed, ours * 1e6, bare * 1e6, ours / bare);
}

/* Types a text key by key. The bound holds for the whole of it. */
static void
bench_typing (Bench *bench, const char *name, const char *text)
{
  g_autofree char *title = g_strconcat ("search-typed-", name, NULL);
  g_autoptr (Samples) typing = samples_new ();

  g_array_set_size (typing->ours, ROUNDS);
  g_array_set_size (typing->theirs, ROUNDS);
  for (const char *end = text; *end != '\0';) {
    g_autofree char *typed = NULL;

    end = g_utf8_next_char (end);
    typed = g_strndup (text, (gsize) (end - text));
    if (end[-1] != ' ')
      bench_key (bench, typed, typing);
  }
  bench_report (title, typing, FALSE, 1.5);
}

static NomoConnection *
open_bare (void)
{
  g_autofree char *path = bench_path ("bare.db");
  NomoConnection *connection = NULL;

  g_assert_true (nomo_disk_prepare (path, NULL));
  connection = nomo_connection_open (path, TRUE, NULL);
  g_assert_true (nomo_connection_exec (
      connection, "CREATE VIRTUAL TABLE bare USING fts5 (words, content = '', prefix = '1 2 3', tokenize = 'ascii')",
      NULL));
  return connection;
}

int
main (int argc, char **argv)
{
  Bench bench = { .rand = g_rand_new_with_seed (4), .words = g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *path = NULL;

  bench_init (argc, argv);
  for (guint i = 0; i < N_WORDS; i++)
    g_ptr_array_add (bench.words, make_word (bench.rand));
  path = bench_path ("search.db");
  bench.store = nomo_store_open (path, nomo_domain_entities (), NULL);
  bench.bare = open_bare ();
  fill (&bench, N_RECORDS);
  bench_typing (&bench, "name", "محمد");
  bench_typing (&bench, "long-name", "عبدالرحمن");
  bench_typing (&bench, "family", "العتيبي");
  bench_typing (&bench, "product", "عطر");
  bench_typing (&bench, "latin", "Candle");
  bench_typing (&bench, "phone", "0501234");
  bench_typing (&bench, "reference", "20123454");
  bench_typing (&bench, "product-and-name", "عطر محمد");
  bench_typing (&bench, "two-names", "سارة القحطاني");
  nomo_connection_free (bench.bare);
  g_object_unref (bench.store);
  g_ptr_array_unref (bench.words);
  g_rand_free (bench.rand);
  return bench_end ();
}
