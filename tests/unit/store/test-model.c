#include "entities.h"
#include "fixture.h"
#include "nomo-history.h"
#include "nomo-record-private.h"

#include <stdlib.h>
#include <string.h>

/* Random commits, undo, erasure, reopening and crashes, against a model in memory that knows nothing of how the store works. A
 * value of the model is the text that the history would keep. */

#define MAX_VALUES  8
#define DEFAULT     3000
#define COMPARE     50
#define CHECK_EVERY 2500
/* Only what is young is picked and undone, and names what is young: nothing older than this can be meant by a step. */
#define YOUNG   500
#define CREATED "created"
#define DELETED "deleted"

typedef struct {
  const NomoEntity *entity;
  gint64 id;
  char *values[MAX_VALUES]; /* fields, then parts */
  gboolean alive;
  gboolean erased;
  int changed; /* the commit that changed it last */
} Thing;

typedef struct {
  Thing *thing;
  char *field;
  char *before;
  char *after;
} Entry;

typedef struct {
  char *id;
  GPtrArray *entries; /* Entry */
} Step;

typedef struct {
  Fixture *fixture;
  GRand *random;
  GPtrArray *things; /* Thing */
  GPtrArray *steps;  /* Step */
  Step *step;        /* being made */
  guint n_names;
  guint n_commits, n_refused, n_undone, n_values_kept, n_erased, n_crashes, n_stale;
} Model;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->field);
  g_free (entry->before);
  g_free (entry->after);
  g_free (entry);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_ptr_array_unref (step->entries);
  g_free (step->id);
  g_free (step);
}

static void
thing_free (gpointer data)
{
  Thing *thing = data;

  for (guint i = 0; i < MAX_VALUES; i++)
    g_free (thing->values[i]);
  g_free (thing);
}

static guint
first_young (const GPtrArray *all)
{
  return all->len > YOUNG ? all->len - YOUNG : 0;
}

static guint
dice (Model *model, guint n)
{
  return (guint) g_rand_int_range (model->random, 0, (gint) n);
}

static int
index_of (const NomoEntity *entity, const char *name)
{
  int field = nomo_entity_find_field (entity, name);

  return field >= 0 ? field : (int) entity->n_fields + nomo_entity_find_part (entity, name);
}

static void
note (Model *model, Thing *thing, const char *field, const char *before, const char *after)
{
  Entry *entry = g_new0 (Entry, 1);

  *entry = (Entry) { thing, g_strdup (field), g_strdup (before), g_strdup (after) };
  g_ptr_array_add (model->step->entries, entry);
}

static const char *
name_of (const NomoEntity *entity, guint i)
{
  return i < entity->n_fields ? entity->fields[i].name : entity->parts[i - entity->n_fields].name;
}

static void
set (Model *model, Thing *thing, guint i, const char *value)
{
  if (g_strcmp0 (thing->values[i], value) == 0)
    return;
  note (model, thing, name_of (thing->entity, i), thing->values[i], value);
  g_free (thing->values[i]);
  thing->values[i] = g_strdup (value);
}

static void
set_alive (Model *model, Thing *thing, gboolean alive)
{
  if (thing->alive == alive)
    return;
  note (model, thing, DELETED, alive ? "1" : NULL, alive ? NULL : "1");
  thing->alive = alive;
}

static Thing *
find (Model *model, const NomoEntity *entity, const char *id)
{
  for (guint i = first_young (model->things); id != NULL && i < model->things->len; i++) {
    Thing *thing = model->things->pdata[i];

    if (thing->entity == entity && thing->id == g_ascii_strtoll (id, NULL, 10))
      return thing;
  }
  return NULL;
}

static Thing *
pick (Model *model, const NomoEntity *entity)
{
  for (guint i = 0; i < 20 && model->things->len > 0; i++) {
    guint recent = MIN (model->things->len, 60);
    Thing *thing = model->things->pdata[model->things->len - 1 - dice (model, recent)];

    if (thing->entity == entity)
      return thing;
  }
  return NULL;
}

/* The field that names another thing: of a person its firm, of a visit and a bill its person. */
static int
link_of (const NomoEntity *entity)
{
  return entity == &entity_person ? PERSON_FIRM : entity == &entity_visit || entity == &entity_bill ? 0 : -1;
}

static Thing *
named_by (Model *model, const Thing *thing)
{
  int link = link_of (thing->entity);

  if (link < 0)
    return NULL;
  return find (model, thing->entity == &entity_person ? &entity_firm : &entity_person, thing->values[link]);
}

/* What is deleted takes its visits with it, and its people let go of it. */
static void
follow_deletions (Model *model)
{
  for (guint i = 0; i < model->step->entries->len; i++) {
    Entry *entry = model->step->entries->pdata[i];

    if (!g_str_equal (entry->field, DELETED) || entry->thing->alive)
      continue;
    for (guint j = first_young (model->things); j < model->things->len; j++) {
      Thing *thing = model->things->pdata[j];

      if (!thing->alive || named_by (model, thing) != entry->thing)
        continue;
      if (thing->entity == &entity_visit)
        set_alive (model, thing, FALSE);
      else if (thing->entity == &entity_person)
        set (model, thing, PERSON_FIRM, NULL);
    }
  }
}

static gboolean
was_touched (Model *model, const Thing *thing, const char *field)
{
  for (guint i = 0; i < model->step->entries->len; i++) {
    Entry *entry = model->step->entries->pdata[i];

    if (entry->thing == thing && (g_str_equal (entry->field, field) || g_str_equal (entry->field, CREATED) ||
                                  g_str_equal (entry->field, DELETED)))
      return TRUE;
  }
  return FALSE;
}

/* Whether what was written in this step names something that does not live, a bill keeps its person, or a bill has none: it
 * is required. */
static gboolean
is_allowed (Model *model)
{
  for (guint j = first_young (model->things); j < model->things->len; j++) {
    Thing *thing = model->things->pdata[j];
    Thing *named = named_by (model, thing);

    if (thing->alive && thing->entity == &entity_bill && thing->values[BILL_PERSON] == NULL)
      return FALSE;
    if (!thing->alive || named == NULL || named->alive)
      continue;
    if (was_touched (model, thing, name_of (thing->entity, (guint) link_of (thing->entity))))
      return FALSE;
    if (thing->entity == &entity_bill && !named->erased)
      return FALSE;
  }
  return TRUE;
}

static void
take_back (Model *model)
{
  for (guint i = model->step->entries->len; i > 0; i--) {
    Entry *entry = model->step->entries->pdata[i - 1];

    if (g_str_equal (entry->field, CREATED)) {
      g_ptr_array_remove (model->things, entry->thing);
    } else if (g_str_equal (entry->field, DELETED)) {
      entry->thing->alive = entry->before == NULL;
    } else {
      int index = index_of (entry->thing->entity, entry->field);

      g_free (entry->thing->values[index]);
      entry->thing->values[index] = g_strdup (entry->before);
    }
  }
}

static NomoCommit *
begin (Model *model)
{
  model->step = g_new0 (Step, 1);
  model->step->id = g_strdup_printf ("step-%u", model->steps->len);
  model->step->entries = g_ptr_array_new_with_free_func (entry_free);
  return nomo_commit_new ("me", model->step->id);
}

/* Commits, and holds the answer against what the model expects. Some commits are sent twice. */
static void
end (Model *model, NomoCommit *commit, guint refused)
{
  g_autoptr (NomoCommit) owned = commit;
  g_autoptr (GError) error = NULL;
  NomoCommitResult result = { 0 };
  NomoCommitResult again = { 0 };
  gboolean expected = FALSE;
  gboolean ok = nomo_store_commit (model->fixture->store, commit, &result, &error);

  follow_deletions (model);
  expected = is_allowed (model);
  if (ok != expected)
    g_error ("%s: %s", model->step->id, ok ? "accepted" : error->message);
  model->n_commits++;
  if (!ok) {
    model->n_refused++;
    take_back (model);
    step_free (g_steal_pointer (&model->step));
    return;
  }
  g_assert_cmpuint (result.refused, ==, refused);
  for (guint i = 0; i < model->step->entries->len; i++) {
    Entry *entry = model->step->entries->pdata[i];

    entry->thing->changed = (int) model->steps->len;
    if (g_str_equal (entry->field, CREATED))
      entry->thing->id = result.first_id;
  }
  g_ptr_array_add (model->steps, g_steal_pointer (&model->step));
  if (dice (model, 20) != 0)
    return;
  g_assert_true (nomo_store_commit (model->fixture->store, commit, &again, NULL));
  g_assert_cmpmem (&result, sizeof result, &again, sizeof again);
}

static char *
random_value (Model *model, const Thing *thing, guint i)
{
  if (i >= thing->entity->n_fields)
    return g_strdup_printf ("[[\"tag %u\"],[\"tag %u\"]]", dice (model, 4), 4 + dice (model, 4));
  if (i == (guint) link_of (thing->entity)) {
    Thing *named = pick (model, thing->entity == &entity_person ? &entity_firm : &entity_person);

    if (named == NULL || (dice (model, 4) == 0 && thing->entity != &entity_bill))
      return NULL;
    return g_strdup_printf ("%" G_GINT64_FORMAT, named->id);
  }
  if (thing->entity->fields[i].type == NOMO_TYPE_PHONE)
    return dice (model, 3) == 0 ? NULL : g_strdup_printf ("+9665%08u", dice (model, 100000000));
  if (nomo_type_is_text (thing->entity->fields[i].type))
    return g_strdup_printf ("%s %u", thing->entity->label, model->n_names++);
  return dice (model, 5) == 0 ? NULL : g_strdup_printf ("%u", dice (model, 1000));
}

static guint
n_values (const NomoEntity *entity)
{
  return entity->n_fields + entity->n_parts;
}

/* Gives some values to the thing and says so to the builder. */
static void
change (Model *model, Thing *thing, NomoRecordBuilder *builder, gboolean all, NomoRecord **record)
{
  *record = nomo_builder_end (builder);
  for (guint i = 0; i < n_values (thing->entity); i++) {
    g_autofree char *value = NULL;

    if (!all && dice (model, 3) != 0)
      continue;
    value = random_value (model, thing, i);
    if (i < thing->entity->n_fields)
      nomo_value_from_text (&(*record)->values[i], value, nomo_type_is_text (thing->entity->fields[i].type));
    else
      g_assert_true (_nomo_record_part_from_text (*record, i - thing->entity->n_fields, value));
    set (model, thing, i, value);
  }
}

static void
forget_new_values (Model *model)
{
  g_ptr_array_set_size (model->step->entries, 0);
}

static void
create (Model *model, const NomoEntity *entity)
{
  NomoCommit *commit = NULL;
  g_autoptr (NomoRecord) record = NULL;
  Thing *thing = NULL;

  if (entity == &entity_bill && pick (model, &entity_person) == NULL)
    return;
  commit = begin (model);
  thing = g_new0 (Thing, 1);
  *thing = (Thing) { .entity = entity, .alive = TRUE };
  for (guint i = 0; i < entity->n_parts; i++)
    thing->values[entity->n_fields + i] = g_strdup ("[]");
  change (model, thing, nomo_record_build (entity, 0), TRUE, &record);
  forget_new_values (model);
  g_ptr_array_add (model->things, thing);
  note (model, thing, CREATED, NULL, "1");
  nomo_commit_put (commit, record);
  end (model, commit, 0);
}

/* An edit of what was deleted brings it back; of what was erased it does nothing. */
static void
edit (Model *model, const NomoEntity *entity)
{
  Thing *thing = pick (model, entity);
  NomoCommit *commit = NULL;
  g_autoptr (NomoRecord) record = NULL;

  if (thing == NULL)
    return;
  commit = begin (model);
  change (model, thing, nomo_record_build (entity, thing->id), FALSE, &record);
  set_alive (model, thing, TRUE);
  if (thing->erased) {
    take_back (model);
    forget_new_values (model);
    model->n_stale++;
  }
  nomo_commit_put (commit, record);
  end (model, commit, 0);
}

static void delete (Model *model, const NomoEntity *entity)
{
  Thing *thing = pick (model, entity);
  NomoCommit *commit = NULL;

  if (thing == NULL)
    return;
  commit = begin (model);
  set_alive (model, thing, FALSE);
  nomo_commit_delete (commit, entity, thing->id);
  end (model, commit, 0);
}

static Entry *
find_entry (const Step *step, const Thing *thing, const char *field)
{
  for (guint i = 0; i < step->entries->len; i++) {
    Entry *entry = step->entries->pdata[i];

    if (entry->thing == thing && g_str_equal (entry->field, field))
      return entry;
  }
  return NULL;
}

static guint
count_entries (const Step *step, const Thing *thing)
{
  guint n = 0;

  for (guint i = 0; i < step->entries->len; i++)
    n += ((Entry *) step->entries->pdata[i])->thing == thing ? 1 : 0;
  return n;
}

static guint
undo_values (Model *model, const Step *step, Thing *thing)
{
  guint refused = 0;

  for (guint i = 0; i < step->entries->len; i++) {
    Entry *entry = step->entries->pdata[i];
    int index =
        entry->thing == thing && strcmp (entry->field, DELETED) != 0 ? index_of (thing->entity, entry->field) : -1;

    if (index < 0)
      continue;
    if (g_strcmp0 (thing->values[index], entry->after) == 0)
      set (model, thing, (guint) index, entry->before);
    else
      refused++;
  }
  return refused;
}

/* What a bill belongs to stays when its making is undone. */
static gboolean
is_billed (Model *model, const Thing *thing)
{
  for (guint i = first_young (model->things); i < model->things->len; i++) {
    const Thing *bill = model->things->pdata[i];

    if (bill->alive && bill->entity == &entity_bill && named_by (model, bill) == thing)
      return TRUE;
  }
  return FALSE;
}

static guint
undo_thing (Model *model, const Step *step, int number, Thing *thing)
{
  Entry *deleted = find_entry (step, thing, DELETED);
  gboolean lives = find_entry (step, thing, CREATED) != NULL || (deleted != NULL && deleted->after == NULL);

  if (thing->erased)
    return count_entries (step, thing);
  if (!lives && deleted == NULL)
    return thing->alive ? undo_values (model, step, thing) : count_entries (step, thing);
  if (thing->changed > number || thing->alive != lives)
    return count_entries (step, thing);
  if (lives && is_billed (model, thing))
    return count_entries (step, thing);
  if (lives) {
    set_alive (model, thing, FALSE);
    return 0;
  }
  set_alive (model, thing, TRUE);
  return undo_values (model, step, thing);
}

static void
undo (Model *model)
{
  guint recent = MIN (model->steps->len, 40);
  int number = (int) model->steps->len - 1 - (int) dice (model, recent);
  const Step *step = model->steps->pdata[number];
  NomoCommit *commit = begin (model);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  guint refused = 0;

  for (guint i = 0; i < step->entries->len; i++) {
    Entry *entry = step->entries->pdata[step->entries->len - 1 - i];

    if (g_hash_table_add (done, entry->thing))
      refused += undo_thing (model, step, number, entry->thing);
  }
  nomo_commit_undo (commit, step->id);
  model->n_undone++;
  model->n_values_kept += refused;
  end (model, commit, refused);
}

static void
clear_personal (Model *model, Thing *thing)
{
  const NomoEntity *entity = thing->entity;

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & NOMO_FIELD_PERSONAL) != 0)
      set (model, thing, i, (entity->fields[i].flags & NOMO_FIELD_REQUIRED) != 0 ? "" : NULL);
}

static void
forget_entries (const Step *step, const Thing *thing)
{
  for (guint i = 0; i < step->entries->len; i++) {
    Entry *entry = step->entries->pdata[i];
    int field = entry->thing == thing ? nomo_entity_find_field (thing->entity, entry->field) : -1;

    if (field < 0 || (thing->entity->fields[field].flags & NOMO_FIELD_PERSONAL) == 0)
      continue;
    g_clear_pointer (&entry->before, g_free);
    g_clear_pointer (&entry->after, g_free);
  }
}

static void
forget (Model *model, const Thing *thing)
{
  for (guint i = first_young (model->steps); i < model->steps->len; i++)
    forget_entries (model->steps->pdata[i], thing);
}

static void
erase (Model *model)
{
  Thing *person = pick (model, &entity_person);
  NomoCommit *commit = NULL;

  if (person == NULL || person->erased)
    return;
  commit = begin (model);
  clear_personal (model, person);
  set_alive (model, person, FALSE);
  person->erased = TRUE;
  for (guint i = first_young (model->things); i < model->things->len; i++) {
    Thing *thing = model->things->pdata[i];

    if (thing->entity == &entity_visit && named_by (model, thing) == person)
      clear_personal (model, thing);
  }
  nomo_commit_erase (commit, &entity_person, person->id);
  model->n_erased++;
  end (model, commit, 0);
  forget (model, person);
  for (guint i = first_young (model->things); i < model->things->len; i++) {
    Thing *thing = model->things->pdata[i];

    if (thing->entity == &entity_visit && named_by (model, thing) == person)
      forget (model, thing);
  }
}

/* One good and one bad record: none of them. */
static void
refuse (Model *model)
{
  g_autoptr (NomoRecord) good = NULL;
  g_autoptr (NomoRecord) bad = nomo_builder_end (nomo_record_build (&entity_firm, 0));
  g_autoptr (NomoCommit) commit = nomo_commit_new ("me", NULL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_firm, 0);

  nomo_builder_set_text (builder, FIRM_NAME, "never");
  good = nomo_builder_end (builder);
  nomo_commit_put (commit, good);
  nomo_commit_put (commit, bad);
  g_assert_false (nomo_store_commit (model->fixture->store, commit, NULL, NULL));
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
crash (Model *model)
{
  g_autofree char *path = g_strdup_printf ("%s/stores/after-%u.db", model->fixture->directory, model->n_crashes++);

  copy_file (model->fixture->path, path, "");
  copy_file (model->fixture->path, path, "-wal");
  g_free (model->fixture->path);
  model->fixture->path = g_steal_pointer (&path);
  fixture_reopen (model->fixture);
}

static void
compare_thing (Model *model, const Thing *thing)
{
  g_autoptr (NomoRecord) read = fixture_get (model->fixture, thing->entity, thing->id);

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
compare (Model *model, guint newest)
{
  guint first = model->things->len > newest ? model->things->len - newest : 0;

  for (guint i = first; i < model->things->len; i++)
    compare_thing (model, model->things->pdata[i]);
}

static void
compare_counts (Model *model)
{
  for (const NomoEntity *const *entity = test_entities; *entity != NULL; entity++) {
    g_autoptr (NomoQuery) all = nomo_query_new (*entity);
    gint64 n = 0;

    for (guint i = 0; i < model->things->len; i++) {
      Thing *thing = model->things->pdata[i];

      n += thing->entity == *entity && thing->alive ? 1 : 0;
    }
    g_assert_cmpint (nomo_store_count (model->fixture->store, all, NULL), ==, n);
  }
}

static void
make_step (Model *model)
{
  static const NomoEntity *const entities[] = { &entity_person, &entity_person, &entity_visit, &entity_firm,
                                                &entity_bill };
  const NomoEntity *entity = entities[dice (model, G_N_ELEMENTS (entities))];
  guint what = dice (model, 100);

  if (what < 25)
    create (model, entity);
  else if (what < 60)
    edit (model, entity);
  else if (what < 75)
    delete (model, entity);
  else if (what < 93 && model->steps->len > 0)
    undo (model);
  else if (what < 95)
    erase (model);
  else if (what < 97)
    refuse (model);
  else if (what < 98)
    fixture_reopen (model->fixture);
  else if (what < 99)
    crash (model);
}

static void
test_model (Fixture *fixture, gconstpointer data)
{
  const char *wanted = g_getenv ("NOMO_MODEL_STEPS");
  guint n = wanted != NULL ? (guint) atoi (wanted) : DEFAULT;
  Model model = { .fixture = fixture };

  model.random = g_rand_new_with_seed (20261125);
  model.things = g_ptr_array_new_with_free_func (thing_free);
  model.steps = g_ptr_array_new_with_free_func (step_free);
  for (guint i = 1; i <= n; i++) {
    make_step (&model);
    compare (&model, i % COMPARE == 0 ? 200 : 3);
    if (i % CHECK_EVERY == 0) {
      compare (&model, G_MAXUINT);
      compare_counts (&model);
      g_assert_true (fixture_is_sound (fixture->store));
    }
  }
  g_test_message ("%u commits, %u refused whole, %u undone with %u values kept, %u erased, %u stale, %u crashes",
                  model.n_commits, model.n_refused, model.n_undone, model.n_values_kept, model.n_erased, model.n_stale,
                  model.n_crashes);
  g_assert_cmpuint (MIN (MIN (model.n_refused, model.n_values_kept), MIN (model.n_erased, model.n_crashes)), >,
                    n / 1000);
  g_ptr_array_unref (model.steps);
  g_ptr_array_unref (model.things);
  g_rand_free (model.random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/random", Fixture, test_entities, fixture_set_up_entities, test_model, fixture_tear_down);
  return g_test_run ();
}
