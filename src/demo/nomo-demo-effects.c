#include "config.h"

#include "nomo-demo-effects.h"

typedef struct {
  NomoDemoEffect it;
  gboolean delivered;
  char *fault;
} Entry;

struct _NomoDemoEffects {
  GPtrArray *entries; /* number 1 first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free ((char *) entry->it.what);
  g_free ((char *) entry->it.value);
  g_free ((char *) entry->it.note);
  g_free (entry->fault);
  g_free (entry);
}

NomoDemoEffects *
nomo_demo_effects_new (void)
{
  NomoDemoEffects *self = g_new0 (NomoDemoEffects, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
nomo_demo_effects_free (NomoDemoEffects *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * nomo_demo_effects_add:
 * @self: the effects so far
 * @effect: one more
 *
 * Returns: its number, the first is 1
 */
guint
nomo_demo_effects_add (NomoDemoEffects *self, const NomoDemoEffect *effect)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->it = *effect;
  entry->it.what = g_strdup (effect->what);
  entry->it.value = g_strdup (effect->value);
  entry->it.note = g_strdup (effect->note);
  g_ptr_array_add (self->entries, entry);
  return self->entries->len;
}

/**
 * nomo_demo_effects_settle:
 * @self: the effects so far
 * @number: of one of them
 * @delivered: whether the answer that told of it left whole
 * @fault: (nullable): what befell the request
 */
void
nomo_demo_effects_settle (NomoDemoEffects *self, guint number, gboolean delivered, const char *fault)
{
  Entry *entry = g_ptr_array_index (self->entries, number - 1);

  entry->delivered = delivered;
  g_free (entry->fault);
  entry->fault = g_strdup (fault);
}

static void
write_entry (const Entry *entry, guint number, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "number", number);
  nomo_demo_json_int (json, "time", entry->it.time);
  nomo_demo_json_string (json, "what", entry->it.what);
  nomo_demo_json_int (json, "id", entry->it.id);
  nomo_demo_json_string (json, "value", entry->it.value);
  nomo_demo_json_string (json, "note", entry->it.note);
  nomo_demo_json_int (json, "chain", entry->it.chain);
  nomo_demo_json_bool (json, "delivered", entry->delivered);
  nomo_demo_json_string (json, "fault", entry->fault);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_effects_write:
 * @self: the effects so far
 * @json: where to
 *
 * Writes the member `effects`.
 */
void
nomo_demo_effects_write (const NomoDemoEffects *self, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "effects");
  for (guint i = 0; i < self->entries->len; i++)
    write_entry (g_ptr_array_index (self->entries, i), i + 1, json);
  nomo_demo_json_end_array (json);
}
