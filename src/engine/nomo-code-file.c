#include "config.h"

#include "nomo-code-file.h"

#include "nomo-batch.h"
#include "nomo-clock.h"
#include "nomo-code-list.h"
#include "nomo-coupon.h"
#include "nomo-customer.h"
#include "nomo-format.h"
#include "nomo-phone.h"
#include "nomo-store-scan.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define COUNTRY_CODE "+966"
#define SEVERAL      -1

struct _NomoCodeFile {
  GPtrArray *codes;    /* NomoCode: the batch, as it is with what the file says */
  GHashTable *coupons; /* ids of those of which the file says something new */
  GPtrArray *refused;  /* NomoCsvRefusal */
  guint given;         /* lines that say something new */
  guint known;         /* lines that say what is known already */
};

typedef struct {
  NomoCodeFile *file;
  NomoStore *store;
  NomoRecord *batch;   /* NULL when it is not known */
  GHashTable *by_code; /* folded → NomoCode */
  GHashTable *lines;   /* NomoCode → the line that has named it */
  GHashTable *emails; /* in small letters → id of a customer, SEVERAL for more than one; NULL until one is asked for */
  NomoCsvPair pair;
  gint64 now;
  GCancellable *cancellable;
} Reading;

/* What spreadsheets call the two columns, ours among them. */
static const char *const code_names[] = { "code", "coupon", "الرمز", "رمز الكوبون", "الكوبون", "كود" };
static const char *const who_names[] = { "given to (customer number)",
                                         "أُعطي إلى (رقم العميل)",
                                         "customer",
                                         "customer number",
                                         "phone",
                                         "mobile",
                                         "e-mail",
                                         "email",
                                         "given to",
                                         "العميل",
                                         "رقم العميل",
                                         "الجوال",
                                         "رقم الجوال",
                                         "الهاتف",
                                         "البريد",
                                         "البريد الإلكتروني" };

/**
 * nomo_code_file_free:
 * @self: (transfer full): what a file says
 */
void
nomo_code_file_free (NomoCodeFile *self)
{
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_hash_table_unref (self->coupons);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

static gboolean
find_phone (Reading *self, const char *text, gint64 *id, gboolean *several, GError **error)
{
  const NomoValue value = { NOMO_VALUE_TEXT, { .text = (char *) text } };
  const NomoValue *values[] = { &value };
  g_autoptr (GArray) found =
      nomo_store_find_same (self->store, nomo_customer_entity (), CUSTOMER_PHONE, values, 1, error);
  const NomoFound *first;

  if (found == NULL)
    return FALSE;
  first = &g_array_index (found, NomoFound, 0);
  *several = first->several;
  if (first->record != NULL && !first->several)
    *id = nomo_record_get_id (first->record);
  return TRUE;
}

static gboolean
find_number (Reading *self, const char *text, gint64 *id, GError **error)
{
  g_autofree char *ascii = nomo_text_ascii_digits (text);
  g_autoptr (NomoRecord) customer = NULL;
  GError *failed = NULL;
  gint64 number = 0;

  if (!g_ascii_string_to_signed (ascii, 10, 1, G_MAXINT64, &number, NULL))
    return TRUE;
  customer = nomo_store_get (self->store, nomo_customer_entity (), number, &failed);
  if (failed != NULL) {
    g_propagate_error (error, failed);
    return FALSE;
  }
  if (customer != NULL && !nomo_record_is_deleted (customer))
    *id = number;
  return TRUE;
}

static gboolean
add_email (NomoRecord *customer, gpointer data, GError **error)
{
  const char *email = nomo_record_get_text (customer, CUSTOMER_EMAIL);
  char *key = email != NULL ? g_utf8_casefold (email, -1) : NULL;
  gint64 id = nomo_record_get_id (customer);

  if (key == NULL)
    return TRUE;
  if (g_hash_table_contains (data, key))
    id = SEVERAL;
  g_hash_table_insert (data, key, g_memdup2 (&id, sizeof id));
  return TRUE;
}

/* Salla keeps capitals as they were typed, and the index of the store takes them for other letters. */
static gboolean
find_email (Reading *self, const char *text, gint64 *id, gboolean *several, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_customer_entity ());
  NomoPick pick = { NOMO_PICK (CUSTOMER_EMAIL), { 0 } };
  g_autofree char *key = g_utf8_casefold (text, -1);
  const gint64 *found;

  if (self->emails == NULL) {
    self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    if (!nomo_store_foreach_picked (self->store, query, &pick, add_email, self->emails, self->cancellable, error))
      return FALSE;
  }
  found = g_hash_table_lookup (self->emails, key);
  *several = found != NULL && *found == SEVERAL;
  if (found != NULL && !*several)
    *id = *found;
  return TRUE;
}

/* A number is a phone when somebody has it, and else may be that of a customer. */
static gboolean
find_customer (Reading *self, const char *who, gint64 *id, gboolean *several, GError **error)
{
  g_autofree char *phone = strchr (who, '@') == NULL ? nomo_phone_normalize (who, COUNTRY_CODE) : NULL;

  *id = 0;
  *several = FALSE;
  if (strchr (who, '@') != NULL)
    return find_email (self, who, id, several, error);
  if (phone != NULL && !find_phone (self, phone, id, several, error))
    return FALSE;
  return *id != 0 || *several || find_number (self, who, id, error);
}

static gboolean
is_mistyped (const Reading *self, const char *text)
{
  NomoCodePattern pattern;

  if (self->batch == NULL || nomo_code_batch_is_group (self->batch))
    return FALSE;
  nomo_code_batch_get_pattern (self->batch, &pattern);
  return pattern.check && !nomo_codes_check (&pattern, text);
}

static char *
word_unknown (const Reading *self, const char *text)
{
  g_autofree char *name = nomo_text_isolate_ltr (text);

  if (is_mistyped (self, text))
    /* Translators: %s is a code. */
    return g_strdup_printf (_ ("The code %s is mistyped: its check letter does not fit."), name);
  /* Translators: %s is a code. */
  return g_strdup_printf (_ ("The batch has no code %s."), name);
}

static char *
word_code_fault (const Reading *self, const NomoCode *code, const char *text, guint64 line)
{
  g_autofree char *name = nomo_text_isolate_ltr (text);
  g_autofree char *before = nomo_format_int ((gint64) line);

  if (*text == '\0')
    return g_strdup (_ ("The code is missing."));
  if (code == NULL)
    return word_unknown (self, text);
  if (line > 0)
    /* Translators: 1 is a code, 2 the number of a line of a file */
    return g_strdup_printf (_ ("Line %2$s names the code %1$s already."), name, before);
  return NULL;
}

static char *
word_customer_fault (const NomoCode *code, const char *who, gint64 customer, gboolean several)
{
  g_autofree char *name = nomo_text_isolate_ltr (who);

  if (several)
    /* Translators: %s is a phone, an e-mail address or a number. */
    return g_strdup_printf (_ ("More than one customer has %s."), name);
  if (customer == 0)
    /* Translators: %s is a phone, an e-mail address or a number. */
    return g_strdup_printf (_ ("No customer has %s."), name);
  return code->given_to != 0 && code->given_to != customer ? g_strdup (_ ("The code was given to somebody else."))
                                                           : NULL;
}

static void
give (Reading *self, NomoCode *code, gint64 customer)
{
  if (code->given_to == customer) {
    self->file->known++;
    return;
  }
  code->given_to = customer;
  code->given_at = self->now;
  self->file->given++;
  g_hash_table_add (self->file->coupons, g_memdup2 (&code->coupon, sizeof code->coupon));
}

/* Returns FALSE when the store failed; a fault of what is said is told in @fault. */
static gboolean
take (Reading *self, const char *text, const char *who, guint64 line, char **fault, GError **error)
{
  g_autofree char *folded = nomo_text_fold (text);
  NomoCode *code = g_hash_table_lookup (self->by_code, folded);
  guint64 before = code != NULL ? GPOINTER_TO_SIZE (g_hash_table_lookup (self->lines, code)) : 0;
  gboolean several = FALSE;
  gint64 customer = 0;

  *fault = word_code_fault (self, code, text, before);
  if (*fault == NULL) {
    if (!find_customer (self, who, &customer, &several, error))
      return FALSE;
    *fault = word_customer_fault (code, who, customer, several);
  }
  if (*fault == NULL) {
    g_hash_table_insert (self->lines, code, GSIZE_TO_POINTER (line));
    give (self, code, customer);
  }
  return TRUE;
}

static gboolean
take_row (const NomoCsvReader *csv, gpointer data, GError **error)
{
  Reading *self = data;
  g_autofree char *text = nomo_csv_pair_dup (&self->pair, csv, 0);
  g_autofree char *who = nomo_csv_pair_dup (&self->pair, csv, 1);
  char *fault = NULL;

  /* Our own export has the codes that were given to nobody as well. */
  if (*who == '\0')
    return TRUE;
  if (!take (self, text, who, nomo_csv_reader_get_line (csv), &fault, error))
    return FALSE;
  if (fault != NULL)
    nomo_csv_refuse (self->file->refused, nomo_csv_reader_get_line (csv), fault);
  return TRUE;
}

static void
index_codes (Reading *self)
{
  for (guint i = 0; i < self->file->codes->len; i++) {
    NomoCode *code = self->file->codes->pdata[i];

    g_hash_table_insert (self->by_code, nomo_text_fold (code->code), code);
  }
}

static NomoCodeFile *
file_new (void)
{
  NomoCodeFile *self = g_new0 (NomoCodeFile, 1);

  self->coupons = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->refused = nomo_csv_refusals_new ();
  return self;
}

static gboolean
begin (Reading *self, NomoCodeFile *file, NomoStore *store, gint64 batch, GCancellable *cancellable, GError **error)
{
  *self = (Reading) {
    .file = file,
    .store = store,
    .batch = nomo_store_get (store, nomo_code_batch_entity (), batch, NULL),
    .by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .lines = g_hash_table_new (NULL, NULL),
    .pair = { { code_names, who_names }, { G_N_ELEMENTS (code_names), G_N_ELEMENTS (who_names) }, { 0, 1 } },
    .now = nomo_clock_now (),
    .cancellable = cancellable,
  };
  file->codes = nomo_codes_read (store, batch, cancellable, error);
  if (file->codes == NULL)
    return FALSE;
  index_codes (self);
  return TRUE;
}

static void
clear (Reading *self)
{
  g_clear_pointer (&self->batch, nomo_record_unref);
  g_clear_pointer (&self->by_code, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->emails, g_hash_table_unref);
}

/**
 * nomo_code_file_read:
 * @store: a store
 * @batch: id of a batch of codes
 * @stream: a CSV file with the columns code and customer: a phone, an e-mail address or Salla's number of the customer; with a
 *   header or without; commas, semicolons or tabs between them. What nomo_codes_write_csv() writes can be read
 * @encoding: how it is written
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL when it cannot be read
 */
NomoCodeFile *
nomo_code_file_read (NomoStore *store, gint64 batch, GInputStream *stream, NomoCsvEncoding encoding,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoCsvReader) csv = nomo_csv_reader_new (stream, encoding);
  g_autoptr (NomoCodeFile) file = file_new ();
  Reading self;
  gboolean ok = begin (&self, file, store, batch, cancellable, error) &&
                nomo_csv_pair_read (&self.pair, csv, take_row, &self, cancellable, error);

  clear (&self);
  return ok ? g_steal_pointer (&file) : NULL;
}

/**
 * nomo_code_file_say:
 * @store: a store
 * @batch: id of a batch of codes
 * @code: a code, as it was typed
 * @who: the phone, e-mail address or number of a customer, as it was typed
 * @error: return location
 *
 * Says in the words of a file of one line to whom a code was given. Blocks.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL when the store cannot be read
 */
NomoCodeFile *
nomo_code_file_say (NomoStore *store, gint64 batch, const char *code, const char *who, GError **error)
{
  g_autoptr (NomoCodeFile) file = file_new ();
  char *fault = NULL;
  Reading self;
  gboolean ok = begin (&self, file, store, batch, NULL, error) && take (&self, code, who, 1, &fault, error);

  clear (&self);
  if (fault != NULL)
    nomo_csv_refuse (file->refused, 1, fault);
  return ok ? g_steal_pointer (&file) : NULL;
}

typedef struct {
  NomoStore *store;
  gint64 batch;
} Place;

static gpointer
read_stream (GInputStream *stream, NomoCsvEncoding encoding, gpointer data, GCancellable *cancellable, GError **error)
{
  const Place *place = data;

  return nomo_code_file_read (place->store, place->batch, stream, encoding, cancellable, error);
}

/**
 * nomo_code_file_read_path:
 * @store: a store
 * @batch: id of a batch of codes
 * @path: a file, see nomo_code_file_read(); as older spreadsheets write Arabic in their own way, that is tried as well
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL when it cannot be read
 */
NomoCodeFile *
nomo_code_file_read_path (NomoStore *store, gint64 batch, const char *path, GCancellable *cancellable, GError **error)
{
  Place place = { store, batch };

  return nomo_csv_read_path (path, read_stream, &place, cancellable, error);
}

/**
 * nomo_code_file_get_count:
 * @self: what a file says
 *
 * Returns: of how many codes it says something new
 */
guint
nomo_code_file_get_count (const NomoCodeFile *self)
{
  return self->given;
}

/**
 * nomo_code_file_get_known:
 * @self: what a file says
 *
 * Returns: how many lines tell what is kept already
 */
guint
nomo_code_file_get_known (const NomoCodeFile *self)
{
  return self->known;
}

/**
 * nomo_code_file_get_refused:
 * @self: what a file says
 *
 * Returns: (transfer none) (element-type NomoCsvRefusal): the lines from which nothing is taken
 */
const GPtrArray *
nomo_code_file_get_refused (const NomoCodeFile *self)
{
  return self->refused;
}

/* A put says the whole part, so all that was given of a group is said. */
static void
add_given (NomoRecordBuilder *builder, const NomoCode *code)
{
  if (code->given_to == 0)
    return;
  nomo_builder_add_part (builder, COUPON_PART_GIVEN);
  nomo_builder_part_text (builder, COUPON_PART_GIVEN, COUPON_GIVEN_CODE, code->code);
  nomo_builder_part_int (builder, COUPON_PART_GIVEN, COUPON_GIVEN_CUSTOMER, code->given_to);
  nomo_builder_part_int (builder, COUPON_PART_GIVEN, COUPON_GIVEN_AT, code->given_at);
}

/**
 * nomo_code_file_create_commit:
 * @self: what a file says
 * @actor: who says it
 * @id: of the commit
 *
 * Returns: (transfer full): what keeps it
 */
NomoCommit *
nomo_code_file_create_commit (const NomoCodeFile *self, const char *actor, const char *id)
{
  NomoCommit *commit = nomo_commit_new (actor, id);

  for (guint i = 0; i < self->codes->len;) {
    gint64 coupon = ((NomoCode *) self->codes->pdata[i])->coupon;
    NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), coupon);
    g_autoptr (NomoRecord) change = NULL;

    for (; i < self->codes->len && ((NomoCode *) self->codes->pdata[i])->coupon == coupon; i++)
      add_given (builder, self->codes->pdata[i]);
    change = nomo_builder_end (builder);
    if (g_hash_table_contains (self->coupons, &coupon))
      nomo_commit_put (commit, change);
  }
  return commit;
}
