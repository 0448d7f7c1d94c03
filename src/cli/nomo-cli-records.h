#pragma once

#include "nomo-cli.h"

G_BEGIN_DECLS

/**
 * NomoCliPick:
 * @filter: (nullable): which records
 * @sort: (nullable): name of a field, perhaps with a `-` in front
 * @limit: how many at most, 0 for all
 *
 * What options say of the records that are meant.
 */
typedef struct {
  char *filter;
  char *sort;
  int limit;
} NomoCliPick;

#define NOMO_CLI_N_PICK_OPTIONS 3

void nomo_cli_pick_fill_options (NomoCliPick *self, GOptionEntry *entries);
void nomo_cli_pick_clear (NomoCliPick *self);
int nomo_cli_pick_open (const NomoCliPick *self, NomoCli *cli, const NomoEntity *entity, NomoStore **store,
                        NomoQuery **query);

const NomoEntity *nomo_cli_find_entity (const char *name);
const NomoEntity *nomo_cli_want_entity (int argc, char **argv, int n_others, const char *usage);
NomoRecord *nomo_cli_read_record (NomoStore *store, const NomoEntity *entity, const char *id, GError **error);

G_END_DECLS
