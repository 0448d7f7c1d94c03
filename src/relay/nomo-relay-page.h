#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * NomoRelayPage:
 *
 * A page for merchants, in the language of whoever asks for it: the process itself speaks one. Everything on it stands in the page
 * itself; what is added to it is text, never markup.
 */
typedef struct _NomoRelayPage NomoRelayPage;

/**
 * NomoRelayMood:
 * @NOMO_RELAY_MOOD_GOOD: all is well
 * @NOMO_RELAY_MOOD_CAREFUL: something is to be done, or to be waited for
 * @NOMO_RELAY_MOOD_BAD: it does not work
 *
 * How something is, which words beside it say too.
 */
typedef enum { NOMO_RELAY_MOOD_GOOD, NOMO_RELAY_MOOD_CAREFUL, NOMO_RELAY_MOOD_BAD, NOMO_RELAY_N_MOODS } NomoRelayMood;

NomoRelayPage *nomo_relay_page_new (SoupServerMessage *message, GHashTable *query);
NomoRelayPage *nomo_relay_page_new_in (const char *language, const char *theme);
void nomo_relay_page_free (NomoRelayPage *self);
const char *nomo_relay_page_say (NomoRelayPage *self, const char *words);
const char *nomo_relay_page_get_language (NomoRelayPage *self);
void nomo_relay_page_add_title (NomoRelayPage *self, const char *title, gboolean good);
void nomo_relay_page_add_heading (NomoRelayPage *self, const char *name, NomoRelayMood mood, const char *word);
void nomo_relay_page_add_text (NomoRelayPage *self, const char *text);
void nomo_relay_page_add_advice (NomoRelayPage *self, const char *text);
void nomo_relay_page_add_section (NomoRelayPage *self, const char *title);
void nomo_relay_page_add_fact (NomoRelayPage *self, const char *name, const char *value, const char *note);
void nomo_relay_page_set_script (NomoRelayPage *self, const char *script);
char *nomo_relay_page_to_html (NomoRelayPage *self);
void nomo_relay_page_answer (NomoRelayPage *self, SoupServerMessage *message, guint status, const char *framed_by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRelayPage, nomo_relay_page_free)

G_END_DECLS
