#include "config.h"

#include "nomo-proof-private.h"

#include "nomo-format.h"
#include "nomo-lists.h"
#include "nomo-mirror-tally.h"
#include "nomo-mirror.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

static const struct {
  NomoInspected part;
  NomoProofKind kind;
  const char *sound;     /* of the two numbers */
  const char *sound_two; /* nullable: in place of it when the second number is not 0 */
} parts[] = {
  /* Translators: 1 is a number, 2 a size such as "12 MB". */
  { NOMO_INSPECTED_PAGES, NOMO_PROOF_PAGES,
    N_ ("The whole file can be read and is undamaged. Pages: %1$s; size: %2$s."), NULL },
  /* Translators: both are numbers. */
  { NOMO_INSPECTED_RECORDS, NOMO_PROOF_RECORDS,
    N_ ("Each record keeps the rules of its kind. Records: %1$s; deleted ones: %2$s."), NULL },
  /* Translators: 1 is a number. */
  { NOMO_INSPECTED_SEARCH, NOMO_PROOF_SEARCH,
    N_ ("Search finds each record by what it says now, and nothing else. Records: %1$s."), NULL },
  /* Translators: both are numbers. */
  { NOMO_INSPECTED_SUMS, NOMO_PROOF_SUMS,
    N_ ("The sums that the pages show are those of the records, added up anew. Sums: %1$s; days: %2$s."), NULL },
  /* Translators: both are numbers. */
  { NOMO_INSPECTED_FEED, NOMO_PROOF_FEED,
    N_ ("Each record stands there once, with the change that was its last. Records: %1$s; changes so far: %2$s."),
    NULL },
  /* Translators: both are numbers. */
  { NOMO_INSPECTED_HISTORY, NOMO_PROOF_HISTORY,
    N_ ("Each change is part of something that was saved, and the last one of each value is what the record says. "
        "Changes: %1$s; saved together: %2$s."),
    NULL },
  /* Translators: both are numbers. */
  { NOMO_INSPECTED_OUTBOX, NOMO_PROOF_OUTBOX,
    N_ ("What is noted of edits fits the records that wait. Waiting: %1$s; refused by Salla: %2$s."), NULL },
  /* Translators: 1 is a number. */
  { NOMO_INSPECTED_REFERENCES, NOMO_PROOF_REFERENCES, N_ ("Each record that another one names is here. Named: %1$s."),
    /* Translators: both are numbers. */
    N_ ("What is named and not here is Salla’s and may still come, so that nothing is wrong. Named: %1$s; not here: "
        "%2$s.") },
};

/*
 * _nomo_proof_set:
 * @self: a proof
 * @kind: what was checked
 * @state: how it stands
 * @sentence: (transfer full): what was found
 */
void
_nomo_proof_set (NomoProof *self, NomoProofKind kind, NomoProofState state, char *sentence)
{
  self->items[kind].state = state;
  g_free (self->items[kind].sentence);
  self->items[kind].sentence = sentence;
}

/*
 * _nomo_proof_add:
 * @self: a proof
 * @kind: what was checked
 * @detail: (transfer full): more of it
 */
void
_nomo_proof_add (NomoProof *self, NomoProofKind kind, char *detail)
{
  NomoProofItem *item = &self->items[kind];

  item->n_details++;
  if (item->details->len < NOMO_PROOF_MOST_DETAILS)
    g_ptr_array_add (item->details, detail);
  else
    g_free (detail);
}

static char *
dup_wrong (const NomoInspectedPart *found)
{
  g_autofree char *wrong = nomo_format_int (found->n_problems);
  g_autofree char *compared = nomo_format_int (found->count);

  /* Translators: both are numbers. */
  return g_strdup_printf (_ ("Something differs. Differences: %1$s; compared: %2$s."), wrong, compared);
}

static char *
dup_sound (guint index, const NomoInspectedPart *found)
{
  const char *format = found->more != 0 && parts[index].sound_two != NULL ? parts[index].sound_two : parts[index].sound;
  g_autofree char *count = nomo_format_int (found->count);
  g_autofree char *more =
      parts[index].part == NOMO_INSPECTED_PAGES ? nomo_format_size (found->more) : nomo_format_int (found->more);

  return g_strdup_printf (_ (format), count, more);
}

static void
take_part (NomoProof *proof, guint index, const NomoInspectedPart *found)
{
  NomoProofKind kind = parts[index].kind;

  if (found->n_problems == 0)
    _nomo_proof_set (proof, kind, NOMO_PROOF_SOUND, dup_sound (index, found));
  else
    _nomo_proof_set (proof, kind, NOMO_PROOF_WRONG, dup_wrong (found));
  for (guint i = 0; i < found->problems->len; i++)
    _nomo_proof_add (proof, kind, g_strdup (found->problems->pdata[i]));
  proof->items[kind].n_details = found->n_problems;
}

/* What the database itself calls damage is a finding. */
static void
take_failure (NomoProof *proof, const GError *failure)
{
  gboolean damaged = g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT);
  g_autofree char *why = nomo_words_sentence (failure, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    _nomo_proof_set (proof, parts[i].kind, NOMO_PROOF_UNCHECKED,
                     damaged ? g_strdup (_ ("The file is too damaged for this to be checked.")) : g_strdup (why));
  if (damaged)
    _nomo_proof_set (proof, NOMO_PROOF_PAGES, NOMO_PROOF_WRONG, g_steal_pointer (&why));
}

/*
 * _nomo_proof_inspect:
 * @self: a store that is being proved
 * @error: return location
 *
 * Looks through the store itself.
 *
 * Returns: %FALSE only when it was cancelled
 */
gboolean
_nomo_proof_inspect (NomoProving *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (NomoInspection) found = nomo_store_inspect (self->store, &self->inspected, self->cancellable, &failure);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (found == NULL) {
    take_failure (self->proof, failure);
    return TRUE;
  }
  self->proof->version = found->version;
  self->proof->seq = found->seq;
  self->proof->epoch = g_strdup (found->epoch);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    take_part (self->proof, i, &found->parts[parts[i].part]);
  return TRUE;
}

/* The marks of one list. */
static GHashTable *
read_marks (NomoStore *store, const NomoMirrorKind *kind)
{
  static const char *const wanted[] = { NOMO_MIRROR_TALLY, NOMO_MIRROR_LOOKED, NOMO_MIRROR_DENIED };
  GHashTable *marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    g_autofree char *name = g_strdup_printf ("%s.%s", kind->name, wanted[i]);
    char *value = nomo_store_dup_mark (store, name);

    if (value != NULL)
      g_hash_table_insert (marks, g_steal_pointer (&name), value);
  }
  return marks;
}

static void
tell_difference (NomoProof *proof, const NomoProofList *list, const NomoMirrorTally *tally)
{
  g_autofree char *here = nomo_format_int (list->here);
  g_autofree char *then = nomo_format_int (tally->count);
  g_autofree char *when = nomo_format_moment (tally->at, proof->zone);

  _nomo_proof_add (proof, NOMO_PROOF_COUNTS,
                   /* Translators: 1 is a list such as "Orders", 2 and 4 are numbers, 3 a moment. */
                   g_strdup_printf (_ ("%1$s: %2$s were here when they were counted on %3$s, now there are %4$s, and "
                                       "nothing that was saved since explains it."),
                                    _ (list->kind->label), then, when, here));
}

/* A comparison of the whole list has left it, so it is how Salla counts. */
static void
tell_gap (NomoProof *proof, const NomoProofList *list, const NomoMirrorTally *tally)
{
  g_autofree char *total = nomo_format_int (tally->total);
  g_autofree char *then = nomo_format_int (tally->count);

  if (tally->total == tally->count + tally->unreadable)
    return;
  _nomo_proof_add (proof, NOMO_PROOF_COUNTS,
                   /* Translators: 1 is a list such as "Orders", 2 and 3 are numbers. */
                   g_strdup_printf (_ ("%1$s: Salla counts %2$s and lists what became %3$s records here. All that it "
                                       "lists was compared."),
                                    _ (list->kind->label), total, then));
}

/* The marks are read before the records are counted: what comes between only explains more. */
static void
count_list (NomoProving *self, NomoProofList *list)
{
  g_autoptr (GHashTable) all = read_marks (self->store, list->kind);
  const NomoMirrorMarks marks = { list->kind->name, all };
  g_autoptr (NomoQuery) query = nomo_query_new (list->kind->entity ());
  NomoMirrorTally tally;
  gint64 changed, deleted;

  list->looked = nomo_mirror_marks_get_number (&marks, NOMO_MIRROR_LOOKED, 0);
  list->here = nomo_store_count (self->store, query, NULL);
  if (nomo_mirror_is_denied (list->kind, all) || !nomo_mirror_tally_read (&tally, &marks) || list->here < 0 ||
      !nomo_store_count_since (self->store, list->kind->entity (), tally.seq, &changed, &deleted, NULL))
    return;
  list->salla = tally.total;
  list->counted = tally.at;
  list->looked = MAX (list->looked, tally.at);
  list->agrees = nomo_mirror_tally_agrees (&tally, list->here, changed, deleted);
  if (!list->agrees)
    tell_difference (self->proof, list, &tally);
  else
    tell_gap (self->proof, list, &tally);
}

static void
word_counts (NomoProof *proof)
{
  guint n_counted = 0, n_wrong = 0;
  gint64 oldest = G_MAXINT64;
  g_autofree char *when = NULL, *counted = NULL, *others = NULL, *wrong = NULL;

  for (guint i = 0; i < proof->lists->len; i++) {
    const NomoProofList *list = proof->lists->pdata[i];

    if (list->salla < 0)
      continue;
    n_counted++;
    n_wrong += list->agrees ? 0 : 1;
    oldest = MIN (oldest, list->counted);
  }
  counted = nomo_format_int (n_counted);
  others = nomo_format_int (proof->lists->len - n_counted);
  wrong = nomo_format_int (n_wrong);
  when = nomo_format_moment (oldest == G_MAXINT64 ? 0 : oldest, proof->zone);
  if (n_counted == 0)
    _nomo_proof_set (proof, NOMO_PROOF_COUNTS, NOMO_PROOF_UNCHECKED,
                     g_strdup (_ ("No list of Salla’s has been counted yet. Sync first.")));
  else if (n_wrong > 0)
    _nomo_proof_set (proof, NOMO_PROOF_COUNTS, NOMO_PROOF_WRONG,
                     /* Translators: both are numbers. */
                     g_strdup_printf (_ ("Not as many records are here as there were. Lists that differ: %1$s; lists "
                                         "compared: %2$s."),
                                      wrong, counted));
  else
    _nomo_proof_set (proof, NOMO_PROOF_COUNTS, NOMO_PROOF_SOUND,
                     /* Translators: 1 and 3 are numbers, 2 a moment. */
                     g_strdup_printf (_ ("As many records are here as when Salla was asked last, and what was saved "
                                         "since. Lists compared: %1$s, the oldest as of %2$s; not compared: %3$s."),
                                      counted, when, others));
}

/*
 * _nomo_proof_check_counts:
 * @self: a store that is being proved
 *
 * Compares what Salla counted when it was asked last with what is here. Salla is not asked.
 */
void
_nomo_proof_check_counts (NomoProving *self)
{
  for (guint i = 0; i < nomo_lists_count (); i++) {
    NomoProofList *list = g_new0 (NomoProofList, 1);

    *list = (NomoProofList) { .kind = nomo_lists_get (i), .here = -1, .salla = -1 };
    count_list (self, list);
    g_ptr_array_add (self->proof->lists, list);
  }
  word_counts (self->proof);
}
