#pragma once

#include "nomo-cli.h"

G_BEGIN_DECLS

/* A coupon that is made, and not only tried, says when it begins and ends, too. */
typedef struct {
  char *draft;
  char *code;
  char *start;
  char *expiry;
} NomoCliCouponOptions;

gboolean nomo_cli_coupon_refuse (GError **error, const char *option, const char *reason);
NomoRecord *nomo_cli_coupon_read_draft (const char *path, const char *currency, GError **error);
gboolean nomo_cli_coupon_read_day (const char *option, const char *text, gboolean last, int *day, GError **error);
int nomo_cli_coupon_say_refused (NomoCli *cli, const GError *error);
NomoRecord *nomo_cli_coupon_make (NomoStore *store, const NomoCliCouponOptions *options, GError **error);

int nomo_cli_coupons_list (NomoCli *self, int argc, char **argv);
int nomo_cli_coupons_create (NomoCli *self, int argc, char **argv);
int nomo_cli_coupons_push (NomoCli *self, int argc, char **argv);
int nomo_cli_codes (NomoCli *self, int argc, char **argv);

G_END_DECLS
