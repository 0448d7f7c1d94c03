#pragma once

#include "nomo-demo-call.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a client sends, and everything that is wrong with it. A null and an empty text are the same as nothing. The readers leave their value as
 * it is where nothing was sent, and complain of what is of the wrong kind. */
typedef struct {
  JsonNode *json; /* nullable */
  GPtrArray *complaints;
  NomoDemoWritten *keeper; /* of the texts and lists that are read */
  gboolean partial;        /* whether what is left out stays as it is */
} NomoDemoBody;

NomoDemoBody *nomo_demo_body_new (NomoDemoCall *call);
NomoDemoBody *nomo_demo_body_new_whole (NomoDemoCall *call, JsonNode *json);
NomoDemoBody *nomo_demo_body_new_partial (NomoDemoCall *call, JsonNode *json);
void nomo_demo_body_free (NomoDemoBody *self);
gboolean nomo_demo_body_is_good (NomoDemoBody *self, NomoDemoCall *call);

gboolean nomo_demo_body_has (NomoDemoBody *self, const char *name);
gboolean nomo_demo_body_require (NomoDemoBody *self, const char *name);
void nomo_demo_body_complain (NomoDemoBody *self, const char *name, const char *before, const char *after);
void nomo_demo_body_refuse (NomoDemoBody *self, const char *name);

void nomo_demo_body_read_text (NomoDemoBody *self, const char *name, const char **value);
void nomo_demo_body_read_word (NomoDemoBody *self, const char *name, const char *const *words, const char **value);
void nomo_demo_body_read_amount (NomoDemoBody *self, const char *name, gint64 *hundredths);
void nomo_demo_body_read_count (NomoDemoBody *self, const char *name, guint *value);
void nomo_demo_body_read_bool (NomoDemoBody *self, const char *name, gboolean *value);
gboolean nomo_demo_body_read_moment (NomoDemoBody *self, const char *name, gint64 *ms);
void nomo_demo_body_read_ids (NomoDemoBody *self, const char *name, const GArray **ids);
void nomo_demo_body_read_words (NomoDemoBody *self, const char *name, const char *const *words,
                                const char *const **values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoBody, nomo_demo_body_free)

G_END_DECLS
