#pragma once

#include "nomo-cli-table.h"
#include "nomo-record.h"

G_BEGIN_DECLS

#define NOMO_CLI_SHOW_COLUMNS 5

void nomo_cli_show_record (NomoCliTable *table, const NomoRecord *record);

G_END_DECLS
