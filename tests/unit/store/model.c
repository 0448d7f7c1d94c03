#include "model.h"

#include "entities.h"

#include <string.h>

static void
entry_free (gpointer data)
{
  ModelEntry *entry = data;

  g_free (entry->field);
  g_free (entry->before);
  g_free (entry->after);
  g_free (entry);
}

static void
step_free (gpointer data)
{
  ModelStep *step = data;

  g_ptr_array_unref (step->entries);
  g_free (step->id);
  g_free (step);
}

static void
thing_free (gpointer data)
{
  ModelThing *thing = data;

  for (guint i = 0; i < MODEL_MAX_VALUES; i++)
    g_free (thing->values[i]);
  g_free (thing);
}

void
model_init (Model *model)
{
  *model = (Model) { g_ptr_array_new_with_free_func (thing_free), g_ptr_array_new_with_free_func (step_free), NULL };
}

void
model_clear (Model *model)
{
  g_ptr_array_unref (model->steps);
  g_ptr_array_unref (model->things);
}

void
model_begin (Model *model)
{
  model->step = g_new0 (ModelStep, 1);
  model->step->id = g_strdup_printf ("step-%u", model->steps->len);
  model->step->entries = g_ptr_array_new_with_free_func (entry_free);
}

/* Nothing of the step being made has happened. */
void
model_give_up (Model *model)
{
  model_take_back (model);
  step_free (g_steal_pointer (&model->step));
}

static guint
first_young (const GPtrArray *all)
{
  return all->len > MODEL_YOUNG ? all->len - MODEL_YOUNG : 0;
}

static int
index_of (const NomoEntity *entity, const char *name)
{
  int field = nomo_entity_find_field (entity, name);

  return field >= 0 ? field : (int) entity->n_fields + nomo_entity_find_part (entity, name);
}

void
model_note (Model *model, ModelThing *thing, const char *field, const char *before, const char *after)
{
  ModelEntry *entry = g_new0 (ModelEntry, 1);

  *entry = (ModelEntry) { thing, g_strdup (field), g_strdup (before), g_strdup (after) };
  g_ptr_array_add (model->step->entries, entry);
}

static const char *
name_of (const NomoEntity *entity, guint i)
{
  return i < entity->n_fields ? entity->fields[i].name : entity->parts[i - entity->n_fields].name;
}

void
model_set (Model *model, ModelThing *thing, guint i, const char *value)
{
  if (g_strcmp0 (thing->values[i], value) == 0)
    return;
  model_note (model, thing, name_of (thing->entity, i), thing->values[i], value);
  g_free (thing->values[i]);
  thing->values[i] = g_strdup (value);
}

void
model_set_alive (Model *model, ModelThing *thing, gboolean alive)
{
  if (thing->alive == alive)
    return;
  model_note (model, thing, MODEL_DELETED, alive ? "1" : NULL, alive ? NULL : "1");
  thing->alive = alive;
}

static ModelThing *
find (Model *model, const NomoEntity *entity, const char *id)
{
  for (guint i = first_young (model->things); id != NULL && i < model->things->len; i++) {
    ModelThing *thing = model->things->pdata[i];

    if (thing->entity == entity && thing->id == g_ascii_strtoll (id, NULL, 10))
      return thing;
  }
  return NULL;
}

/* The field that names another thing: of a person its firm, of a visit and a bill its person. */
int
model_link_of (const NomoEntity *entity)
{
  return entity == &entity_person ? PERSON_FIRM : entity == &entity_visit || entity == &entity_bill ? 0 : -1;
}

static ModelThing *
named_by (Model *model, const ModelThing *thing)
{
  int link = model_link_of (thing->entity);

  if (link < 0)
    return NULL;
  return find (model, thing->entity == &entity_person ? &entity_firm : &entity_person, thing->values[link]);
}

/* What is deleted takes its visits with it, and its people let go of it. */
void
model_follow_deletions (Model *model)
{
  for (guint i = 0; i < model->step->entries->len; i++) {
    ModelEntry *entry = model->step->entries->pdata[i];

    if (!g_str_equal (entry->field, MODEL_DELETED) || entry->thing->alive)
      continue;
    for (guint j = first_young (model->things); j < model->things->len; j++) {
      ModelThing *thing = model->things->pdata[j];

      if (!thing->alive || named_by (model, thing) != entry->thing)
        continue;
      if (thing->entity == &entity_visit)
        model_set_alive (model, thing, FALSE);
      else if (thing->entity == &entity_person)
        model_set (model, thing, PERSON_FIRM, NULL);
    }
  }
}

static gboolean
was_touched (Model *model, const ModelThing *thing, const char *field)
{
  for (guint i = 0; i < model->step->entries->len; i++) {
    ModelEntry *entry = model->step->entries->pdata[i];

    if (entry->thing == thing && (g_str_equal (entry->field, field) || g_str_equal (entry->field, MODEL_CREATED) ||
                                  g_str_equal (entry->field, MODEL_DELETED)))
      return TRUE;
  }
  return FALSE;
}

/* Whether what was written in this step names something that does not live, a bill keeps its person, or a bill has none: it
 * is required. */
gboolean
model_is_allowed (Model *model)
{
  for (guint j = first_young (model->things); j < model->things->len; j++) {
    ModelThing *thing = model->things->pdata[j];
    ModelThing *named = named_by (model, thing);

    if (thing->alive && thing->entity == &entity_bill && thing->values[BILL_PERSON] == NULL)
      return FALSE;
    if (!thing->alive || named == NULL || named->alive)
      continue;
    if (was_touched (model, thing, name_of (thing->entity, (guint) model_link_of (thing->entity))))
      return FALSE;
    if (thing->entity == &entity_bill && !named->erased)
      return FALSE;
  }
  return TRUE;
}

void
model_take_back (Model *model)
{
  for (guint i = model->step->entries->len; i > 0; i--) {
    ModelEntry *entry = model->step->entries->pdata[i - 1];

    if (g_str_equal (entry->field, MODEL_CREATED)) {
      g_ptr_array_remove (model->things, entry->thing);
    } else if (g_str_equal (entry->field, MODEL_DELETED)) {
      entry->thing->alive = entry->before == NULL;
    } else {
      int index = index_of (entry->thing->entity, entry->field);

      g_free (entry->thing->values[index]);
      entry->thing->values[index] = g_strdup (entry->before);
    }
  }
}

static ModelEntry *
find_entry (const ModelStep *step, const ModelThing *thing, const char *field)
{
  for (guint i = 0; i < step->entries->len; i++) {
    ModelEntry *entry = step->entries->pdata[i];

    if (entry->thing == thing && g_str_equal (entry->field, field))
      return entry;
  }
  return NULL;
}

static guint
count_entries (const ModelStep *step, const ModelThing *thing)
{
  guint n = 0;

  for (guint i = 0; i < step->entries->len; i++)
    n += ((ModelEntry *) step->entries->pdata[i])->thing == thing ? 1 : 0;
  return n;
}

static guint
undo_values (Model *model, const ModelStep *step, ModelThing *thing)
{
  guint refused = 0;

  for (guint i = 0; i < step->entries->len; i++) {
    ModelEntry *entry = step->entries->pdata[i];
    int index = entry->thing == thing && strcmp (entry->field, MODEL_DELETED) != 0
                    ? index_of (thing->entity, entry->field)
                    : -1;

    if (index < 0)
      continue;
    if (g_strcmp0 (thing->values[index], entry->after) == 0)
      model_set (model, thing, (guint) index, entry->before);
    else
      refused++;
  }
  return refused;
}

/* What a bill belongs to stays when its making is undone. */
static gboolean
is_billed (Model *model, const ModelThing *thing)
{
  for (guint i = first_young (model->things); i < model->things->len; i++) {
    const ModelThing *bill = model->things->pdata[i];

    if (bill->alive && bill->entity == &entity_bill && named_by (model, bill) == thing)
      return TRUE;
  }
  return FALSE;
}

guint
model_undo_thing (Model *model, const ModelStep *step, int number, ModelThing *thing)
{
  ModelEntry *deleted = find_entry (step, thing, MODEL_DELETED);
  gboolean lives = find_entry (step, thing, MODEL_CREATED) != NULL || (deleted != NULL && deleted->after == NULL);

  if (thing->erased)
    return count_entries (step, thing);
  if (!lives && deleted == NULL)
    return thing->alive ? undo_values (model, step, thing) : count_entries (step, thing);
  if (thing->changed > number || thing->alive != lives)
    return count_entries (step, thing);
  if (lives && is_billed (model, thing))
    return count_entries (step, thing);
  if (lives) {
    model_set_alive (model, thing, FALSE);
    return 0;
  }
  model_set_alive (model, thing, TRUE);
  return undo_values (model, step, thing);
}

static void
clear_personal (Model *model, ModelThing *thing)
{
  const NomoEntity *entity = thing->entity;

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & NOMO_FIELD_PERSONAL) != 0)
      model_set (model, thing, i, (entity->fields[i].flags & NOMO_FIELD_REQUIRED) != 0 ? "" : NULL);
}

static void
forget_entries (const ModelStep *step, const ModelThing *thing)
{
  for (guint i = 0; i < step->entries->len; i++) {
    ModelEntry *entry = step->entries->pdata[i];
    int field = entry->thing == thing ? nomo_entity_find_field (thing->entity, entry->field) : -1;

    if (field < 0 || (thing->entity->fields[field].flags & NOMO_FIELD_PERSONAL) == 0)
      continue;
    g_clear_pointer (&entry->before, g_free);
    g_clear_pointer (&entry->after, g_free);
  }
}

static void
forget_thing (Model *model, const ModelThing *thing)
{
  for (guint i = first_young (model->steps); i < model->steps->len; i++)
    forget_entries (model->steps->pdata[i], thing);
}

static gboolean
is_visit_of (Model *model, const ModelThing *thing, const ModelThing *person)
{
  return thing->entity == &entity_visit && named_by (model, thing) == person;
}

void
model_erase (Model *model, ModelThing *person)
{
  clear_personal (model, person);
  model_set_alive (model, person, FALSE);
  person->erased = TRUE;
  for (guint i = first_young (model->things); i < model->things->len; i++)
    if (is_visit_of (model, model->things->pdata[i], person))
      clear_personal (model, model->things->pdata[i]);
}

/* What was erased is in no history. */
void
model_forget (Model *model, const ModelThing *person)
{
  forget_thing (model, person);
  for (guint i = first_young (model->things); i < model->things->len; i++)
    if (is_visit_of (model, model->things->pdata[i], person))
      forget_thing (model, model->things->pdata[i]);
}
