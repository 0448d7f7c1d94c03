#include "config.h"

#include "nomo-cli-records.h"
#include "nomo-domain.h"
#include "nomo-format.h"
#include "nomo-history.h"
#include "nomo-undo.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const struct {
  const char *name;
  const char *words; /* N_() */
} reasons[] = {
  { "changed", N_ ("it has changed since") },       { "salla", N_ ("it belongs to Salla") },
  { "erased", N_ ("the person was erased") },       { "gone", N_ ("the record is gone") },
  { "denied", N_ ("your role does not allow it") }, { "needed", N_ ("something belongs to it that stays") },
  { "sent", N_ ("Salla has it already") },
};

static const char *
reason_words (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].name, name))
      return _ (reasons[i].words);
  return name;
}

static const char *
field_label (const NomoEntity *entity, const char *name)
{
  int field = entity != NULL ? nomo_entity_find_field (entity, name) : -1;

  return field >= 0 ? _ (entity->fields[field].label) : name;
}

static void
print_conflict (const NomoConflict *conflict)
{
  const NomoEntity *entity = nomo_domain_find (conflict->entity);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, conflict->id);

  /* Translators: 1 is what the record is ("Contact"), 2 its number, 3 the name of a field, 4 a reason ("it has changed since"). */
  printf (_ ("%1$s %2$s, “%3$s” stays: %4$s.\n"), entity != NULL ? _ (entity->label) : conflict->entity, id,
          field_label (entity, conflict->field), reason_words (conflict->reason));
}

static JsonObject *
make_json_conflict (const NomoConflict *conflict)
{
  JsonObject *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, conflict->id);

  json_object_set_string_member (object, "entity", conflict->entity);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "field", conflict->field);
  json_object_set_string_member (object, "reason", conflict->reason);
  return object;
}

static void
print_json_undone (const NomoUndone *undone)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *conflicts = json_array_new ();

  for (guint i = 0; i < undone->conflicts->len; i++)
    json_array_add_object_element (conflicts, make_json_conflict (undone->conflicts->pdata[i]));
  json_object_set_int_member (object, "commits", undone->commits);
  json_object_set_int_member (object, "written", undone->written);
  json_object_set_int_member (object, "deleted", undone->deleted);
  json_object_set_int_member (object, "waiting", undone->waiting);
  json_object_set_array_member (object, "conflicts", conflicts);
  nomo_cli_print_json (object);
}

static void
print_undone (const NomoUndone *undone)
{
  g_autofree char *written = nomo_format_int (undone->written);
  g_autofree char *deleted = nomo_format_int (undone->deleted);
  g_autofree char *waiting = nomo_format_int (undone->waiting);

  for (guint i = 0; i < undone->conflicts->len; i++)
    print_conflict (undone->conflicts->pdata[i]);
  /* Translators: %s is a number. */
  printf (ngettext ("%s record is as it was.\n", "%s records are as they were.\n", undone->written), written);
  /* Translators: %s is a number. */
  printf (ngettext ("%s record that had been made is gone again.\n", "%s records that had been made are gone again.\n",
                    undone->deleted),
          deleted);
  if (undone->waiting > 0) {
    printf (ngettext ("Salla was told of %s before, and is told that it is undone.",
                      "Salla was told of %s before, and is told that they are undone.", undone->waiting),
            waiting);
    printf ("\n");
  }
}

static int
undo (NomoCli *cli, const char *id, const char *actor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoUndone) undone = store != NULL ? nomo_undo (store, id, actor, NOMO_ROLE_OWNER, &error) : NULL;

  if (undone == NULL)
    return nomo_cli_fail (cli, error);
  if (cli->json)
    print_json_undone (undone);
  else
    print_undone (undone);
  return NOMO_EXIT_OK;
}

int
nomo_cli_undo (NomoCli *self, int argc, char **argv)
{
  g_autofree char *actor = NULL;
  const GOptionEntry entries[] = {
    { "actor", 0, 0, G_OPTION_ARG_STRING, &actor, N_ ("Who writes, as the history tells it (me)"), N_ ("NAME") },
    { NULL },
  };

  if (!nomo_cli_parse (self, "undo", _ ("Take back a change that “nomo history” names, or a whole import"), entries,
                       &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc < 2)
    return nomo_cli_usage ("%s", _ ("Say what to take back: the id of a change or of an import."));
  if (argc > 2)
    return nomo_cli_usage (_ ("“%s” is too much."), argv[2]);
  return undo (self, argv[1], actor != NULL ? actor : "me");
}
