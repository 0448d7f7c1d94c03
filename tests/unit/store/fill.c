#include "nomo-domain.h"
#include "nomo-schema.h"
#include "nomo-store.h"

#if NOMO_SCHEMA_VERSION >= 2
#include "nomo-history.h"
#endif

#include <stdio.h>
#include <string.h>

/* Fills a new store with records of everything that this version keeps, and tells what can be read of it then: the corpus of
 * old files was made by this with the store of each version, see corpus/README.md. */

#define N_RECORDS   3
#define FIRST_ID    101
#define EPOCH       G_GINT64_CONSTANT (1790802000000) /* 2026-10-01 in Riyadh */
#define DAY         (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define AS_OF       (EPOCH + 90 * DAY)
#define N_PART_ROWS 2

/* What the rules of an entity demand of a value; NULL for one that they forbid. A star stands for the number of the record. */
typedef struct {
  const char *entity;
  const char *field;
  const char *value;
} Demand;

static const Demand demands[] = {
  { "order", "refunded", "1" },
  { "coupon", "code", "WARD*" },
  { "coupon", "type", "percentage" },
  { "coupon", "percent", "1500" },
  { "coupon", "amount", NULL },
  { "coupon", "is_group", "0" },
  { "coupon", "group_name", NULL },
  { "coupon", "group_suffix", NULL },
  { "coupon", "group_count", NULL },
  { "coupon", "marketing", "0" },
  { "coupon", "marketing_type", NULL },
  { "coupon", "marketing_percent", NULL },
  { "coupon", "marketing_amount", NULL },
  { "coupon", "marketing_maximum", NULL },
  { "coupon", "target", "include_product:10*" },
  { "offer", "buy.target", "product:10*" },
  { "offer", "get.target", "category:10*" },
  { "offer", "audience.target", "group:10*" },
  { "contact", "phone", "+96650000000*" },
  { "contact", "referred_by", NULL },
  { "customer", "groups", "11 222" },
  { "task", "done", "1" },
  { "review", "rating", "4" },
  { "feature", "settings", "{\"n\":*}" },
  { "code_batch", "alphabet", "latin" },
  { "code_batch", "way", "own" },
  { "code_batch", "prefix", NULL },
  { "code_batch", "length", "8" },
  { "code_batch", "wanted", "20" },
};

static GHashTable *born; /* entity → id of the first record that was born here */

static const Demand *
find_demand (const NomoEntity *entity, const char *part, const char *field)
{
  g_autofree char *whole = part != NULL ? g_strconcat (part, ".", field, NULL) : g_strdup (field);

  for (guint i = 0; i < G_N_ELEMENTS (demands); i++)
    if (strcmp (demands[i].entity, entity->name) == 0 &&
        (strcmp (demands[i].field, whole) == 0 || strcmp (demands[i].field, field) == 0))
      return &demands[i];
  return NULL;
}

static char *
dup_text (const NomoField *field, guint record, guint place)
{
  if (strstr (field->name, "currency") != NULL)
    return g_strdup ("SAR");
  if (field->type == NOMO_TYPE_CHOICE && field->choices != NULL)
    return g_strdup (field->choices[record % 2 == 1 && field->choices[1].key != NULL ? 1 : 0].key);
  if (field->type == NOMO_TYPE_PHONE)
    return g_strdup_printf ("+9665%08u", 1000 * place + record);
  if (field->type == NOMO_TYPE_EMAIL)
    return g_strdup_printf ("noura%u@example.com", record);
#if NOMO_SCHEMA_VERSION >= 2
  if (field->type == NOMO_TYPE_EXTRA)
    return g_strdup_printf ("{\"size\":\"L%u\",\"pieces\":%u}", record, place);
#endif
  return g_strdup_printf ("عطر الورد %s %u", field->name, record);
}

static gint64
number (const NomoField *field, guint record, guint place)
{
  switch (field->type) {
  case NOMO_TYPE_BOOL:
    return record % 2;
  case NOMO_TYPE_TIME:
    return EPOCH + record * DAY + place * DAY / 4;
  case NOMO_TYPE_MONEY:
    return 10000 * (record + 1) + 25 * place;
  default:
    return 1 + record + place;
  }
}

/* 0 where what it names has to live and does not yet. */
static gint64
named (const NomoEntity *entity, const NomoField *field, guint record)
{
  const NomoEntity *other = nomo_entity_find (nomo_domain_entities (), field->ref);
  const gint64 *id = g_hash_table_lookup (born, field->ref);

  if (other != NULL && other->kind == NOMO_KIND_OWN)
    return id != NULL ? *id : 0;
  return FIRST_ID + record % N_RECORDS;
}

/* What a field of a record or of one of its parts holds; NULL for nothing. */
static char *
dup_value (const NomoEntity *entity, const char *part, const NomoField *field, guint record, guint place)
{
  const Demand *demand = find_demand (entity, part, field->name);
  g_auto (GStrv) pieces = NULL;
  g_autofree char *digit = g_strdup_printf ("%u", 1 + (record + (part != NULL ? place : 0)) % 9);
  gint64 id = 0;

  if (demand != NULL) {
    pieces = demand->value != NULL ? g_strsplit (demand->value, "*", -1) : NULL;
    return pieces != NULL ? g_strjoinv (digit, pieces) : NULL;
  }
  if (nomo_type_is_text (field->type))
    return dup_text (field, record + (part != NULL ? 11 * place : 0), place);
  if (field->type == NOMO_TYPE_REF) {
    id = named (entity, field, record + (part != NULL ? place : 0));
    return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
  }
  return g_strdup_printf ("%" G_GINT64_FORMAT, number (field, record, place));
}

static void
set_field (NomoRecordBuilder *builder, const NomoEntity *entity, guint field, guint record)
{
  g_autofree char *value = dup_value (entity, NULL, &entity->fields[field], record, field);

  if (value == NULL)
    nomo_builder_set_null (builder, field);
  else if (nomo_type_is_text (entity->fields[field].type))
    nomo_builder_set_text (builder, field, value);
  else
    nomo_builder_set_int (builder, field, g_ascii_strtoll (value, NULL, 10));
}

static void
add_row (NomoRecordBuilder *builder, const NomoEntity *entity, guint part, guint record, guint row)
{
  nomo_builder_add_part (builder, part);
  for (guint i = 0; i < entity->parts[part].n_fields; i++) {
    const NomoField *field = &entity->parts[part].fields[i];
    g_autofree char *value = dup_value (entity, entity->parts[part].name, field, record, row);

    if (value != NULL && nomo_type_is_text (field->type))
      nomo_builder_part_text (builder, part, i, value);
    else if (value != NULL)
      nomo_builder_part_int (builder, part, i, g_ascii_strtoll (value, NULL, 10));
  }
}

static gboolean
is_fact (const NomoEntity *entity)
{
#if NOMO_SCHEMA_VERSION >= 2
  return entity->kind == NOMO_KIND_FACT;
#else
  return FALSE;
#endif
}

static gboolean
is_of (const NomoEntity *entity, NomoKind kind, gboolean ours)
{
  return (kind == NOMO_KIND_OWN || is_fact (entity)) == ours;
}

static NomoKind
field_kind (const NomoEntity *entity, guint field)
{
#if NOMO_SCHEMA_VERSION >= 2
  return nomo_entity_get_field_kind (entity, field);
#else
  return entity->kind;
#endif
}

static NomoKind
part_kind (const NomoEntity *entity, guint part)
{
#if NOMO_SCHEMA_VERSION >= 2
  return nomo_entity_get_part_kind (entity, part);
#else
  return entity->kind;
#endif
}

/* @as_of is 0 of what is ours. */
static NomoRecord *
make (const NomoEntity *entity, gint64 id, guint record, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (entity, id);
  gboolean ours = as_of == 0;

  if (!ours)
    nomo_builder_set_as_of (builder, as_of);
  for (guint i = 0; i < entity->n_fields; i++)
    if (is_of (entity, field_kind (entity, i), ours))
      set_field (builder, entity, i, record);
  for (guint i = 0; i < entity->n_parts; i++)
    for (guint row = 0; row < N_PART_ROWS && is_of (entity, part_kind (entity, i), ours); row++)
      add_row (builder, entity, i, record, row);
  return nomo_builder_end (builder);
}

static NomoCommitResult
commit (NomoStore *store, NomoCommit *some)
{
  g_autoptr (GError) error = NULL;
  NomoCommitResult result = { 0 };

  if (!nomo_store_commit (store, some, &result, &error))
    g_error ("%s", error->message);
  nomo_commit_free (some);
  return result;
}

static NomoCommitResult
put (NomoStore *store, const char *actor, const char *id, NomoRecord *record)
{
  NomoCommit *some = nomo_commit_new (actor, id);

  nomo_commit_put (some, record);
  nomo_record_unref (record);
  return commit (store, some);
}

static gboolean
has_ours (const NomoEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (is_of (entity, field_kind (entity, i), TRUE))
      return TRUE;
  return FALSE;
}

static void
append (NomoStore *store, const NomoEntity *entity)
{
#if NOMO_SCHEMA_VERSION >= 2
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_RECORDS; i++)
    g_ptr_array_add (facts, make (entity, 0, i, 0));
  nomo_store_append (store, facts, NULL, &error);
  g_assert_no_error (error);
#endif
}

static void
fill_entity (NomoStore *store, const NomoEntity *entity)
{
  gboolean is_own = entity->kind == NOMO_KIND_OWN;

  for (guint i = 0; i < N_RECORDS; i++) {
    NomoCommitResult result =
        put (store, is_own ? "me" : "salla", NULL, make (entity, is_own ? 0 : FIRST_ID + i, i, is_own ? 0 : AS_OF));

    (void) result;
#if NOMO_SCHEMA_VERSION >= 2
    if (is_own && i == 0)
      g_hash_table_insert (born, (gpointer) entity->name, g_memdup2 (&result.first_id, sizeof result.first_id));
#endif
  }
}

static void
fill_records (NomoStore *store)
{
  for (const NomoEntity *const *entities = nomo_domain_entities (); *entities != NULL; entities++)
    if (is_fact (*entities))
      append (store, *entities);
    else
      fill_entity (store, *entities);
  for (const NomoEntity *const *entities = nomo_domain_entities (); *entities != NULL; entities++)
    if ((*entities)->kind != NOMO_KIND_OWN && !is_fact (*entities) && has_ours (*entities))
      put (store, "me", NULL, make (*entities, FIRST_ID, 0, 0));
}

#if NOMO_SCHEMA_VERSION >= 2
static NomoRecord *
with_text (const NomoEntity *entity, gint64 id, const char *field, const char *text)
{
  NomoRecordBuilder *builder = nomo_record_build (entity, id);

  nomo_builder_set_text (builder, (guint) nomo_entity_find_field (entity, field), text);
  return nomo_builder_end (builder);
}

#endif

/* One that changed, one that was seen and is gone, what could not be read, and how far the sync is. */
static void
fill_rest (NomoStore *store)
{
  const NomoEntity *order = nomo_entity_find (nomo_domain_entities (), "order");
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);
  NomoCommit *some = nomo_commit_new ("salla", NULL);

  put (store, "salla", NULL, make (order, FIRST_ID, 3, AS_OF + DAY));
  put (store, "salla", NULL, make (order, 999, 7, AS_OF));
  nomo_commit_delete (some, order, 999);
  nomo_commit_keep_raw (some, "order", "9001", "no date", "{\"id\":9001}");
  nomo_commit_set_mark (some, "orders", "page 3");
  commit (store, some);
  g_hash_table_insert (facts, (gpointer) "merchant", (gpointer) "1653862396");
  g_hash_table_insert (facts, (gpointer) "name", (gpointer) "متجر ورد الرياض");
  g_hash_table_insert (facts, (gpointer) "currency", (gpointer) "SAR");
  g_hash_table_insert (facts, (gpointer) "domain", (gpointer) "https://salla.sa/ward-riyadh");
  nomo_store_write_meta (store, facts, NULL);
}

#if NOMO_SCHEMA_VERSION >= 2
/* The value that an undo finds changed is kept as a conflict. */
static void
fill_conflict (NomoStore *store)
{
  const NomoEntity *contact = nomo_entity_find (nomo_domain_entities (), "contact");
  gint64 id = *(const gint64 *) g_hash_table_lookup (born, "contact");
  NomoCommit *some = nomo_commit_new ("me", NULL);

  put (store, "me", "11111111-1111-4111-8111-111111111111", with_text (contact, id, "note", "first"));
  put (store, "me", NULL, with_text (contact, id, "note", "second"));
  nomo_commit_undo (some, "11111111-1111-4111-8111-111111111111");
  g_assert_cmpuint (commit (store, some).refused, >, 0);
}

/* Two words of Salla's within a second, of which nobody knows the newer; a person that was erased; edits that wait. */
static void
fill_two_way (NomoStore *store)
{
  const NomoEntity *customer = nomo_entity_find (nomo_domain_entities (), "customer");
  const NomoEntity *order = nomo_entity_find (nomo_domain_entities (), "order");
  const NomoEntity *coupon = nomo_entity_find (nomo_domain_entities (), "coupon");
  NomoCommit *some = nomo_commit_new ("me", NULL);

  put (store, "salla", NULL, make (customer, 998, 5, AS_OF));
  nomo_commit_erase (some, customer, 998);
  commit (store, some);
  g_assert_cmpuint (put (store, "salla", NULL, make (customer, FIRST_ID + 1, 4, AS_OF)).again, >, 0);
  put (store, "me", NULL, with_text (order, FIRST_ID + 1, "status", "completed"));
  put (store, "me", NULL, with_text (coupon, FIRST_ID + 1, "marketing_info", "words"));
}
#endif

#if NOMO_SCHEMA_VERSION >= 3
static void
fill_repair (NomoStore *store)
{
  const NomoEntity *customer = nomo_entity_find (nomo_domain_entities (), "customer");
  NomoCommit *some = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) record = make (customer, FIRST_ID + 2, 4, AS_OF + DAY);

  nomo_commit_set_repairs (some, customer);
  nomo_commit_put (some, record);
  commit (store, some);
}
#endif

static void
tell_records (NomoStore *store, const NomoEntity *entity)
{
  g_autoptr (NomoQuery) query = nomo_query_new (entity);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = nomo_store_list (store, query, 0, 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, >=, N_RECORDS);
  for (guint i = 0; i < records->len; i++) {
    g_autofree char *json = nomo_record_to_json (records->pdata[i]);

    printf ("%s %s\n", entity->name, json);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = argc == 2 ? nomo_store_open (argv[1], nomo_domain_entities (), &error) : NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (store == NULL) {
    fprintf (stderr, "%s FILE: %s\n", argv[0], error != NULL ? error->message : "which is made");
    return 1;
  }
  born = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  fill_records (store);
  fill_rest (store);
#if NOMO_SCHEMA_VERSION >= 2
  fill_conflict (store);
  fill_two_way (store);
#endif
#if NOMO_SCHEMA_VERSION >= 3
  fill_repair (store);
#endif
  nomo_store_check (store, problems, NULL);
  for (guint i = 0; i < problems->len; i++)
    fprintf (stderr, "%s\n", (const char *) problems->pdata[i]);
  for (const NomoEntity *const *entities = nomo_domain_entities (); *entities != NULL; entities++)
    tell_records (store, *entities);
  g_hash_table_unref (born);
  return problems->len > 0;
}
