#pragma once

#include "nomo-catalogue.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * NomoRelayPage:
 *
 * A page for merchants, in the language of whoever asks for it: the process itself speaks one.
 */
typedef struct _NomoRelayPage NomoRelayPage;

NomoRelayPage *nomo_relay_page_new (SoupServerMessage *message, GHashTable *query);
void nomo_relay_page_free (NomoRelayPage *self);
const char *nomo_relay_page_say (NomoRelayPage *self, const char *words);
void nomo_relay_page_add_title (NomoRelayPage *self, const char *title, gboolean good);
void nomo_relay_page_add_text (NomoRelayPage *self, const char *text);
void nomo_relay_page_add_row (NomoRelayPage *self, const char *name, const char *value);
gboolean nomo_relay_page_is_arabic (NomoRelayPage *self);
void nomo_relay_page_answer (NomoRelayPage *self, SoupServerMessage *message, guint status, const char *framed_by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRelayPage, nomo_relay_page_free)

G_END_DECLS
