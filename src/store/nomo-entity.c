#include "config.h"

#include "nomo-entity.h"

#include <string.h>

static NomoKind
kind_of (NomoFieldFlags flags, NomoKind fallback)
{
  if ((flags & NOMO_FIELD_MIRROR) != 0)
    return NOMO_KIND_MIRROR;
  if ((flags & NOMO_FIELD_TWO_WAY) != 0)
    return NOMO_KIND_TWO_WAY;
  return (flags & NOMO_FIELD_OWN) != 0 ? NOMO_KIND_OWN : fallback;
}

/**
 * nomo_entity_get_field_kind:
 * @entity: an entity
 * @field: index of a field
 *
 * Returns: whose the field is
 */
NomoKind
nomo_entity_get_field_kind (const NomoEntity *entity, guint field)
{
  g_return_val_if_fail (field < entity->n_fields, entity->kind);

  return kind_of (entity->fields[field].flags, entity->kind);
}

/**
 * nomo_entity_get_part_kind:
 * @entity: an entity
 * @part: index of a part
 *
 * Returns: whose the rows of the part are
 */
NomoKind
nomo_entity_get_part_kind (const NomoEntity *entity, guint part)
{
  g_return_val_if_fail (part < entity->n_parts, entity->kind);

  return kind_of (entity->parts[part].kind_flags, entity->kind);
}

/*
 * _nomo_entity_is_two_way:
 * @entity: an entity
 * @index: index of a field, or the number of fields and the index of a part
 *
 * Returns: %TRUE when the record keeps both images of it
 */
gboolean
_nomo_entity_is_two_way (const NomoEntity *entity, guint index)
{
  return (index < entity->n_fields ? nomo_entity_get_field_kind (entity, index)
                                   : nomo_entity_get_part_kind (entity, index - entity->n_fields)) == NOMO_KIND_TWO_WAY;
}

/**
 * nomo_entity_has_kind:
 * @entity: an entity
 * @kind: a kind
 *
 * Returns: %TRUE when a field or a part of @entity is of that kind
 */
gboolean
nomo_entity_has_kind (const NomoEntity *entity, NomoKind kind)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (nomo_entity_get_field_kind (entity, i) == kind)
      return TRUE;
  for (guint i = 0; i < entity->n_parts; i++)
    if (nomo_entity_get_part_kind (entity, i) == kind)
      return TRUE;
  return FALSE;
}

/**
 * nomo_entity_allows:
 * @entity: an entity
 * @role: who writes
 * @verb: one of the verbs
 *
 * Salla makes, changes and deletes the records that are born there. What people may do stands in the descriptor; nobody but
 * Salla makes or deletes the records of a mirror.
 *
 * Returns: %TRUE when @role may do that to a record of @entity
 */
gboolean
nomo_entity_allows (const NomoEntity *entity, NomoRole role, NomoVerbs verb)
{
  g_return_val_if_fail (role < NOMO_N_ROLES, FALSE);

  /* Facts are appended, and then nobody changes them. */
  if (entity->kind == NOMO_KIND_FACT)
    return FALSE;
  if (role == NOMO_ROLE_SALLA)
    return entity->kind != NOMO_KIND_OWN && verb != NOMO_VERB_ERASE;
  if (entity->kind == NOMO_KIND_MIRROR && (verb == NOMO_VERB_CREATE || verb == NOMO_VERB_DELETE))
    return FALSE;
  return (entity->access[role] & verb) != 0;
}

static gboolean
allows_kind (NomoRole role, NomoKind kind)
{
  return role == NOMO_ROLE_SALLA ? kind != NOMO_KIND_OWN : kind != NOMO_KIND_MIRROR;
}

/**
 * nomo_entity_allows_field:
 * @entity: an entity
 * @role: who writes
 * @field: index of a field
 *
 * Returns: %TRUE when @role, if it may write the record at all, may write the field
 */
gboolean
nomo_entity_allows_field (const NomoEntity *entity, NomoRole role, guint field)
{
  guint writers;

  g_return_val_if_fail (field < entity->n_fields, FALSE);

  writers = entity->fields[field].writers;
  return allows_kind (role, nomo_entity_get_field_kind (entity, field)) &&
         (role == NOMO_ROLE_SALLA || writers == 0 || (writers & (1u << role)) != 0);
}

/**
 * nomo_entity_allows_part:
 * @entity: an entity
 * @role: who writes
 * @part: index of a part
 *
 * Returns: %TRUE when @role, if it may write the record at all, may write the rows of the part
 */
gboolean
nomo_entity_allows_part (const NomoEntity *entity, NomoRole role, guint part)
{
  return allows_kind (role, nomo_entity_get_part_kind (entity, part));
}

/**
 * nomo_entity_find_part:
 * @entity: an entity
 * @name: name of a part
 *
 * Returns: the part's index, or -1 when the entity has no such part
 */
int
nomo_entity_find_part (const NomoEntity *entity, const char *name)
{
  g_return_val_if_fail (entity != NULL && name != NULL, -1);

  for (guint i = 0; i < entity->n_parts; i++)
    if (strcmp (entity->parts[i].name, name) == 0)
      return (int) i;
  return -1;
}

/**
 * nomo_field_is_grouped:
 * @field: a field
 *
 * Returns: %TRUE when its index goes on with the natural order, because many records share a value
 */
gboolean
nomo_field_is_grouped (const NomoField *field)
{
  return (field->flags & NOMO_FIELD_GROUPED) != 0 ||
         (field->type == NOMO_TYPE_CHOICE && (field->flags & NOMO_FIELD_INDEXED) != 0);
}

/**
 * nomo_entity_find_field:
 * @entity: an entity
 * @name: name of a field, as filters and JSON spell it
 *
 * Returns: the field's index, or -1 when the entity has no such field
 */
int
nomo_entity_find_field (const NomoEntity *entity, const char *name)
{
  g_return_val_if_fail (entity != NULL && name != NULL, -1);

  for (guint i = 0; i < entity->n_fields; i++)
    if (strcmp (entity->fields[i].name, name) == 0)
      return (int) i;
  return -1;
}

/**
 * nomo_entity_find:
 * @entities: (array zero-terminated=1): entities
 * @name: name of an entity
 *
 * Returns: (nullable): the entity of that name
 */
const NomoEntity *
nomo_entity_find (const NomoEntity *const *entities, const char *name)
{
  g_return_val_if_fail (entities != NULL && name != NULL, NULL);

  for (; *entities != NULL; entities++)
    if (strcmp ((*entities)->name, name) == 0)
      return *entities;
  return NULL;
}

/**
 * nomo_type_is_text:
 * @type: a type
 *
 * Returns: %TRUE when values of @type are text, %FALSE when they are 64-bit integers
 */
gboolean
nomo_type_is_text (NomoType type)
{
  return type == NOMO_TYPE_TEXT || type == NOMO_TYPE_CHOICE || type == NOMO_TYPE_PHONE || type == NOMO_TYPE_EMAIL ||
         type == NOMO_TYPE_EXTRA;
}

/**
 * nomo_field_get_choice_label:
 * @field: a field
 * @key: (nullable): key of a choice
 *
 * Returns: (nullable): the label as a message id, to be translated when shown; %NULL when the descriptor does not know @key
 */
const char *
nomo_field_get_choice_label (const NomoField *field, const char *key)
{
  g_return_val_if_fail (field != NULL, NULL);

  if (field->choices == NULL || key == NULL)
    return NULL;
  for (const NomoChoice *choice = field->choices; choice->key != NULL; choice++)
    if (strcmp (choice->key, key) == 0)
      return choice->label;
  return NULL;
}
