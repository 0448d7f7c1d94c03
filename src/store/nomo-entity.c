#include "config.h"

#include "nomo-entity.h"

#include <string.h>

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
  return type == NOMO_TYPE_TEXT || type == NOMO_TYPE_CHOICE || type == NOMO_TYPE_PHONE || type == NOMO_TYPE_EMAIL;
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
