#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_PAGE (nomo_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (NomoPage, nomo_page, NOMO, PAGE, AdwBin)

/**
 * NomoPageClass:
 * @session_set: called once, when the page has its session and is in the state of its template; the page connects here
 * @get_title: the title in the header, translated; constant
 * @close_pane: Esc: closes what is open on top of the page; %FALSE when nothing was
 * @focus_content: brings what the page is for into focus; %FALSE when that takes none, or not yet
 * @filter: Ctrl+F: brings the page's filter into focus; %FALSE when the page has none
 * @dup_state: what survives a rebuild of the windows, as a floating or full variant; nullable
 * @restore_state: takes what @dup_state of the page's predecessor gave
 * @has_header: whether its upper edge is a header of its own, in place of that of the shell
 *
 * A page of the shell. Every method but @get_title may be left out. In a narrow window it has the style class `narrow`.
 */
struct _NomoPageClass {
  AdwBinClass parent_class;

  void (*session_set) (NomoPage *self, NomoSession *session);
  const char *(*get_title) (NomoPage *self);
  gboolean (*close_pane) (NomoPage *self);
  gboolean (*focus_content) (NomoPage *self);
  gboolean (*filter) (NomoPage *self);
  GVariant *(*dup_state) (NomoPage *self);
  void (*restore_state) (NomoPage *self, GVariant *state);
  gboolean has_header;
};

NomoSession *nomo_page_get_session (NomoPage *self);
const char *nomo_page_get_title (NomoPage *self);
gboolean nomo_page_has_header (NomoPage *self);
gboolean nomo_page_close_pane (NomoPage *self);
void nomo_page_focus_content (NomoPage *self);
gboolean nomo_page_filter (NomoPage *self);
GVariant *nomo_page_dup_state (NomoPage *self);
void nomo_page_restore_state (NomoPage *self, GVariant *state);

G_END_DECLS
