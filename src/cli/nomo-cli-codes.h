#pragma once

#include "nomo-cli.h"

G_BEGIN_DECLS

NomoRecord *nomo_cli_codes_find_batch (NomoStore *store, const char *text, GError **error);

int nomo_cli_codes_print_batches (NomoCli *cli);
int nomo_cli_codes_print (NomoCli *cli, const char *batch, gboolean only_leaks);
int nomo_cli_codes_export (NomoCli *cli, const char *batch, const char *path, const char *separator);
int nomo_cli_codes_import (NomoCli *cli, const char *batch, const char *path, const char *actor, gboolean dry_run);

G_END_DECLS
