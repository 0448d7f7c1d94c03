#include "nomo-domain.h"

/* What the rest of the program takes for granted of every descriptor. */

static void
check_field (const NomoEntity *entity, const NomoField *field)
{
  g_test_message ("%s.%s", entity->name, field->name);
  g_assert_nonnull (field->label);
  if (field->type == NOMO_TYPE_MONEY) {
    int currency = nomo_entity_find_field (entity, field->ref);

    g_assert_cmpint (currency, >=, 0);
    g_assert_cmpint (entity->fields[currency].type, ==, NOMO_TYPE_TEXT);
  } else if (field->type == NOMO_TYPE_REF) {
    g_assert_nonnull (nomo_domain_find (field->ref));
  } else {
    g_assert_null (field->ref);
  }
  g_assert_cmpint (field->type == NOMO_TYPE_CHOICE, ==, field->choices != NULL);
  for (const NomoChoice *choice = field->choices; choice != NULL && choice->key != NULL; choice++)
    g_assert_true (nomo_field_get_choice_label (field, choice->key) == choice->label);
}

/* What is about a person names one, and what must live is ours to keep alive. */
static void
check_reference (const NomoField *field)
{
  const NomoEntity *named = field->type == NOMO_TYPE_REF ? nomo_domain_find (field->ref) : NULL;

  g_assert_true ((field->flags & NOMO_FIELD_PERSON) == 0 || (named != NULL && named->is_person));
  g_assert_true (field->on_delete == NOMO_ON_DELETE_KEEP || (named != NULL && named->kind == NOMO_KIND_OWN));
}

static void
check_writers (const NomoEntity *entity, guint index)
{
  guint writers = entity->fields[index].writers;

  g_assert_cmpint (writers & (1u << NOMO_ROLE_SALLA | 1u << NOMO_ROLE_VIEWER), ==, 0);
  g_assert_true (writers == 0 || nomo_entity_get_field_kind (entity, index) != NOMO_KIND_MIRROR);
  for (NomoRole role = NOMO_ROLE_OWNER; role < NOMO_N_ROLES; role++)
    g_assert_true ((writers & 1u << role) == 0 || nomo_entity_allows (entity, role, NOMO_VERB_UPDATE));
}

static void
test_fields (void)
{
  static const char *const taken[] = { "id", "seq", "as_of", "deleted", "deleted_at", "salla_id", "waits", NULL };

  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++) {
      const NomoField *field = &(*entity)->fields[i];

      check_field (*entity, field);
      check_reference (field);
      check_writers (*entity, i);
      g_assert_cmpint (nomo_entity_find_field (*entity, field->name), ==, (int) i);
      g_assert_cmpint (nomo_entity_find_part (*entity, field->name), ==, -1);
      g_assert_false (g_strv_contains (taken, field->name));
      g_assert_cmpint (field->type == NOMO_TYPE_EXTRA, ==, g_str_equal (field->name, "extra"));
    }
}

static void
check_part (const NomoEntity *entity, guint index)
{
  const NomoPart *part = &entity->parts[index];

  g_assert_nonnull (part->label);
  g_assert_cmpint (nomo_entity_find_part (entity, part->name), ==, (int) index);
  for (guint i = 0; i < part->n_fields; i++) {
    check_field (entity, &part->fields[i]);
    g_assert_cmpint (part->fields[i].on_delete, ==, NOMO_ON_DELETE_KEEP);
    g_assert_cmpint (part->fields[i].writers, ==, 0);
    g_assert_false (g_str_equal (part->fields[i].name, "owner") || g_str_equal (part->fields[i].name, "place") ||
                    g_str_equal (part->fields[i].name, "sort"));
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (part->fields[i].name, !=, part->fields[j].name);
  }
}

static void
test_parts (void)
{
  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_parts; i++)
      check_part (*entity, i);
}

static void
test_entities (void)
{
  static const char *const names[] = {
    "order", "customer", "product",  "category", "coupon",      "cart",    "contact", "task",  "offer",      "review",
    "group", "brand",    "employee", "status",   "order_event", "feature", "notice",  "draft", "code_batch",
  };
  const NomoEntity *const *entities = nomo_domain_entities ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_assert_cmpstr (entities[i]->name, ==, names[i]);
    g_assert_true (nomo_domain_find (names[i]) == entities[i]);
    g_assert_nonnull (entities[i]->label);
    g_assert_nonnull (entities[i]->label_many);
    g_assert_cmpint (entities[i]->fields[entities[i]->sort_field].flags & NOMO_FIELD_INDEXED, !=, 0);
  }
  g_assert_null (entities[G_N_ELEMENTS (names)]);
  g_assert_null (nomo_domain_find ("Order"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/entities", test_entities);
  g_test_add_func ("/domain/fields", test_fields);
  g_test_add_func ("/domain/parts", test_parts);
  return g_test_run ();
}
