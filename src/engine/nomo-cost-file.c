#include "config.h"

#include "nomo-cost-file.h"

#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-money.h"
#include "nomo-product.h"
#include "nomo-store-scan.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoCostFile {
  GHashTable *costs;  /* id of a product → gint64 */
  GPtrArray *refused; /* NomoCsvRefusal */
  guint known;        /* lines that say what is known already */
};

/* What spreadsheets call the two columns, as nomo_text_fold() leaves it. */
static const char *const sku_names[] = { "sku", "رمز المنتج", "رمز المنتج sku", "رمز التخزين", "رمز التخزين sku" };
static const char *const cost_names[] = { "cost",    "cost price", "cost_price",  "unit cost",
                                          "التكلفة", "تكلفة",      "سعر التكلفة", "تكلفة المنتج" };

typedef struct {
  gint64 id;
  char *currency; /* nullable: the shop's */
  gboolean several;
  gboolean told; /* its cost, by Salla */
  gboolean has_own;
  gint64 own;
  guint64 line; /* of the file that has named it, 0 for none */
} Product;

typedef struct {
  NomoCostFile *file;
  GHashTable *products; /* SKU as dup_key() has it → Product */
  const char *currency;
  NomoCsvPair pair;
} Reading;

static void
product_free (gpointer data)
{
  g_free (((Product *) data)->currency);
  g_free (data);
}

static NomoCostFile *
file_new (void)
{
  NomoCostFile *self = g_new0 (NomoCostFile, 1);

  self->costs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->refused = nomo_csv_refusals_new ();
  return self;
}

/**
 * nomo_cost_file_free:
 * @self: (transfer full): what a file says
 */
void
nomo_cost_file_free (NomoCostFile *self)
{
  g_hash_table_unref (self->costs);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

/* Capitals, and digits of another script, make no other SKU; a spreadsheet may have changed them. */
static char *
dup_key (const char *sku)
{
  g_autofree char *digits = nomo_text_ascii_digits (sku);

  return g_utf8_casefold (g_strstrip (digits), -1);
}

static gboolean
add_product (NomoRecord *record, gpointer data, GError **error)
{
  GHashTable *products = data;
  const char *sku = nomo_record_get_text (record, PRODUCT_SKU);
  g_autofree char *key = sku != NULL ? dup_key (sku) : NULL;
  Product *product = key != NULL ? g_hash_table_lookup (products, key) : NULL;

  if (product != NULL)
    product->several = TRUE;
  if (key == NULL || *key == '\0' || product != NULL)
    return TRUE;
  product = g_new0 (Product, 1);
  product->id = nomo_record_get_id (record);
  product->currency = g_strdup (nomo_record_get_text (record, PRODUCT_CURRENCY));
  product->told = !nomo_record_is_null (record, PRODUCT_COST_PRICE);
  product->has_own = !nomo_record_is_null (record, PRODUCT_OWN_COST);
  product->own = nomo_record_get_int (record, PRODUCT_OWN_COST);
  g_hash_table_insert (products, g_steal_pointer (&key), product);
  return TRUE;
}

static GHashTable *
read_products (NomoStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_product_entity ());
  g_autoptr (GHashTable) products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, product_free);

  if (!nomo_store_foreach (store, query, NOMO_SCAN_BY_ID, add_product, products, cancellable, error))
    return NULL;
  return g_steal_pointer (&products);
}

/* Why nothing is taken from a line, NULL when something is. */
static char *
find_fault (Reading *self, Product *product, const char *sku, const char *cost, gint64 *minor)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = nomo_text_isolate_ltr (sku);
  g_autofree char *before = product != NULL ? nomo_format_int ((gint64) product->line) : NULL;

  if (*sku == '\0')
    return g_strdup (_ ("The SKU is missing."));
  if (product == NULL)
    /* Translators: %s is a SKU */
    return g_strdup_printf (_ ("No product has the SKU %s."), name);
  if (product->several)
    /* Translators: %s is a SKU */
    return g_strdup_printf (_ ("More than one product has the SKU %s."), name);
  if (product->line > 0)
    /* Translators: 1 is a SKU, 2 the number of a line of a file */
    return g_strdup_printf (_ ("Line %2$s names the SKU %1$s already."), name, before);
  if (product->told)
    /* Translators: %s is a SKU */
    return g_strdup_printf (_ ("Salla knows the cost of %s, and that one counts."), name);
  if (*cost == '\0')
    /* Translators: %s is a SKU */
    return g_strdup_printf (_ ("The cost of %s is missing."), name);
  if (!nomo_money_parse (cost, product->currency != NULL ? product->currency : self->currency, minor, &error))
    return g_strdup (error->message);
  return *minor < 0 ? g_strdup (_ ("A cost cannot be below zero.")) : NULL;
}

static gboolean
take_row (const NomoCsvReader *csv, gpointer data, GError **error)
{
  Reading *self = data;
  g_autofree char *sku = nomo_csv_pair_dup (&self->pair, csv, 0);
  g_autofree char *cost = nomo_csv_pair_dup (&self->pair, csv, 1);
  g_autofree char *key = dup_key (sku);
  Product *product = g_hash_table_lookup (self->products, key);
  gint64 minor = 0;
  char *fault = find_fault (self, product, sku, cost, &minor);

  if (fault != NULL) {
    nomo_csv_refuse (self->file->refused, nomo_csv_reader_get_line (csv), fault);
    return TRUE;
  }
  product->line = nomo_csv_reader_get_line (csv);
  if (product->has_own && product->own == minor)
    self->file->known++;
  else
    g_hash_table_insert (self->file->costs, g_memdup2 (&product->id, sizeof product->id),
                         g_memdup2 (&minor, sizeof minor));
  return TRUE;
}

/**
 * nomo_cost_file_read:
 * @store: whose products
 * @currency: the shop's currency, for products without one of their own
 * @stream: a CSV file with the columns SKU and cost, with a header or without; commas, semicolons or tabs between them
 * @encoding: how it is written
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL when it cannot be read
 */
NomoCostFile *
nomo_cost_file_read (NomoStore *store, const char *currency, GInputStream *stream, NomoCsvEncoding encoding,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) products = read_products (store, cancellable, error);
  g_autoptr (NomoCsvReader) csv = nomo_csv_reader_new (stream, encoding);
  g_autoptr (NomoCostFile) file = file_new ();
  Reading self = {
    .file = file,
    .products = products,
    .currency = currency,
    .pair = { { sku_names, cost_names }, { G_N_ELEMENTS (sku_names), G_N_ELEMENTS (cost_names) }, { 0, 1 } },
  };

  if (products == NULL || !nomo_csv_pair_read (&self.pair, csv, take_row, &self, cancellable, error))
    return NULL;
  return g_steal_pointer (&file);
}

typedef struct {
  NomoStore *store;
  char *currency;
  char *path;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job->currency);
  g_free (job->path);
  g_free (job);
}

static gpointer
read_stream (GInputStream *stream, NomoCsvEncoding encoding, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return nomo_cost_file_read (job->store, job->currency, stream, encoding, cancellable, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  NomoCostFile *file = nomo_csv_read_path (((const Job *) data)->path, read_stream, data, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) nomo_cost_file_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_cost_file_read_async:
 * @shop: whose products
 * @path: a file, see nomo_cost_file_read()
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_cost_file_read_async (NomoShop *shop, const char *path, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (shop, NULL, callback, data);
  Job *job = g_new (Job, 1);

  *job = (Job) { g_object_ref (nomo_shop_get_store (shop)), g_strdup (nomo_shop_get_currency (shop)), g_strdup (path) };
  g_task_set_source_tag (task, nomo_cost_file_read_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * nomo_cost_file_read_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the file says, or %NULL when it cannot be read
 */
NomoCostFile *
nomo_cost_file_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_cost_file_get_count:
 * @self: what a file says
 *
 * Returns: of how many products another cost would be kept
 */
guint
nomo_cost_file_get_count (const NomoCostFile *self)
{
  return g_hash_table_size (self->costs);
}

/**
 * nomo_cost_file_get_known:
 * @self: what a file says
 *
 * Returns: how many lines tell the cost that is kept already
 */
guint
nomo_cost_file_get_known (const NomoCostFile *self)
{
  return self->known;
}

/**
 * nomo_cost_file_get_refused:
 * @self: what a file says
 *
 * Returns: (transfer none) (element-type NomoCsvRefusal): the lines from which nothing is taken
 */
const GPtrArray *
nomo_cost_file_get_refused (const NomoCostFile *self)
{
  return self->refused;
}

/**
 * nomo_cost_file_create_commit:
 * @self: what a file says
 * @actor: who says it
 * @id: of the commit
 *
 * Returns: (transfer full): what keeps it
 */
NomoCommit *
nomo_cost_file_create_commit (const NomoCostFile *self, const char *actor, const char *id)
{
  NomoCommit *commit = nomo_commit_new (actor, id);
  GHashTableIter iter;
  gpointer product, cost;

  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  g_hash_table_iter_init (&iter, self->costs);
  while (g_hash_table_iter_next (&iter, &product, &cost)) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), *(gint64 *) product);
    g_autoptr (NomoRecord) change = NULL;

    nomo_builder_set_int (builder, PRODUCT_OWN_COST, *(gint64 *) cost);
    change = nomo_builder_end (builder);
    nomo_commit_put (commit, change);
  }
  return commit;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_cost_file_write_async:
 * @shop: whose products
 * @self: what a file says
 * @callback: called at the end
 * @data: for @callback
 *
 * Keeps the costs as the merchant's word, all of them or, when that fails, none.
 */
void
nomo_cost_file_write_async (NomoShop *shop, const NomoCostFile *self, GAsyncReadyCallback callback, gpointer data)
{
  const char *owner = nomo_shop_get_owner_name (shop);
  g_autofree char *id = g_uuid_string_random ();
  NomoCommit *commit = nomo_cost_file_create_commit (self, owner != NULL ? owner : "me", id);
  GTask *task = g_task_new (shop, NULL, callback, data);

  g_task_set_source_tag (task, nomo_cost_file_write_async);
  g_task_set_task_data (task, g_steal_pointer (&id), g_free);
  nomo_store_commit_async (nomo_shop_get_store (shop), commit, NULL, written_cb, task);
}

/**
 * nomo_cost_file_write_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the commit, which can be undone; %NULL with a #NomoStoreError
 */
char *
nomo_cost_file_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
