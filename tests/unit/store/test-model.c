#include "entities.h"
#include "fixture.h"
#include "model.h"
#include "nomo-history.h"
#include "nomo-record-private.h"

#include <stdlib.h>

#define DEFAULT     3000
#define COMPARE     50
#define CHECK_EVERY 2500

/* Random commits, undo, erasure, reopening and crashes, against a model in memory. */
typedef struct {
  Model model;
  Fixture *fixture;
  GRand *random;
  guint n_names;
  guint n_commits, n_refused, n_undone, n_values_kept, n_erased, n_crashes, n_stale;
} Play;

static guint
dice (Play *play, guint n)
{
  return (guint) g_rand_int_range (play->random, 0, (gint) n);
}

static ModelThing *
pick (Play *play, const NomoEntity *entity)
{
  for (guint i = 0; i < 20 && play->model.things->len > 0; i++) {
    guint recent = MIN (play->model.things->len, 60);
    ModelThing *thing = play->model.things->pdata[play->model.things->len - 1 - dice (play, recent)];

    if (thing->entity == entity)
      return thing;
  }
  return NULL;
}

static NomoCommit *
begin (Play *play)
{
  model_begin (&play->model);
  return nomo_commit_new ("me", play->model.step->id);
}

/* Commits, and holds the answer against what the model expects. Some commits are sent twice. */
static void
end (Play *play, NomoCommit *commit, guint refused)
{
  g_autoptr (NomoCommit) owned = commit;
  g_autoptr (GError) error = NULL;
  NomoCommitResult result = { 0 };
  NomoCommitResult again = { 0 };
  gboolean expected = FALSE;
  gboolean ok = nomo_store_commit (play->fixture->store, commit, &result, &error);

  model_follow_deletions (&play->model);
  expected = model_is_allowed (&play->model);
  if (ok != expected)
    g_error ("%s: %s", play->model.step->id, ok ? "accepted" : error->message);
  play->n_commits++;
  if (!ok) {
    play->n_refused++;
    model_give_up (&play->model);
    return;
  }
  g_assert_cmpuint (result.refused, ==, refused);
  for (guint i = 0; i < play->model.step->entries->len; i++) {
    ModelEntry *entry = play->model.step->entries->pdata[i];

    entry->thing->changed = (int) play->model.steps->len;
    if (g_str_equal (entry->field, MODEL_CREATED))
      entry->thing->id = result.first_id;
  }
  g_ptr_array_add (play->model.steps, g_steal_pointer (&play->model.step));
  if (dice (play, 20) != 0)
    return;
  g_assert_true (nomo_store_commit (play->fixture->store, commit, &again, NULL));
  g_assert_cmpmem (&result, sizeof result, &again, sizeof again);
}

static char *
random_value (Play *play, const ModelThing *thing, guint i)
{
  if (i >= thing->entity->n_fields)
    return g_strdup_printf ("[[\"tag %u\"],[\"tag %u\"]]", dice (play, 4), 4 + dice (play, 4));
  if (i == (guint) model_link_of (thing->entity)) {
    ModelThing *named = pick (play, thing->entity == &entity_person ? &entity_firm : &entity_person);

    if (named == NULL || (dice (play, 4) == 0 && thing->entity != &entity_bill))
      return NULL;
    return g_strdup_printf ("%" G_GINT64_FORMAT, named->id);
  }
  if (thing->entity->fields[i].type == NOMO_TYPE_PHONE)
    return dice (play, 3) == 0 ? NULL : g_strdup_printf ("+9665%08u", dice (play, 100000000));
  if (nomo_type_is_text (thing->entity->fields[i].type))
    return g_strdup_printf ("%s %u", thing->entity->label, play->n_names++);
  return dice (play, 5) == 0 ? NULL : g_strdup_printf ("%u", dice (play, 1000));
}

static guint
n_values (const NomoEntity *entity)
{
  return entity->n_fields + entity->n_parts;
}

/* Gives some values to the thing and says so to the builder. */
static void
change (Play *play, ModelThing *thing, NomoRecordBuilder *builder, gboolean all, NomoRecord **record)
{
  *record = nomo_builder_end (builder);
  for (guint i = 0; i < n_values (thing->entity); i++) {
    g_autofree char *value = NULL;

    if (!all && dice (play, 3) != 0)
      continue;
    value = random_value (play, thing, i);
    if (i < thing->entity->n_fields)
      nomo_value_from_text (&(*record)->values[i], value, nomo_type_is_text (thing->entity->fields[i].type));
    else
      g_assert_true (_nomo_record_part_from_text (*record, i - thing->entity->n_fields, value));
    model_set (&play->model, thing, i, value);
  }
}

static void
forget_new_values (Play *play)
{
  g_ptr_array_set_size (play->model.step->entries, 0);
}

static void
create (Play *play, const NomoEntity *entity)
{
  NomoCommit *commit = NULL;
  g_autoptr (NomoRecord) record = NULL;
  ModelThing *thing = NULL;

  if (entity == &entity_bill && pick (play, &entity_person) == NULL)
    return;
  commit = begin (play);
  thing = g_new0 (ModelThing, 1);
  *thing = (ModelThing) { .entity = entity, .alive = TRUE };
  for (guint i = 0; i < entity->n_parts; i++)
    thing->values[entity->n_fields + i] = g_strdup ("[]");
  change (play, thing, nomo_record_build (entity, 0), TRUE, &record);
  forget_new_values (play);
  g_ptr_array_add (play->model.things, thing);
  model_note (&play->model, thing, MODEL_CREATED, NULL, "1");
  nomo_commit_put (commit, record);
  end (play, commit, 0);
}

/* An edit of what was deleted brings it back; of what was erased it does nothing. */
static void
edit (Play *play, const NomoEntity *entity)
{
  ModelThing *thing = pick (play, entity);
  NomoCommit *commit = NULL;
  g_autoptr (NomoRecord) record = NULL;

  if (thing == NULL)
    return;
  commit = begin (play);
  change (play, thing, nomo_record_build (entity, thing->id), FALSE, &record);
  model_set_alive (&play->model, thing, TRUE);
  if (thing->erased) {
    model_take_back (&play->model);
    forget_new_values (play);
    play->n_stale++;
  }
  nomo_commit_put (commit, record);
  end (play, commit, 0);
}

static void delete (Play *play, const NomoEntity *entity)
{
  ModelThing *thing = pick (play, entity);
  NomoCommit *commit = NULL;

  if (thing == NULL)
    return;
  commit = begin (play);
  model_set_alive (&play->model, thing, FALSE);
  nomo_commit_delete (commit, entity, thing->id);
  end (play, commit, 0);
}

static void
undo (Play *play)
{
  guint recent = MIN (play->model.steps->len, 40);
  int number = (int) play->model.steps->len - 1 - (int) dice (play, recent);
  const ModelStep *step = play->model.steps->pdata[number];
  NomoCommit *commit = begin (play);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  guint refused = 0;

  for (guint i = 0; i < step->entries->len; i++) {
    ModelEntry *entry = step->entries->pdata[step->entries->len - 1 - i];

    if (g_hash_table_add (done, entry->thing))
      refused += model_undo_thing (&play->model, step, number, entry->thing);
  }
  nomo_commit_undo (commit, step->id);
  play->n_undone++;
  play->n_values_kept += refused;
  end (play, commit, refused);
}

static void
erase (Play *play)
{
  ModelThing *person = pick (play, &entity_person);
  NomoCommit *commit = NULL;

  if (person == NULL || person->erased)
    return;
  commit = begin (play);
  model_erase (&play->model, person);
  nomo_commit_erase (commit, &entity_person, person->id);
  play->n_erased++;
  end (play, commit, 0);
  model_forget (&play->model, person);
}

/* One good and one bad record: none of them. */
static void
refuse (Play *play)
{
  g_autoptr (NomoRecord) good = NULL;
  g_autoptr (NomoRecord) bad = nomo_builder_end (nomo_record_build (&entity_firm, 0));
  g_autoptr (NomoCommit) commit = nomo_commit_new ("me", NULL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_firm, 0);

  nomo_builder_set_text (builder, FIRM_NAME, "never");
  good = nomo_builder_end (builder);
  nomo_commit_put (commit, good);
  nomo_commit_put (commit, bad);
  g_assert_false (nomo_store_commit (play->fixture->store, commit, NULL, NULL));
}

static void
copy_file (const char *from, const char *to, const char *suffix)
{
  g_autofree char *source = g_strconcat (from, suffix, NULL);
  g_autofree char *target = g_strconcat (to, suffix, NULL);
  g_autofree char *content = NULL;
  gsize length = 0;

  if (g_file_get_contents (source, &content, &length, NULL))
    g_assert_true (g_file_set_contents (target, content, (gssize) length, NULL));
}

/* The program dies without a word: what goes on is what lies in the files at that moment. */
static void
crash (Play *play)
{
  g_autofree char *path = g_strdup_printf ("%s/stores/after-%u.db", play->fixture->directory, play->n_crashes++);

  copy_file (play->fixture->path, path, "");
  copy_file (play->fixture->path, path, "-wal");
  g_free (play->fixture->path);
  play->fixture->path = g_steal_pointer (&path);
  fixture_reopen (play->fixture);
}

static void
compare_thing (Play *play, const ModelThing *thing)
{
  g_autoptr (NomoRecord) read = fixture_get (play->fixture, thing->entity, thing->id);

  g_assert_nonnull (read);
  g_assert_cmpint (nomo_record_is_deleted (read), ==, !thing->alive);
  for (guint i = 0; i < n_values (thing->entity); i++) {
    g_autofree char *value = i < thing->entity->n_fields
                                 ? nomo_value_to_text (&read->values[i])
                                 : _nomo_record_part_to_text (read, i - thing->entity->n_fields);

    g_assert_cmpstr (value, ==, thing->values[i]);
  }
}

static void
compare (Play *play, guint newest)
{
  guint first = play->model.things->len > newest ? play->model.things->len - newest : 0;

  for (guint i = first; i < play->model.things->len; i++)
    compare_thing (play, play->model.things->pdata[i]);
}

static void
compare_counts (Play *play)
{
  for (const NomoEntity *const *entity = test_entities; *entity != NULL; entity++) {
    g_autoptr (NomoQuery) all = nomo_query_new (*entity);
    gint64 n = 0;

    for (guint i = 0; i < play->model.things->len; i++) {
      ModelThing *thing = play->model.things->pdata[i];

      n += thing->entity == *entity && thing->alive ? 1 : 0;
    }
    g_assert_cmpint (nomo_store_count (play->fixture->store, all, NULL), ==, n);
  }
}

static void
make_step (Play *play)
{
  static const NomoEntity *const entities[] = { &entity_person, &entity_person, &entity_visit, &entity_firm,
                                                &entity_bill };
  const NomoEntity *entity = entities[dice (play, G_N_ELEMENTS (entities))];
  guint what = dice (play, 100);

  if (what < 25)
    create (play, entity);
  else if (what < 60)
    edit (play, entity);
  else if (what < 75)
    delete (play, entity);
  else if (what < 93 && play->model.steps->len > 0)
    undo (play);
  else if (what < 95)
    erase (play);
  else if (what < 97)
    refuse (play);
  else if (what < 98)
    fixture_reopen (play->fixture);
  else if (what < 99)
    crash (play);
}

static void
test_model (Fixture *fixture, gconstpointer data)
{
  const char *wanted = g_getenv ("NOMO_MODEL_STEPS");
  guint n = wanted != NULL ? (guint) atoi (wanted) : DEFAULT;
  Play play = { .fixture = fixture, .random = g_rand_new_with_seed (20261125) };

  model_init (&play.model);
  for (guint i = 1; i <= n; i++) {
    make_step (&play);
    compare (&play, i % COMPARE == 0 ? 200 : 3);
    if (i % CHECK_EVERY == 0) {
      compare (&play, G_MAXUINT);
      compare_counts (&play);
      g_assert_true (fixture_is_sound (fixture->store));
    }
  }
  g_test_message ("%u commits, %u refused whole, %u undone with %u values kept, %u erased, %u stale, %u crashes",
                  play.n_commits, play.n_refused, play.n_undone, play.n_values_kept, play.n_erased, play.n_stale,
                  play.n_crashes);
  g_assert_cmpuint (MIN (MIN (play.n_refused, play.n_values_kept), MIN (play.n_erased, play.n_crashes)), >, n / 1000);
  model_clear (&play.model);
  g_rand_free (play.random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/random", Fixture, test_entities, fixture_set_up_entities, test_model, fixture_tear_down);
  return g_test_run ();
}
