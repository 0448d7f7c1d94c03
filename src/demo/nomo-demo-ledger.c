#include "config.h"

#include "nomo-demo-ledger.h"

#define KEPT 200000

struct _NomoDemoLedger {
  GPtrArray *entries; /* a ring once it is full */
  guint64 added;
};

static void
entry_free (gpointer data)
{
  NomoDemoEntry *entry = data;

  g_free (entry->method);
  g_free (entry->target);
  g_free (entry->fault);
  g_free (entry->grant);
  g_free (entry);
}

NomoDemoLedger *
nomo_demo_ledger_new (void)
{
  NomoDemoLedger *self = g_new0 (NomoDemoLedger, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
nomo_demo_ledger_free (NomoDemoLedger *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static gboolean
is_secret (const char *pair)
{
  static const char *const names[] = {
    "code=", "client_secret=", "refresh_token=", "access_token=", "nonce=", "state="
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (pair, names[i]))
      return TRUE;
  return FALSE;
}

static char *
dup_target (const char *path, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);
  GString *target = g_string_new (path);

  for (guint i = 0; pairs[i] != NULL; i++) {
    const char *equals = g_strstr_len (pairs[i], -1, "=");

    if (pairs[i][0] == '\0')
      continue;
    g_string_append_c (target, i == 0 ? '?' : '&');
    if (is_secret (pairs[i]))
      g_string_append_printf (target, "%.*s=…", (int) (equals - pairs[i]), pairs[i]);
    else
      g_string_append (target, pairs[i]);
  }
  return g_string_free (target, FALSE);
}

static NomoDemoEntry *
entry_new (const NomoDemoRequest *request)
{
  NomoDemoEntry *entry = g_new0 (NomoDemoEntry, 1);

  entry->time = request->time;
  entry->method = g_strdup (request->method);
  entry->target = dup_target (request->path, request->query);
  entry->status = request->status;
  entry->chain = request->chain;
  entry->fault = g_strdup (request->fault);
  entry->grant = g_strdup (request->grant);
  return entry;
}

/**
 * nomo_demo_ledger_add:
 * @self: a ledger
 * @request: a request and what came of it
 *
 * Notes a request. The last 200,000 are kept.
 */
void
nomo_demo_ledger_add (NomoDemoLedger *self, const NomoDemoRequest *request)
{
  guint slot = (guint) (self->added % KEPT);

  if (slot < self->entries->len) {
    entry_free (g_ptr_array_index (self->entries, slot));
    g_ptr_array_index (self->entries, slot) = entry_new (request);
  } else
    g_ptr_array_add (self->entries, entry_new (request));
  self->added++;
}

/**
 * nomo_demo_ledger_get:
 * @self: a ledger
 * @index: place among those kept, oldest first
 *
 * Returns: (transfer none): the entry
 */
const NomoDemoEntry *
nomo_demo_ledger_get (const NomoDemoLedger *self, guint index)
{
  guint oldest = self->added > self->entries->len ? (guint) (self->added % KEPT) : 0;

  return g_ptr_array_index (self->entries, (oldest + index) % self->entries->len);
}

guint
nomo_demo_ledger_get_length (const NomoDemoLedger *self)
{
  return self->entries->len;
}

guint64
nomo_demo_ledger_get_dropped (const NomoDemoLedger *self)
{
  return self->added - self->entries->len;
}
