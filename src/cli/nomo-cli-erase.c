#include "config.h"

#include "nomo-cli-records.h"
#include "nomo-format.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_ANSWER 64

static char *
dup_name (const NomoRecord *record)
{
  const NomoEntity *entity = nomo_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & NOMO_FIELD_NAME) != 0)
      return nomo_record_get_text (record, i) != NULL ? nomo_text_isolate (nomo_record_get_text (record, i)) : NULL;
  return NULL;
}

/* What is gone for ever is worth being typed out. */
static gboolean
confirm (const NomoRecord *record)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (record));
  g_autofree char *name = dup_name (record);
  g_autofree char *answer = NULL;
  char line[MAX_ANSWER] = "";

  /* Translators: 1 is what the record is ("Customer"), 2 a name, 3 a number. */
  g_printerr (_ ("%1$s %2$s will be erased for ever. Type the number %3$s to erase: "),
              _ (nomo_record_get_entity (record)->label), name != NULL ? name : "", id);
  if (fgets (line, sizeof line, stdin) == NULL)
    return FALSE;
  answer = nomo_text_ascii_digits (g_strstrip (line));
  return g_str_equal (answer, id);
}

static void
print_erased (NomoCli *cli, const NomoEntity *entity, const NomoCommitResult *result)
{
  g_autoptr (JsonObject) object = json_object_new ();
  gboolean at_salla = entity->kind != NOMO_KIND_OWN;
  g_autofree char *others = nomo_format_int (result->written);

  json_object_set_boolean_member (object, "erased", TRUE);
  json_object_set_int_member (object, "deleted", result->deleted);
  json_object_set_int_member (object, "about", result->written);
  json_object_set_boolean_member (object, "at_salla", at_salla);
  if (cli->json) {
    nomo_cli_print_json (object);
    return;
  }
  puts (_ ("The person is erased: name, phones, addresses, history and what search knew."));
  if (result->written > 0)
    /* Translators: %s is a number. */
    printf (ngettext ("%s record about the person lost what was personal in it.\n",
                      "%s records about the person lost what was personal in them.\n", result->written),
            others);
  if (at_salla)
    puts (_ ("Salla still holds the person. Delete the customer in Salla as well; nothing of it comes back to this "
             "device."));
}

static int
erase (NomoCli *cli, NomoStore *store, const NomoRecord *record, const char *actor)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  g_autoptr (NomoCommit) commit = nomo_commit_new (actor, NULL);
  g_autoptr (GError) error = NULL;
  NomoCommitResult result = { 0 };

  nomo_commit_erase (commit, entity, nomo_record_get_id (record));
  if (!nomo_store_commit (store, commit, &result, &error))
    return nomo_cli_fail (cli, error);
  print_erased (cli, entity, &result);
  return NOMO_EXIT_OK;
}

static int
ask_and_erase (NomoCli *cli, const NomoEntity *entity, const char *id, const char *actor, gboolean yes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoRecord) record = store != NULL ? nomo_cli_read_record (store, entity, id, &error) : NULL;

  if (record == NULL)
    return nomo_cli_fail (cli, error);
  if (yes || confirm (record))
    return erase (cli, store, record, actor);
  g_printerr ("nomo: %s\n", _ ("Nothing was erased."));
  return NOMO_EXIT_FAILED;
}

int
nomo_cli_erase (NomoCli *self, int argc, char **argv)
{
  g_autofree char *actor = NULL;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_ ("Do not ask"), NULL },
    { "actor", 0, 0, G_OPTION_ARG_STRING, &actor, N_ ("Who writes, as the history tells it (me)"), N_ ("NAME") },
    { NULL },
  };
  const NomoEntity *entity;

  if (!nomo_cli_parse (self, "erase", _ ("Erase a person for ever: “nomo erase customer 1227534533”"), entries, &argc,
                       &argv))
    return NOMO_EXIT_USAGE;
  entity = nomo_cli_want_entity (argc, argv, 1, "nomo erase RECORD NUMBER");
  if (entity == NULL)
    return NOMO_EXIT_USAGE;
  if (!entity->is_person)
    /* Translators: %s is what the records are ("Orders"). */
    return nomo_cli_usage (_ ("“%s” are no persons. Only persons are erased."), _ (entity->label_many));
  return ask_and_erase (self, entity, argv[2], actor != NULL ? actor : "me", yes);
}
