#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoDemoFault:
 *
 * What the store can do wrong. Several can befall one request.
 */
typedef enum {
  NOMO_DEMO_FAULT_DENY,
  NOMO_DEMO_FAULT_STATE_HYPHENS,
  NOMO_DEMO_FAULT_STATE_WRONG,
  NOMO_DEMO_FAULT_BARE_USER,
  NOMO_DEMO_FAULT_429,
  NOMO_DEMO_FAULT_429_BARE,
  NOMO_DEMO_FAULT_429_TEXT,
  NOMO_DEMO_FAULT_429_SILENT,
  NOMO_DEMO_FAULT_404,
  NOMO_DEMO_FAULT_422,
  NOMO_DEMO_FAULT_500,
  NOMO_DEMO_FAULT_503,
  NOMO_DEMO_FAULT_HTML,
  NOMO_DEMO_FAULT_EMPTY,
  NOMO_DEMO_FAULT_TRUNCATED,
  NOMO_DEMO_FAULT_DEEP,
  NOMO_DEMO_FAULT_HUGE,
  NOMO_DEMO_FAULT_REDIRECT,
  NOMO_DEMO_FAULT_BLOCKED,
  NOMO_DEMO_FAULT_HTTP_STATUS_200_ERROR,
  NOMO_DEMO_FAULT_AFTER,
  NOMO_DEMO_FAULT_GZIP_BROKEN,
  NOMO_DEMO_FAULT_DROP,
  NOMO_DEMO_FAULT_RESET,
  NOMO_DEMO_FAULT_HANG,
  NOMO_DEMO_FAULT_ENDLESS_BODY,
  NOMO_DEMO_FAULT_SLOW,
  NOMO_DEMO_FAULT_LOST_ANSWER,
  NOMO_DEMO_FAULT_EXPIRES_ABSOLUTE,
  NOMO_DEMO_FAULT_EXPIRES_RELATIVE,
  NOMO_DEMO_FAULT_EXPIRES_MISSING,
  NOMO_DEMO_FAULT_GRANT_400,
  NOMO_DEMO_FAULT_NO_REFRESH,
  NOMO_DEMO_FAULT_INVALID_GRANT,
  NOMO_DEMO_FAULT_OLD_ACCESS_DIES,
  NOMO_DEMO_FAULT_USER_DELETED,
  NOMO_DEMO_FAULT_INACTIVE,
  NOMO_DEMO_FAULT_SCOPE,
  NOMO_DEMO_FAULT_INVALID_TOKEN,
  NOMO_DEMO_FAULT_INTEGER_CODES,
  NOMO_DEMO_FAULT_SKEW,
  NOMO_DEMO_FAULT_PLAN_CHANGE,
  NOMO_DEMO_FAULT_STATUS_MISMATCH,
  NOMO_DEMO_FAULT_STRING_IDS,
  NOMO_DEMO_FAULT_NUMBER_IDS,
  NOMO_DEMO_FAULT_BIG_IDS,
  NOMO_DEMO_FAULT_NO_IDS,
  NOMO_DEMO_FAULT_MONEY_SHAPES,
  NOMO_DEMO_FAULT_DATE_SHAPES,
  NOMO_DEMO_FAULT_PHONE_SHAPES,
  NOMO_DEMO_FAULT_EMPTY_ARRAYS,
  NOMO_DEMO_FAULT_NULL_FIELDS,
  NOMO_DEMO_FAULT_NULLS,
  NOMO_DEMO_FAULT_UNKNOWN_WORDS,
  NOMO_DEMO_FAULT_LONG_NAMES,
  NOMO_DEMO_FAULT_WRONG_TYPES,
  NOMO_DEMO_FAULT_LINKS_ARRAY,
  NOMO_DEMO_FAULT_HTTP_LINKS,
  NOMO_DEMO_FAULT_NO_PAGINATION,
  NOMO_DEMO_FAULT_ENDLESS_PAGES,
  NOMO_DEMO_FAULT_EMPTY_PAGES,
  NOMO_DEMO_FAULT_SHIFTING_PAGES,
  NOMO_DEMO_FAULT_REPEATED_ROWS,
  NOMO_DEMO_FAULT_GROUP_CODE,
  NOMO_DEMO_N_FAULTS,
} NomoDemoFault;

/**
 * NomoDemoPlace:
 * @NOMO_DEMO_PLACE_AUTH: the consent page
 * @NOMO_DEMO_PLACE_CONSENT: the answer that it sends
 * @NOMO_DEMO_PLACE_CODE: the token endpoint, asked for anything but a refresh
 * @NOMO_DEMO_PLACE_REFRESH: the token endpoint, asked for a refresh
 * @NOMO_DEMO_PLACE_API: user info and the Admin API
 * @NOMO_DEMO_PLACE_SHOP: everything else
 *
 * Where a request goes, and so what can befall it.
 */
typedef enum {
  NOMO_DEMO_PLACE_AUTH = 1 << 0,
  NOMO_DEMO_PLACE_CONSENT = 1 << 1,
  NOMO_DEMO_PLACE_CODE = 1 << 2,
  NOMO_DEMO_PLACE_REFRESH = 1 << 3,
  NOMO_DEMO_PLACE_API = 1 << 4,
  NOMO_DEMO_PLACE_SHOP = 1 << 5,
} NomoDemoPlace;

/* One bit for each [enum@NomoDemoFault]. */
typedef guint64 NomoDemoFaultSet;

G_STATIC_ASSERT (NOMO_DEMO_N_FAULTS <= 64);

/* What a test asks for. */
typedef struct {
  const char *name;
  gint64 count;       /* how many requests meet it, 0 for every one from now on */
  const char *path;   /* nullable: only requests whose path has this part */
  const char *grant;  /* nullable: only token requests of this grant type */
  const char *method; /* nullable: only requests with this method */
  gint64 ms;          /* of "slow", "skew", "hang" and "endless-body"; 0 for the default */
  double rate;        /* of "all": how many requests of one meet a fault; 0 for the default */
} NomoDemoFaultWish;

/* A request as the faults see it. */
typedef struct {
  NomoDemoPlace place;
  const char *path;
  const char *grant;  /* nullable: the grant type of a token request */
  const char *method; /* nullable: as "GET" */
} NomoDemoFaultTarget;

/* What befalls a request. */
typedef struct {
  NomoDemoFaultSet set;
  guint slow_ms;  /* how long the answer waits, real milliseconds */
  guint limit_ms; /* how long what never ends lasts, real milliseconds; 0 for ever */
  gint64 skew_ms; /* how far the store's clock seems to be off */
} NomoDemoMishap;

typedef struct _NomoDemoFaults NomoDemoFaults;
typedef struct _NomoDemoHookMishaps NomoDemoHookMishaps; /* see nomo-demo-hook-mishap.h */

NomoDemoFaults *nomo_demo_faults_new (void);
void nomo_demo_faults_free (NomoDemoFaults *self);
void nomo_demo_faults_set_seed (NomoDemoFaults *self, guint64 seed);
gboolean nomo_demo_faults_set (NomoDemoFaults *self, const NomoDemoFaultWish *wish, GError **error);
gboolean nomo_demo_faults_set_list (NomoDemoFaults *self, const char *names, GError **error);
void nomo_demo_faults_clear (NomoDemoFaults *self);
NomoDemoMishap nomo_demo_faults_take (NomoDemoFaults *self, const NomoDemoFaultTarget *target);
NomoDemoHookMishaps *nomo_demo_faults_get_hooks (NomoDemoFaults *self);
gboolean nomo_demo_faults_is_endless (NomoDemoFaults *self, const NomoDemoFaultTarget *target, NomoDemoFault fault);
gboolean nomo_demo_fault_set_has (NomoDemoFaultSet set, NomoDemoFault fault);
char *nomo_demo_fault_set_dup_names (NomoDemoFaultSet set);
const char *nomo_demo_faults_get_help (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoFaults, nomo_demo_faults_free)

G_END_DECLS
