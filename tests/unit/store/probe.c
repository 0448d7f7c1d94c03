#include "probe.h"

#include "nomo-contact.h"
#include "nomo-feed.h"
#include "nomo-history.h"
#include "session.h"

#include <unistd.h>

#define N_RECORDS 110
#define SECONDS   60

gboolean probe_is_lenient;

typedef struct {
  NomoStore *store;
  GString *text;
  gboolean detected;
} Probe;

NomoStore *
probe_open (const char *path, GError **error)
{
  static const NomoEntity *entities[4];

  /* What a store draws at its birth decides which page holds what. */
  g_random_set_seed (1);
  entities[0] = nomo_order_entity ();
  entities[1] = nomo_customer_entity ();
  entities[2] = nomo_contact_entity ();
  return nomo_store_open (path, entities, error);
}

static gboolean
commit (NomoStore *store, NomoCommit *some, GError **error)
{
  gboolean ok = nomo_store_commit (store, some, NULL, error);

  nomo_commit_free (some);
  return ok;
}

static void
put (NomoCommit *some, NomoRecord *record)
{
  nomo_commit_put (some, record);
  nomo_record_unref (record);
}

static NomoCommit *
mirror_records (guint round)
{
  NomoCommit *some = nomo_commit_new ("salla", NULL);

  for (guint i = 1; i <= N_RECORDS; i++) {
    g_autofree char *phone = g_strdup_printf ("+9665%08u", 1000 * i + round);
    g_autofree char *name = g_strdup_printf ("نورة السالم %u", i * 7919 % 1000);

    put (some, fixture_order (i, FIXTURE_EPOCH + i * FIXTURE_DAY / 4, 10000 + i, round == 0 ? "shipped" : "completed",
                              1000 + 5000 * round));
    put (some, fixture_customer (i, name, phone, "الرياض", FIXTURE_EPOCH + (i + 200 * round) * FIXTURE_DAY));
  }
  return some;
}

static NomoCommit *
own_records (void)
{
  NomoCommit *some = nomo_commit_new ("me", NULL);

  for (guint i = 0; i < N_RECORDS / 4; i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_contact_entity (), 0);
    g_autofree char *name = g_strdup_printf ("ريم %u", i);
    g_autofree char *note = g_strnfill (i % 9 == 0 ? 9000 : 20, 'n');

    nomo_builder_set_text (builder, CONTACT_NAME, name);
    nomo_builder_set_text (builder, CONTACT_NOTE, note);
    nomo_builder_add_part (builder, CONTACT_PART_TAGS);
    nomo_builder_part_text (builder, CONTACT_PART_TAGS, CONTACT_TAG_NAME, "vip");
    put (some, nomo_builder_end (builder));
  }
  nomo_commit_keep_raw (some, "order", "9001", "no date", "{}");
  nomo_commit_set_mark (some, "orders", "page 1");
  return some;
}

static NomoCommit *
deletions (void)
{
  NomoCommit *some = nomo_commit_new ("salla", NULL);

  for (guint i = 1; i <= 10; i++)
    nomo_commit_delete (some, nomo_customer_entity (), i);
  return some;
}

/* Makes a store of about 160 pages, and closes it. */
void
probe_build (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = probe_open (path, &error);
  gboolean ok = store != NULL && commit (store, mirror_records (0), &error) && commit (store, own_records (), &error) &&
                commit (store, mirror_records (1), &error) && commit (store, deletions (), &error);

  g_assert_no_error (error);
  g_assert_true (ok && fixture_is_sound (store));
}

/* Damage is told as damage, and in a sentence. */
void
probe_assert_damage (const char *what, const GError *error)
{
  session_assert_sentence (error);
  if (error->code != NOMO_STORE_ERROR_CORRUPT && !probe_is_lenient)
    g_error ("%s: %d, %s", what, error->code, error->message);
}

static void
note_error (Probe *probe, const char *what, const GError *error)
{
  if (error == NULL)
    return;
  probe_assert_damage (what, error);
  probe->detected = TRUE;
}

static void
note_records (Probe *probe, const GPtrArray *records)
{
  for (guint i = 0; records != NULL && i < records->len; i++) {
    g_autofree char *json = nomo_record_to_json (records->pdata[i]);

    g_string_append_printf (probe->text, "%s\n", json);
  }
}

static void
list (Probe *probe, const NomoEntity *entity, const char *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (entity, filter, NULL);
  g_autoptr (GPtrArray) records = NULL;
  gint64 count = -1;

  g_assert_nonnull (query);
  records = nomo_store_list (probe->store, query, 0, 0, &error);
  note_error (probe, filter, error);
  g_clear_error (&error);
  note_records (probe, records);
  count = nomo_store_count (probe->store, query, &error);
  note_error (probe, filter, error);
  g_string_append_printf (probe->text, "%s: %" G_GINT64_FORMAT "\n", filter, count);
}

static void
list_sorted (Probe *probe, const NomoEntity *entity)
{
  for (guint field = 0; field < entity->n_fields; field++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoQuery) query = nomo_query_new (entity);
    g_autoptr (GArray) ids = NULL;

    if (!nomo_query_sort (query, field, TRUE))
      continue;
    ids = nomo_store_list_ids (probe->store, query, 0, NULL, &error);
    note_error (probe, entity->fields[field].name, error);
    for (guint i = 0; ids != NULL && i < ids->len; i++)
      g_string_append_printf (probe->text, "%" G_GINT64_FORMAT " ", g_array_index (ids, gint64, i));
  }
}

static void
search (Probe *probe, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = nomo_store_search (probe->store, text, 50, &error);

  note_error (probe, text, error);
  note_records (probe, records);
}

static void
read_days (Probe *probe, const char *rollup)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoDays) days = nomo_store_read_days (probe->store, rollup, NULL, 20700, 20900, &error);

  note_error (probe, rollup, error);
  for (int day = 20700; days != NULL && day <= 20900; day++)
    g_string_append_printf (probe->text, "%" G_GINT64_FORMAT " ", nomo_days_get (days, day, 1));
}

static void
read_records (Probe *probe, const NomoEntity *entity)
{
  for (gint64 id = 1; id <= N_RECORDS; id += 9) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoRecord) record = nomo_store_get (probe->store, entity, id, &error);
    g_autoptr (GPtrArray) history = NULL;
    g_autofree char *json = record != NULL ? nomo_record_to_json (record) : NULL;

    note_error (probe, "get", error);
    g_clear_error (&error);
    g_string_append_printf (probe->text, "%s\n", json);
    history = nomo_store_read_history (probe->store, entity, id, 50, &error);
    note_error (probe, "history", error);
    for (guint i = 0; history != NULL && i < history->len; i++) {
      const NomoHistoryEntry *entry = history->pdata[i];

      g_string_append_printf (probe->text, "%s: %s → %s\n", entry->field, entry->before, entry->after);
    }
  }
}

static void
read_feed (Probe *probe)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoFeedPage) page = nomo_store_read_feed (probe->store, NULL, 1000, &error);

  note_error (probe, "feed", error);
  if (page != NULL)
    note_records (probe, page->records);
}

static void
read_facts (Probe *probe)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mark = nomo_store_dup_mark (probe->store, "orders");
  gint64 n_raw = nomo_store_count_raw (probe->store, NULL, &error);

  note_error (probe, "raw", error);
  g_string_append_printf (probe->text, "%s %" G_GINT64_FORMAT "\n", mark, n_raw);
}

static void
check (Probe *probe)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  nomo_store_check (probe->store, problems, &error);
  note_error (probe, "check", error);
  probe->detected = probe->detected || problems->len > 0;
}

static void
ask (Probe *probe)
{
  list (probe, nomo_order_entity (), "");
  list (probe, nomo_order_entity (), "status = completed and total_shop > 100.50");
  list (probe, nomo_customer_entity (), "city = الرياض");
  list (probe, nomo_contact_entity (), "");
  list_sorted (probe, nomo_order_entity ());
  list_sorted (probe, nomo_customer_entity ());
  list_sorted (probe, nomo_contact_entity ());
  search (probe, "نورة");
  search (probe, "20000017");
  search (probe, "ريم 1");
  read_days (probe, NOMO_ORDER_DAY);
  read_days (probe, NOMO_CUSTOMER_DAY);
  read_records (probe, nomo_order_entity ());
  read_records (probe, nomo_customer_entity ());
  read_feed (probe);
  read_facts (probe);
  check (probe);
}

/* What a store says about everything it holds; @detected becomes TRUE when it says that it is damaged. */
char *
probe_read (NomoStore *store, gboolean *detected)
{
  Probe probe = { store, g_string_new (NULL), *detected };

  alarm (SECONDS);
  ask (&probe);
  alarm (0);
  *detected = probe.detected;
  return g_string_free (probe.text, FALSE);
}

/* Writes on top of the damage: accepted or refused, as long as it is told. */
void
probe_write (NomoStore *store)
{
  g_autoptr (GError) error = NULL;
  gboolean ok;

  alarm (SECONDS);
  ok = commit (store, mirror_records (2), &error) && commit (store, deletions (), &error);
  alarm (0);
  if (!ok)
    session_assert_sentence (error);
}
