#include "data-model.h"

#include "nomo-domain.h"

/* The entities as their descriptors have them. */

static const struct {
  NomoFieldFlags flag;
  const char *words;
} marks[] = {
  { NOMO_FIELD_REQUIRED, "required" },
  { NOMO_FIELD_UNIQUE, "unique" },
  { NOMO_FIELD_SEARCHABLE, "searchable" },
  { NOMO_FIELD_NAME, "name" },
  { NOMO_FIELD_NUMBER, "number" },
  { NOMO_FIELD_PERSONAL, "personal" },
  { NOMO_FIELD_PERSON, "whose it is" },
  { NOMO_FIELD_TRACKED, "tracked" },
  { NOMO_FIELD_INDEXED, "sorted" },
  { NOMO_FIELD_GROUPED, "filtered" },
  { NOMO_FIELD_BORN, "birth" },
  { NOMO_FIELD_CHANGED, "last change" },
  { NOMO_FIELD_KEEPS_MIN, "least kept" },
  { NOMO_FIELD_DERIVED, "derived" },
  { NOMO_FIELD_ONCE, "said once" },
};

static const char *const types[] = {
  [NOMO_TYPE_INT] = "number",   [NOMO_TYPE_TEXT] = "text",   [NOMO_TYPE_BOOL] = "yes or no",
  [NOMO_TYPE_TIME] = "time",    [NOMO_TYPE_MONEY] = "money", [NOMO_TYPE_CHOICE] = "choice",
  [NOMO_TYPE_REF] = "→",        [NOMO_TYPE_PHONE] = "phone", [NOMO_TYPE_EMAIL] = "e-mail",
  [NOMO_TYPE_EXTRA] = "custom",
};

static const char *const kinds[] = {
  [NOMO_KIND_OWN] = "own",
  [NOMO_KIND_TWO_WAY] = "two-way",
  [NOMO_KIND_MIRROR] = "mirror",
  [NOMO_KIND_FACT] = "fact",
};

static const char *const deletions[] = {
  [NOMO_ON_DELETE_KEEP] = NULL,
  [NOMO_ON_DELETE_RESTRICT] = "keeps it from being deleted",
  [NOMO_ON_DELETE_DETACH] = "emptied when it is deleted",
  [NOMO_ON_DELETE_CASCADE] = "deleted with it",
};

static const char *const roles[] = {
  [NOMO_ROLE_OWNER] = "owner", [NOMO_ROLE_MANAGER] = "manager", [NOMO_ROLE_MARKETER] = "marketer",
  [NOMO_ROLE_AGENT] = "agent", [NOMO_ROLE_VIEWER] = "viewer",
};
G_STATIC_ASSERT (G_N_ELEMENTS (roles) == NOMO_N_ROLES);

static const struct {
  NomoVerbs verb;
  const char *word;
} verbs[] = {
  { NOMO_VERB_CREATE, "Made" },
  { NOMO_VERB_UPDATE, "Changed" },
  { NOMO_VERB_DELETE, "Deleted" },
  { NOMO_VERB_ERASE, "Erased" },
};

static void
list (GString *words, const char *word)
{
  if (words->len > 0)
    g_string_append (words, ", ");
  g_string_append (words, word);
}

/* A solid line is kept by the store; what a dashed one names may be missing. A part's fields stand behind its name. */
static void
add_references (GString *text, const NomoEntity *entity, const char *part, const NomoField *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++) {
    const char *line = fields[i].on_delete == NOMO_ON_DELETE_KEEP ? ".." : "--";
    const char *end = (fields[i].flags & NOMO_FIELD_REQUIRED) != 0 ? "||" : "o|";

    if (fields[i].type == NOMO_TYPE_REF)
      g_string_append_printf (text, "  %s }o%s%s %s : \"%s%s%s\"\n", entity->name, line, end, fields[i].ref,
                              part != NULL ? part : "", part != NULL ? "." : "", fields[i].name);
  }
}

void
data_model_add_diagram (GString *text)
{
  g_string_append (text, "```mermaid\nerDiagram\n");
  for (const NomoEntity *const *at = nomo_domain_entities (); *at != NULL; at++) {
    const NomoEntity *entity = *at;

    g_string_append_printf (text, "  %s\n", entity->name);
    add_references (text, entity, NULL, entity->fields, entity->n_fields);
    for (guint i = 0; i < entity->n_parts; i++)
      add_references (text, entity, entity->parts[i].name, entity->parts[i].fields, entity->parts[i].n_fields);
  }
  g_string_append (text, "```\n");
}

static void
add_type (GString *text, const NomoField *field)
{
  g_string_append (text, types[field->type]);
  if (field->type == NOMO_TYPE_MONEY)
    g_string_append_printf (text, " in `%s`", field->ref);
  if (field->type == NOMO_TYPE_REF)
    g_string_append_printf (text, " %s", field->ref);
  if ((field->flags & NOMO_FIELD_PERCENT) != 0)
    g_string_append (text, ", 1/100 %");
  for (const NomoChoice *choice = field->choices; choice != NULL && choice->key != NULL; choice++)
    g_string_append_printf (text, "%s%s", choice == field->choices ? ": " : ", ", choice->key);
}

static char *
dup_writers (guint writers)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (NomoRole role = NOMO_ROLE_OWNER; role < NOMO_N_ROLES; role++)
    if ((writers & 1u << role) != 0)
      list (words, roles[role]);
  return g_strconcat ("written by ", words->str, NULL);
}

static char *
dup_marks (const NomoField *field, NomoKind kind, NomoKind usual)
{
  GString *words = g_string_new (kind != usual ? kinds[kind] : NULL);
  g_autofree char *writers = dup_writers (field->writers);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if ((field->flags & marks[i].flag) != 0)
      list (words, marks[i].words);
  if (deletions[field->on_delete] != NULL)
    list (words, deletions[field->on_delete]);
  if (field->writers != 0)
    list (words, writers);
  return g_string_free (words, FALSE);
}

static void
add_row (GString *text, const char *part, const NomoField *field, const char *words)
{
  g_string_append_printf (text, "| `%s%s%s` | ", part != NULL ? part : "", part != NULL ? "." : "", field->name);
  add_type (text, field);
  g_string_append_printf (text, " | %s | %s |\n", words, field->label);
}

static void
add_part (GString *text, const NomoEntity *entity, guint index)
{
  const NomoPart *part = &entity->parts[index];
  NomoKind kind = nomo_entity_get_part_kind (entity, index);

  g_string_append_printf (text, "| `%s` | %s | %s | %s |\n", part->name, part->is_set ? "a set of" : "a list of",
                          kind != entity->kind ? kinds[kind] : "", part->label);
  for (guint i = 0; i < part->n_fields; i++) {
    g_autofree char *words = dup_marks (&part->fields[i], kind, kind);

    add_row (text, part->name, &part->fields[i], words);
  }
}

/* What a role may do is the store's answer, not only what stands in the descriptor. */
static void
add_verb (GString *text, const NomoEntity *entity, NomoVerbs verb, const char *word)
{
  g_autoptr (GString) who = g_string_new (NULL);

  for (NomoRole role = NOMO_ROLE_OWNER; role < NOMO_N_ROLES; role++)
    if (nomo_entity_allows (entity, role, verb))
      list (who, roles[role]);
  if (who->len > 0)
    g_string_append_printf (text, " %s by %s.", word, who->str);
}

static void
add_entity (GString *text, const NomoEntity *entity)
{
  const char *order = entity->sort_descending ? "descending" : "ascending";

  g_string_append_printf (text, "\n### %s: `%s`\n\nKind: %s. Listed by `%s`, %s.%s", entity->label_many, entity->name,
                          kinds[entity->kind], entity->fields[entity->sort_field].name, order,
                          entity->is_person ? " A person." : "");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    add_verb (text, entity, verbs[i].verb, verbs[i].word);
  g_string_append (text, "\n\n| field | holds | marks | label |\n|---|---|---|---|\n");
  for (guint i = 0; i < entity->n_fields; i++) {
    g_autofree char *words = dup_marks (&entity->fields[i], nomo_entity_get_field_kind (entity, i), entity->kind);

    add_row (text, NULL, &entity->fields[i], words);
  }
  for (guint i = 0; i < entity->n_parts; i++)
    add_part (text, entity, i);
}

void
data_model_add_entities (GString *text)
{
  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++)
    add_entity (text, *entity);
}
