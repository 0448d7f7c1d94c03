#include "config.h"

#include "nomo-code-file.h"

#include "nomo-batch.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-code-list.h"
#include "nomo-coupon.h"
#include "nomo-customer.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-moment.h"
#include "nomo-new-file.h"
#include "nomo-phone.h"
#include "nomo-store-scan.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define COUNTRY_CODE "+966"
#define SEVERAL      -1

static const char *const headers[] = {
  N_ ("Code"),
  N_ ("Status"),
  N_ ("Given to (customer number)"),
  N_ ("Given to (name)"),
  N_ ("Given on"),
  N_ ("Used by (customer number)"),
  N_ ("Used by (name)"),
  N_ ("Order"),
  N_ ("Used on"),
  N_ ("Orders by somebody else"),
  N_ ("First of them by (customer number)"),
  N_ ("First of them on"),
};

typedef struct {
  NomoStore *store;
  NomoCsvWriter *csv;
  GHashTable *names; /* id of a customer → name */
  GCancellable *cancellable;
} Writing;

static const char *
find_name (Writing *self, gint64 customer)
{
  const char *known = g_hash_table_lookup (self->names, &customer);
  g_autoptr (NomoRecord) record = NULL;
  const char *name = NULL;

  if (known != NULL || customer == 0)
    return known != NULL ? known : "";
  record = nomo_store_get (self->store, nomo_customer_entity (), customer, NULL);
  name = record != NULL ? nomo_record_get_text (record, CUSTOMER_NAME) : NULL;
  g_hash_table_insert (self->names, g_memdup2 (&customer, sizeof customer), g_strdup (name != NULL ? name : ""));
  return g_hash_table_lookup (self->names, &customer);
}

static void
add_number (Writing *self, gint64 number)
{
  char text[32] = "";

  if (number != 0)
    g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  nomo_csv_writer_add (self->csv, text);
}

static void
add_moment (Writing *self, gint64 ms)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (ms != 0)
    nomo_moment_append (text, ms, nomo_calendar_riyadh ());
  nomo_csv_writer_add (self->csv, text->str);
}

static gboolean
write_code (Writing *self, const NomoCode *code, GError **error)
{
  nomo_csv_writer_add (self->csv, code->code);
  nomo_csv_writer_add (self->csv, nomo_code_state_get_words (code->state));
  add_number (self, code->given_to);
  nomo_csv_writer_add (self->csv, find_name (self, code->given_to));
  add_moment (self, code->given_at);
  add_number (self, code->uses.customer);
  nomo_csv_writer_add (self->csv, find_name (self, code->uses.customer));
  nomo_csv_writer_add (self->csv, code->uses.reference != NULL ? code->uses.reference : "");
  add_moment (self, code->uses.at);
  add_number (self, code->leaks.count);
  add_number (self, code->leaks.customer);
  add_moment (self, code->leaks.at);
  return nomo_csv_writer_end_row (self->csv, self->cancellable, error);
}

static gboolean
write_all (Writing *self, const GPtrArray *codes, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    nomo_csv_writer_add (self->csv, _ (headers[i]));
  if (!nomo_csv_writer_end_row (self->csv, self->cancellable, error))
    return FALSE;
  for (guint i = 0; i < codes->len; i++)
    if (!write_code (self, codes->pdata[i], error))
      return FALSE;
  return nomo_csv_writer_flush (self->csv, self->cancellable, error);
}

static gboolean
word_output (gboolean ok, GError *failed, GError **error)
{
  if (ok)
    return TRUE;
  if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, failed);
    return FALSE;
  }
  g_propagate_error (error, nomo_engine_error_new_output (failed));
  g_error_free (failed);
  return FALSE;
}

/**
 * nomo_codes_write_csv:
 * @store: a store
 * @codes: (element-type NomoCode): codes of it
 * @stream: where they go
 * @separator: `,`, `;` or a tab
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Writes codes as CSV: how they stand, to whom they were given, who used them and when. Blocks.
 *
 * Returns: %TRUE when all is written, else %FALSE with %NOMO_ENGINE_ERROR_OUTPUT
 */
gboolean
nomo_codes_write_csv (NomoStore *store, const GPtrArray *codes, GOutputStream *stream, char separator,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoCsvWriter) csv = nomo_csv_writer_new (stream, separator, TRUE);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Writing self = { store, csv, names, cancellable };
  GError *failed = NULL;
  gboolean ok = write_all (&self, codes, &failed);

  return word_output (ok, failed, error);
}

/**
 * nomo_codes_write_csv_to_file:
 * @store: a store
 * @codes: (element-type NomoCode): codes of it
 * @path: the file, which is replaced when all is written and not before
 * @separator: `,`, `;` or a tab
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * As nomo_codes_write_csv().
 *
 * Returns: as nomo_codes_write_csv()
 */
gboolean
nomo_codes_write_csv_to_file (NomoStore *store, const GPtrArray *codes, const char *path, char separator,
                              GCancellable *cancellable, GError **error)
{
  GError *failed = NULL;
  g_autoptr (NomoNewFile) file = nomo_new_file_open (path, &failed);
  gboolean ok;

  if (file == NULL)
    return word_output (FALSE, failed, error);
  if (!nomo_codes_write_csv (store, codes, nomo_new_file_get_stream (file), separator, cancellable, error))
    return FALSE;
  ok = nomo_new_file_keep (file, &failed);
  return word_output (ok, failed, error);
}

struct _NomoCodeFile {
  GPtrArray *codes;    /* NomoCode: the batch, as it is with what the file says */
  GHashTable *coupons; /* ids of those of which the file says something new */
  GPtrArray *refused;  /* NomoCodeLine */
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
  guint code;
  guint who;
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

static void
line_free (gpointer data)
{
  g_free (((NomoCodeLine *) data)->reason);
  g_free (data);
}

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

static int
find_column (const NomoCsvReader *csv, const char *const *names, guint n_names)
{
  for (guint column = 0; column < nomo_csv_reader_count (csv); column++) {
    g_autofree char *cell = nomo_text_fold (nomo_csv_reader_get (csv, column));

    for (guint i = 0; i < n_names; i++) {
      g_autofree char *name = nomo_text_fold (names[i]);

      if (g_str_equal (cell, name))
        return (int) column;
    }
  }
  return -1;
}

/* A header names both columns. Without one the first two are meant. */
static gboolean
take_header (Reading *self, const NomoCsvReader *csv)
{
  int code = find_column (csv, code_names, G_N_ELEMENTS (code_names));
  int who = find_column (csv, who_names, G_N_ELEMENTS (who_names));

  self->code = code >= 0 && who >= 0 ? (guint) code : 0;
  self->who = code >= 0 && who >= 0 ? (guint) who : 1;
  return code >= 0 && who >= 0;
}

static char *
dup_cell (const NomoCsvReader *csv, guint column)
{
  return column < nomo_csv_reader_count (csv)
             ? g_strstrip (g_strdup (nomo_csv_unguard (nomo_csv_reader_get (csv, column))))
             : g_strdup ("");
}

static void
refuse (Reading *self, const NomoCsvReader *csv, char *reason)
{
  NomoCodeLine *refused = g_new (NomoCodeLine, 1);

  *refused = (NomoCodeLine) { nomo_csv_reader_get_line (csv), reason };
  g_ptr_array_add (self->file->refused, refused);
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

static gboolean
take_row (Reading *self, const NomoCsvReader *csv, GError **error)
{
  g_autofree char *text = dup_cell (csv, self->code);
  g_autofree char *who = dup_cell (csv, self->who);
  g_autofree char *folded = nomo_text_fold (text);
  NomoCode *code = g_hash_table_lookup (self->by_code, folded);
  guint64 line = code != NULL ? GPOINTER_TO_SIZE (g_hash_table_lookup (self->lines, code)) : 0;
  gboolean several = FALSE;
  gint64 customer = 0;
  char *fault = NULL;

  /* Our own export has the codes that were given to nobody as well. */
  if (*who == '\0')
    return TRUE;
  fault = word_code_fault (self, code, text, line);
  if (fault == NULL) {
    if (!find_customer (self, who, &customer, &several, error))
      return FALSE;
    fault = word_customer_fault (code, who, customer, several);
  }
  if (fault != NULL) {
    refuse (self, csv, fault);
    return TRUE;
  }
  g_hash_table_insert (self->lines, code, GSIZE_TO_POINTER (nomo_csv_reader_get_line (csv)));
  give (self, code, customer);
  return TRUE;
}

static gboolean
read_rows (Reading *self, NomoCsvReader *csv, GError **error)
{
  gboolean first = TRUE;
  NomoCsvStep step;

  for (; (step = nomo_csv_reader_next (csv, self->cancellable, error)) == NOMO_CSV_ROW; first = FALSE)
    if (!(first && take_header (self, csv)) && !take_row (self, csv, error))
      return FALSE;
  return step == NOMO_CSV_END;
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
  self->refused = g_ptr_array_new_with_free_func (line_free);
  return self;
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
  g_autoptr (NomoCodeFile) file = file_new ();
  g_autoptr (GHashTable) by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);
  g_autoptr (NomoCsvReader) csv = nomo_csv_reader_new (stream, encoding);
  g_autoptr (NomoRecord) record = nomo_store_get (store, nomo_code_batch_entity (), batch, NULL);
  Reading self = { file, store, record, by_code, lines, NULL, 0, 1, nomo_clock_now (), cancellable };
  gboolean ok;

  file->codes = nomo_codes_read (store, batch, cancellable, error);
  if (file->codes == NULL)
    return NULL;
  index_codes (&self);
  ok = read_rows (&self, csv, error);
  g_clear_pointer (&self.emails, g_hash_table_unref);
  return ok ? g_steal_pointer (&file) : NULL;
}

static NomoCodeFile *
read_path (NomoStore *store, gint64 batch, const char *path, NomoCsvEncoding encoding, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GFile) place = g_file_new_for_path (path);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (place, cancellable, &failed);

  if (stream != NULL)
    return nomo_code_file_read (store, batch, G_INPUT_STREAM (stream), encoding, cancellable, error);
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, failed->message);
  return NULL;
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
  GError *failed = NULL;
  NomoCodeFile *file = read_path (store, batch, path, NOMO_CSV_UTF8, cancellable, &failed);

  if (g_error_matches (failed, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID))
    file = read_path (store, batch, path, NOMO_CSV_WINDOWS_1256, cancellable, NULL);
  if (file == NULL)
    g_propagate_error (error, failed);
  else
    g_clear_error (&failed);
  return file;
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
 * nomo_code_file_count_refused:
 * @self: what a file says
 *
 * Returns: from how many lines nothing is taken
 */
guint
nomo_code_file_count_refused (const NomoCodeFile *self)
{
  return self->refused->len;
}

/**
 * nomo_code_file_get_refused:
 * @self: what a file says
 * @index: which, below nomo_code_file_count_refused()
 *
 * Returns: (transfer none): a line from which nothing is taken
 */
const NomoCodeLine *
nomo_code_file_get_refused (const NomoCodeFile *self, guint index)
{
  return self->refused->pdata[index];
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
