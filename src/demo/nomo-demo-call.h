#pragma once

#include "nomo-demo-json.h"
#include "nomo-demo-store.h"

G_BEGIN_DECLS

/* One request and its answer. */
typedef struct {
  NomoDemoStore *demo;
  SoupServerMessage *message; /* borrowed */
  const char *method;
  const char *path;
  const char *query; /* nullable, as it came */
  GPtrArray *pairs;  /* name, value, name, value, … of query or form */
  gint64 now;
  guint chain;
  NomoDemoFaultTarget target;
  NomoDemoMishap mishap;
  const char *outcome; /* nullable: what came of a token request, in a word */
  gint64 second;       /* number in the path behind the first, of an order its tag */
  guint effect;        /* number of what the request did to the shop, 0 for nothing */
  gboolean replaced;   /* whether the answer to what it did gave way to that of a fault */
} NomoDemoCall;

gboolean nomo_demo_call_meets (const NomoDemoCall *self, NomoDemoFault fault);

void nomo_demo_call_add_pairs (NomoDemoCall *self, const char *text);
const char *nomo_demo_call_get (NomoDemoCall *self, const char *name);
GPtrArray *nomo_demo_call_get_all (NomoDemoCall *self, const char *name);
gint64 nomo_demo_call_get_int (NomoDemoCall *self, const char *name, gint64 fallback);
char *nomo_demo_call_dup_body (NomoDemoCall *self);
void nomo_demo_call_set_header (NomoDemoCall *self, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);
void nomo_demo_call_reply (NomoDemoCall *self, guint status, const char *type, GBytes *body);
void nomo_demo_call_reply_json (NomoDemoCall *self, guint status, NomoDemoJson *json);
void nomo_demo_call_reply_html (NomoDemoCall *self, guint status, const char *html);
void nomo_demo_call_redirect (NomoDemoCall *self, const char *uri);
void nomo_demo_call_fail (NomoDemoCall *self, guint status, const char *code, const char *message);
void nomo_demo_call_fail_in_turn (NomoDemoCall *self, guint status, const char *code, const char *message);
void nomo_demo_call_fail_missing (NomoDemoCall *self);
void nomo_demo_call_fail_fields (NomoDemoCall *self, const char *field, const char *message);
void nomo_demo_call_fail_body (NomoDemoCall *self, GPtrArray *complaints);
void nomo_demo_call_fail_oauth (NomoDemoCall *self, guint status, const char *error, const char *description);

NomoDemoJson *nomo_demo_call_begin (NomoDemoCall *self, guint body_status);
void nomo_demo_call_end (NomoDemoCall *self, NomoDemoJson *json);
void nomo_demo_call_end_as (NomoDemoCall *self, NomoDemoJson *json, guint status);
void nomo_demo_call_take_effect (NomoDemoCall *self, const char *what, gint64 id, const char *value, const char *note);
void nomo_demo_call_tell (NomoDemoCall *self, guint status, const char *message);

/* Which page of a list is asked for. */
typedef struct {
  guint page;
  guint per_page;
} NomoDemoPage;

NomoDemoPage nomo_demo_call_get_page (NomoDemoCall *self);
void nomo_demo_call_write_pagination (NomoDemoCall *self, NomoDemoJson *json, NomoDemoPage page, guint total);

G_END_DECLS
