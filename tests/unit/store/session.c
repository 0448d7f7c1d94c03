#include "session.h"

#include "nomo-contact.h"

typedef gboolean (*Step) (Session *self, const char *id, GError **error);

static gboolean
commit (Session *self, NomoCommit *commit, GError **error)
{
  gboolean ok = nomo_store_commit (self->store, commit, &self->result, error);

  nomo_commit_free (commit);
  return ok;
}

static void
put (NomoCommit *commit, NomoRecord *record)
{
  nomo_commit_put (commit, record);
  nomo_record_unref (record);
}

static gboolean
open_store (Session *self, const char *id, GError **error)
{
  static const NomoEntity *entities[4];

  if (self->store != NULL)
    return TRUE;
  /* What a store draws at its birth. */
  g_random_set_seed (1);
  entities[0] = nomo_order_entity ();
  entities[1] = nomo_customer_entity ();
  entities[2] = nomo_contact_entity ();
  self->store = nomo_store_open (self->path, entities, error);
  return self->store != NULL;
}

static gboolean
close_store (Session *self, const char *id, GError **error)
{
  g_clear_object (&self->store);
  return TRUE;
}

static gboolean
put_orders (Session *self, const char *id, GError **error)
{
  NomoCommit *orders = nomo_commit_new ("salla", id);

  for (guint i = 1; i <= 6; i++)
    put (orders, fixture_order (i, FIXTURE_EPOCH + i * FIXTURE_DAY / 2, 10000 + i, "completed", 1000));
  nomo_commit_set_mark (orders, "orders", "page 1");
  return commit (self, orders, error);
}

static gboolean
put_customers (Session *self, const char *id, GError **error)
{
  NomoCommit *customers = nomo_commit_new ("salla", id);

  for (guint i = 1; i <= 5; i++) {
    g_autofree char *phone = g_strdup_printf ("+96650000000%u", i);

    put (customers, fixture_customer (i, "نورة السالم", phone, "الرياض", FIXTURE_EPOCH + i * FIXTURE_DAY));
  }
  return commit (self, customers, error);
}

static gboolean
update (Session *self, const char *id, GError **error)
{
  NomoCommit *changes = nomo_commit_new ("salla", id);

  for (guint i = 1; i <= 3; i++)
    put (changes, fixture_order (i, FIXTURE_EPOCH + i * FIXTURE_DAY / 2, 20000 + i, "shipped", 5000));
  put (changes, fixture_customer (2, "سارة", "+966555555555", "جدة", FIXTURE_EPOCH + 9 * FIXTURE_DAY));
  nomo_commit_set_mark (changes, "orders", "page 2");
  return commit (self, changes, error);
}

static gboolean
rewrite_parts (Session *self, const char *id, GError **error)
{
  NomoCommit *change = nomo_commit_new ("salla", id);
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 4);

  nomo_builder_set_as_of (builder, 9000);
  for (guint i = 0; i < 5; i++) {
    nomo_builder_add_part (builder, ORDER_PART_ITEMS);
    nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, "بخور العود");
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1 + i);
  }
  put (change, nomo_builder_end (builder));
  return commit (self, change, error);
}

static gboolean
delete_some (Session *self, const char *id, GError **error)
{
  NomoCommit *change = nomo_commit_new ("salla", id);

  nomo_commit_delete (change, nomo_order_entity (), 5);
  nomo_commit_delete (change, nomo_customer_entity (), 3);
  return commit (self, change, error);
}

static gboolean
keep_raw (Session *self, const char *id, GError **error)
{
  g_autofree char *body = g_strnfill (9000, 'x');
  NomoCommit *change = nomo_commit_new ("salla", id);

  nomo_commit_keep_raw (change, "order", "77", "no date", body);
  nomo_commit_keep_raw (change, "order", "78", "no total", "{\"id\":78}");
  nomo_commit_set_mark (change, "orders", NULL);
  nomo_commit_set_mark (change, "customers", "page 7");
  return commit (self, change, error);
}

static gboolean
write_meta (Session *self, const char *id, GError **error)
{
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (facts, (gpointer) "name", (gpointer) "متجر ورد");
  g_hash_table_insert (facts, (gpointer) "plan", (gpointer) "pro");
  return nomo_store_write_meta (self->store, facts, error);
}

static gboolean
give_birth (Session *self, const char *id, GError **error)
{
  NomoCommit *births = nomo_commit_new ("me", id);

  for (guint i = 0; i < 2; i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_contact_entity (), 0);

    nomo_builder_set_text (builder, CONTACT_NAME, i == 0 ? "هند" : "ريم");
    nomo_builder_add_part (builder, CONTACT_PART_TAGS);
    nomo_builder_part_text (builder, CONTACT_PART_TAGS, CONTACT_TAG_NAME, "vip");
    put (births, nomo_builder_end (builder));
  }
  return commit (self, births, error);
}

static gboolean
undo_birth (Session *self, const char *id, GError **error)
{
  NomoCommit *undo = nomo_commit_new ("me", id);

  nomo_commit_undo (undo, "give-birth");
  return commit (self, undo, error);
}

static gboolean
erase (Session *self, const char *id, GError **error)
{
  NomoCommit *change = nomo_commit_new ("me", id);

  nomo_commit_erase (change, nomo_customer_entity (), 2);
  return commit (self, change, error);
}

static gboolean
read_all (Session *self, const char *id, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GPtrArray) listed = nomo_store_list (self->store, query, 0, 0, error);
  g_autoptr (GPtrArray) found = listed != NULL ? nomo_store_search (self->store, "نورة", 20, error) : NULL;

  g_assert_true (found == NULL || found->len == 3);
  g_assert_true (listed == NULL || listed->len == 5);
  return found != NULL;
}

static gboolean
come_back (Session *self, const char *id, GError **error)
{
  NomoCommit *change = nomo_commit_new ("salla", id);

  put (change, fixture_order (77, FIXTURE_EPOCH, 300, "completed", 7000));
  nomo_commit_set_mark (change, "orders", "page 8");
  return commit (self, change, error);
}

static const struct {
  const char *name;
  Step take;
} steps[] = {
  { "create", open_store },
  { "put-orders", put_orders },
  { "put-customers", put_customers },
  { "update", update },
  { "rewrite-parts", rewrite_parts },
  { "delete", delete_some },
  { "keep-raw", keep_raw },
  { "write-meta", write_meta },
  { "give-birth", give_birth },
  { "undo-birth", undo_birth },
  { "erase", erase },
  { "read", read_all },
  { "close", close_store },
  { "open-again", open_store },
  { "come-back", come_back },
  { "close-again", close_store },
  { "open-at-last", open_store },
};

Session *
session_new (const char *directory)
{
  Session *self = g_new0 (Session, 1);

  self->directory = g_strdup (directory);
  self->path = g_build_filename (directory, "stores", "1.db", NULL);
  return self;
}

void
session_free (Session *self)
{
  g_clear_object (&self->store);
  g_free (self->path);
  g_free (self->directory);
  g_free (self);
}

/* Everything that a run writes down is the same in every run, whenever it takes place. */
void
session_freeze_clock (void)
{
  g_autofree char *clock = g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":0.000000000001",
                                            g_get_real_time () / 1000, FIXTURE_EPOCH + 30 * FIXTURE_DAY);

  g_setenv ("NOMO_CLOCK", clock, FALSE);
}

guint
session_count_steps (void)
{
  return G_N_ELEMENTS (steps);
}

const char *
session_step_name (guint step)
{
  return steps[step].name;
}

gboolean
session_take (Session *self, guint step, GError **error)
{
  self->result = (NomoCommitResult) { 0 };
  return steps[step].take (self, steps[step].name, error);
}

void
session_forget (Session *self)
{
  g_clear_object (&self->store);
  fixture_remove (self->directory);
}

/* An error that a person can read. */
void
session_assert_sentence (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == NOMO_STORE_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_true (g_unichar_isupper (g_utf8_get_char (error->message)));
}
