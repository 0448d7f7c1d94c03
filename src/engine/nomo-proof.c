#include "config.h"

#include "nomo-proof.h"

#include "nomo-format.h"
#include "nomo-status-json.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static const struct {
  const char *name;
  const char *title;
} kinds[NOMO_N_PROOF_KINDS] = {
  [NOMO_PROOF_PAGES] = { "pages", N_ ("The file") },
  [NOMO_PROOF_RECORDS] = { "records", N_ ("Records by their rules") },
  [NOMO_PROOF_SEARCH] = { "search", N_ ("What search finds") },
  [NOMO_PROOF_SUMS] = { "sums", N_ ("Sums by day") },
  [NOMO_PROOF_FEED] = { "feed", N_ ("Last change of each record") },
  [NOMO_PROOF_HISTORY] = { "history", N_ ("History of changes") },
  [NOMO_PROOF_OUTBOX] = { "outbox", N_ ("Edits that wait for Salla") },
  [NOMO_PROOF_REFERENCES] = { "references", N_ ("Records that name others") },
  [NOMO_PROOF_COUNTS] = { "counts", N_ ("Salla’s own counts") },
  [NOMO_PROOF_FILES] = { "files", N_ ("Who may read the files") },
  [NOMO_PROOF_BACKUP] = { "backup", N_ ("Backup") },
  [NOMO_PROOF_SIGN_IN] = { "sign-in", N_ ("Sign-in to Salla") },
};

static const struct {
  const char *name;
  const char *word;
} states[NOMO_N_PROOF_STATES] = {
  [NOMO_PROOF_SOUND] = { "sound", NC_ ("proof", "Sound") },
  [NOMO_PROOF_WRONG] = { "wrong", NC_ ("proof", "Wrong") },
  [NOMO_PROOF_UNCHECKED] = { "unchecked", NC_ ("proof", "Not checked") },
  [NOMO_PROOF_UNNEEDED] = { "unneeded", NC_ ("proof", "Not needed") },
};

/**
 * nomo_proof_new:
 *
 * Returns: (transfer full): a proof in which nothing has been checked
 */
NomoProof *
nomo_proof_new (void)
{
  NomoProof *self = g_atomic_rc_box_new0 (NomoProof);

  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++) {
    self->items[i].state = NOMO_PROOF_UNCHECKED;
    self->items[i].details = g_ptr_array_new_with_free_func (g_free);
  }
  self->lists = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * nomo_proof_ref:
 * @self: a proof
 *
 * Returns: (transfer full): the same
 */
NomoProof *
nomo_proof_ref (NomoProof *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
proof_clear (gpointer data)
{
  NomoProof *self = data;

  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++) {
    g_free (self->items[i].sentence);
    g_ptr_array_unref (self->items[i].details);
  }
  g_ptr_array_unref (self->lists);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->store);
  g_free (self->epoch);
}

/**
 * nomo_proof_unref:
 * @self: (transfer full): a proof
 */
void
nomo_proof_unref (NomoProof *self)
{
  g_atomic_rc_box_release_full (self, proof_clear);
}

/**
 * nomo_proof_count:
 * @self: a proof
 * @state: a state
 *
 * Returns: how much of what was checked stands so
 */
guint
nomo_proof_count (const NomoProof *self, NomoProofState state)
{
  guint n = 0;

  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++)
    n += self->items[i].state == state ? 1 : 0;
  return n;
}

/**
 * nomo_proof_is_sound:
 * @self: a proof
 *
 * Returns: whether nothing is wrong; what could not be checked says so itself
 */
gboolean
nomo_proof_is_sound (const NomoProof *self)
{
  return nomo_proof_count (self, NOMO_PROOF_WRONG) == 0;
}

/**
 * nomo_proof_get_title:
 * @kind: what is proved
 *
 * Returns: (transfer none): what it is called, in the present language
 */
const char *
nomo_proof_get_title (NomoProofKind kind)
{
  return _ (kinds[kind].title);
}

/**
 * nomo_proof_get_word:
 * @state: how something stands
 *
 * Returns: (transfer none): a word for it, in the present language
 */
const char *
nomo_proof_get_word (NomoProofState state)
{
  return g_dpgettext2 (NULL, "proof", states[state].word);
}

/**
 * nomo_proof_dup_verdict:
 * @self: a proof
 *
 * Returns: (transfer full): what it comes to, a sentence
 */
char *
nomo_proof_dup_verdict (const NomoProof *self)
{
  guint n_wrong = nomo_proof_count (self, NOMO_PROOF_WRONG);
  guint n_unchecked = nomo_proof_count (self, NOMO_PROOF_UNCHECKED);
  g_autofree char *wrong = nomo_format_int (n_wrong);
  g_autofree char *unchecked = nomo_format_int (n_unchecked);

  if (n_wrong > 0)
    /* Translators: %s is how many things that were checked are wrong. */
    return g_strdup_printf (
        ngettext ("%s thing is not as it should be.", "%s things are not as they should be.", n_wrong), wrong);
  if (n_unchecked > 0)
    /* Translators: %s is how many things could not be checked. */
    return g_strdup_printf (ngettext ("All that was checked is sound. %s thing was not checked.",
                                      "All that was checked is sound. %s things were not checked.", n_unchecked),
                            unchecked);
  return g_strdup (_ ("All is sound."));
}

/**
 * nomo_proof_dup_store:
 * @self: a proof
 *
 * Returns: (transfer full): the store's name with its number, or its number alone
 */
char *
nomo_proof_dup_store (const NomoProof *self)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->merchant);
  g_autofree char *name = self->store != NULL ? nomo_text_isolate (self->store) : NULL;

  if (name == NULL)
    return g_steal_pointer (&number);
  if (self->is_demo)
    /* Translators: the store's name and its number at Salla. */
    return g_strdup_printf (_ ("%1$s (%2$s), demo store"), name, number);
  return g_strdup_printf ("%s (%s)", name, number);
}

/**
 * nomo_proof_dup_version:
 * @self: a proof
 *
 * Returns: (transfer full): which state of the data was checked
 */
char *
nomo_proof_dup_version (const NomoProof *self)
{
  g_autofree char *version = nomo_format_int (self->version);
  g_autofree char *seq = nomo_format_int ((gint64) self->seq);
  g_autofree char *epoch = self->epoch != NULL ? g_strndup (self->epoch, 8) : g_strdup ("");
  g_autofree char *island = nomo_text_isolate_ltr (epoch);

  if (self->version == 0)
    return g_strdup (_ ("could not be read"));
  /* Translators: which state of the data was checked: 1 is the number of its last change, 2 names when it began anew, 3 is the
   * version of the tables. */
  return g_strdup_printf (_ ("change %1$s of %2$s, tables %3$s"), seq, island, version);
}

/**
 * nomo_proof_dup_as_of:
 * @self: a proof
 *
 * Returns: (transfer full): up to when the records are those of Salla
 */
char *
nomo_proof_dup_as_of (const NomoProof *self)
{
  return self->as_of > 0 ? nomo_format_moment (self->as_of, self->zone) : g_strdup (_ ("the first sync has not ended"));
}

/**
 * nomo_proof_dup_more:
 * @item: one thing that was checked
 *
 * Returns: (transfer full) (nullable): how many details are not told; %NULL when all are
 */
char *
nomo_proof_dup_more (const NomoProofItem *item)
{
  gint64 n = item->n_details - item->details->len;
  g_autofree char *count = nomo_format_int (n);

  if (n <= 0)
    return NULL;
  /* Translators: %s is how many further things are wrong. */
  return g_strdup_printf (ngettext ("And %s more.", "And %s more.", (gulong) n), count);
}

static JsonObject *
item_to_json (const NomoProof *self, NomoProofKind kind)
{
  const NomoProofItem *item = &self->items[kind];
  JsonObject *object = json_object_new ();
  JsonArray *details = json_array_new ();

  for (guint i = 0; i < item->details->len; i++)
    json_array_add_string_element (details, item->details->pdata[i]);
  json_object_set_string_member (object, "name", kinds[kind].name);
  json_object_set_string_member (object, "state", states[item->state].name);
  json_object_set_string_member (object, "title", nomo_proof_get_title (kind));
  nomo_status_set_text (object, "message", item->sentence);
  json_object_set_array_member (object, "details", details);
  json_object_set_int_member (object, "details_in_all", item->n_details);
  return object;
}

static void
set_count (JsonObject *object, const char *name, gint64 count)
{
  if (count >= 0)
    json_object_set_int_member (object, name, count);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
list_to_json (const NomoProofList *list)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", list->kind->name);
  set_count (object, "salla", list->salla);
  nomo_status_set_time (object, "counted", list->counted);
  set_count (object, "here", list->here);
  nomo_status_set_time (object, "looked", list->looked);
  json_object_set_boolean_member (object, "agrees", list->agrees);
  return object;
}

static JsonObject *
data_to_json (const NomoProof *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "schema", self->version);
  json_object_set_int_member (object, "seq", (gint64) self->seq);
  nomo_status_set_text (object, "epoch", self->epoch);
  nomo_status_set_time (object, "as_of", self->as_of);
  return object;
}

/**
 * nomo_proof_to_json:
 * @self: a proof
 *
 * Returns: (transfer full): the proof for programs
 */
JsonObject *
nomo_proof_to_json (const NomoProof *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();
  JsonArray *lists = json_array_new ();
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, self->merchant);

  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++)
    json_array_add_object_element (items, item_to_json (self, (NomoProofKind) i));
  for (guint i = 0; i < self->lists->len; i++)
    json_array_add_object_element (lists, list_to_json (self->lists->pdata[i]));
  json_object_set_boolean_member (object, "ok", nomo_proof_is_sound (self));
  json_object_set_string_member (object, "merchant", merchant);
  nomo_status_set_text (object, "store", self->store);
  nomo_status_set_time (object, "at", self->at);
  json_object_set_string_member (object, "program", NOMO_VERSION);
  json_object_set_object_member (object, "data", data_to_json (self));
  json_object_set_array_member (object, "items", items);
  json_object_set_array_member (object, "lists", lists);
  return object;
}
