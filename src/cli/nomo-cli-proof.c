#include "config.h"

#include "nomo-cli.h"

#include "nomo-backup-read.h"
#include "nomo-cli-table.h"
#include "nomo-format.h"
#include "nomo-keyring.h"
#include "nomo-passphrase.h"
#include "nomo-proof-pdf.h"
#include "nomo-proof-run.h"
#include "nomo-shop-status.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const char *
mark_of (NomoProofState state)
{
  static const char *const marks[NOMO_N_PROOF_STATES] = {
    [NOMO_PROOF_SOUND] = "✓",
    [NOMO_PROOF_WRONG] = "✗",
    [NOMO_PROOF_UNCHECKED] = "?",
    [NOMO_PROOF_UNNEEDED] = "–",
  };

  return marks[state];
}

static void
print_fact (const char *label, const char *value)
{
  /* Translators: a name and its value, such as “Checked on: 22 November 2026”. */
  g_autofree char *line = g_strdup_printf (_ ("%1$s: %2$s"), label, value);

  puts (line);
}

static void
print_facts (const NomoProof *proof)
{
  g_autofree char *store = nomo_proof_dup_store (proof);
  g_autofree char *at = nomo_format_moment (proof->at, proof->zone);
  g_autofree char *as_of = nomo_proof_dup_as_of (proof);
  g_autofree char *version = nomo_proof_dup_version (proof);

  print_fact (_ ("Store"), store);
  print_fact (_ ("Checked on"), at);
  print_fact (_ ("Records as of"), as_of);
  print_fact (_ ("State of the data"), version);
}

static void
print_item (const NomoProof *proof, NomoProofKind kind)
{
  const NomoProofItem *item = &proof->items[kind];
  g_autofree char *more = nomo_proof_dup_more (item);

  printf ("%s %s · %s\n", mark_of (item->state), nomo_proof_get_title (kind), nomo_proof_get_word (item->state));
  printf ("  %s\n", item->sentence);
  for (guint i = 0; i < item->details->len; i++)
    printf ("    %s\n", (const char *) item->details->pdata[i]);
  if (more != NULL)
    printf ("    %s\n", more);
}

static void
print_list (NomoCliTable *table, const NomoProof *proof, const NomoProofList *list)
{
  nomo_cli_table_add (table, g_strdup (_ (list->kind->label)));
  nomo_cli_table_add (table, list->salla >= 0 ? nomo_format_int (list->salla) : g_strdup ("–"));
  nomo_cli_table_add (table, list->here >= 0 ? nomo_format_int (list->here) : g_strdup ("–"));
  nomo_cli_table_add (table, list->counted > 0 ? nomo_format_moment (list->counted, proof->zone) : g_strdup ("–"));
}

static void
print_lists (const NomoProof *proof)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (4);

  nomo_cli_table_add (table, g_strdup (C_ ("proof", "List")));
  nomo_cli_table_add (table, g_strdup (C_ ("proof", "Salla’s count")));
  nomo_cli_table_add (table, g_strdup (C_ ("proof", "Here now")));
  nomo_cli_table_add (table, g_strdup (C_ ("proof", "Counted on")));
  for (guint i = 0; i < proof->lists->len; i++)
    print_list (table, proof, proof->lists->pdata[i]);
  nomo_cli_table_print (table);
}

static void
print_proof (const NomoProof *proof, const char *output)
{
  g_autofree char *verdict = nomo_proof_dup_verdict (proof);

  print_facts (proof);
  putchar ('\n');
  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++)
    print_item (proof, (NomoProofKind) i);
  putchar ('\n');
  print_lists (proof);
  printf ("\n%s\n", verdict);
  if (output != NULL) {
    g_autofree char *shown = g_filename_display_name (output);
    g_autofree char *island = nomo_text_isolate_ltr (shown);

    /* Translators: %s is a file. */
    printf (_ ("The page is written: %s"), island);
    putchar ('\n');
  }
}

static int
tell (NomoCli *cli, const NomoProof *proof, const char *output)
{
  g_autoptr (JsonObject) object = nomo_proof_to_json (proof);
  g_autoptr (GError) error = NULL;

  if (output != NULL && !nomo_proof_pdf_write (proof, output, &error))
    return nomo_cli_fail (cli, error);
  if (output != NULL)
    json_object_set_string_member (object, "file", output);
  if (cli->json)
    nomo_cli_print_json (object);
  else
    print_proof (proof, output);
  return nomo_proof_is_sound (proof) ? NOMO_EXIT_OK : NOMO_EXIT_FAILED;
}

static int
prove (NomoCli *cli, const char *merchant, const NomoProofOptions *options, const char *output)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (NomoShopStatus) status = nomo_shop_status_read (cli->data_dir, merchant, keyring);
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Checking and proving the data"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoProof) proof = NULL;

  if (status->shop == NULL)
    return nomo_cli_fail (cli, status->error);
  nomo_proof_run_async (status->shop, options, job, nomo_cli_keep_result, &result);
  proof = nomo_proof_run_finish (status->shop, nomo_cli_wait_for_job (cli, job, &result), &error);
  return proof != NULL ? tell (cli, proof, output) : nomo_cli_fail (cli, error);
}

/**
 * nomo_cli_prove:
 * @cli: the command line
 * @backup: (nullable): a backup that is to be opened
 * @output: (nullable): where to write a page that says what was found
 *
 * Checks whether a store's data is what it claims to be, and prints what was found. For a file that is no backup nobody types a
 * passphrase.
 *
 * Returns: the exit code
 */
int
nomo_cli_prove (NomoCli *cli, const char *backup, const char *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) passphrase = NULL;
  g_autofree char *merchant = nomo_cli_dup_merchant (cli, &error);
  NomoProofOptions options = { backup, "" };

  if (merchant == NULL)
    return nomo_cli_fail (cli, error);
  if (backup != NULL && nomo_backup_look (backup, NULL)) {
    passphrase = nomo_passphrase_read (FALSE, &error);
    if (passphrase == NULL)
      return nomo_cli_usage ("%s", error->message);
    options.passphrase = passphrase;
  }
  return prove (cli, merchant, &options, output);
}
