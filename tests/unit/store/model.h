#pragma once

#include "nomo-entity.h"

#define MODEL_MAX_VALUES 8
/* Only what is young is picked and undone, and names what is young: nothing older than this can be meant by a step. */
#define MODEL_YOUNG   500
#define MODEL_CREATED "created"
#define MODEL_DELETED "deleted"

typedef struct {
  const NomoEntity *entity;
  gint64 id;
  char *values[MODEL_MAX_VALUES]; /* fields, then parts */
  gboolean alive;
  gboolean erased;
  int changed; /* the commit that changed it last */
} ModelThing;

typedef struct {
  ModelThing *thing;
  char *field;
  char *before;
  char *after;
} ModelEntry;

typedef struct {
  char *id;
  GPtrArray *entries; /* ModelEntry */
} ModelStep;

/* What the entities of the tests hold, in memory; it knows nothing of how the store works. A value is the text that the history
 * would keep. */
typedef struct {
  GPtrArray *things; /* ModelThing */
  GPtrArray *steps;  /* ModelStep */
  ModelStep *step;   /* being made */
} Model;

void model_init (Model *model);
void model_clear (Model *model);
void model_begin (Model *model);
void model_give_up (Model *model);
void model_note (Model *model, ModelThing *thing, const char *field, const char *before, const char *after);
void model_set (Model *model, ModelThing *thing, guint i, const char *value);
void model_set_alive (Model *model, ModelThing *thing, gboolean alive);
int model_link_of (const NomoEntity *entity);
void model_follow_deletions (Model *model);
gboolean model_is_allowed (Model *model);
void model_take_back (Model *model);
guint model_undo_thing (Model *model, const ModelStep *step, int number, ModelThing *thing);
void model_erase (Model *model, ModelThing *person);
void model_forget (Model *model, const ModelThing *person);
