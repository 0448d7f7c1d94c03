#include "config.h"

#include "nomo-shell.h"

#include "nomo-banner.h"
#include "nomo-crash-banner.h"
#include "nomo-fold.h"
#include "nomo-jobs-button.h"
#include "nomo-locale.h"
#include "nomo-menu.h"
#include "nomo-page-stack.h"
#include "nomo-page.h"
#include "nomo-places.h"
#include "nomo-search-bar.h"
#include "nomo-sidebar.h"
#include "nomo-sync-state.h"
#include "nomo-toasts.h"
#include "nomo-token-keeper.h"

#include <glib/gi18n.h>

/* The sidebar and a page at its largest minimum. */
#define UNFOLD_WIDTH 720
/* So many rows and "more" fit into the bar of a narrow window. */
#define BOTTOM_ROWS 4

struct _NomoShell {
  AdwBin parent_instance;

  NomoFold *fold;
  NomoSidebar *sidebar;
  GtkWidget *header;
  GtkWidget *sidebar_button;
  GtkLabel *title;
  GtkWidget *narrow_titles;
  GtkLabel *narrow_title;
  GtkLabel *narrow_store;
  NomoSearchBar *search;
  GtkWidget *search_button;
  NomoJobsButton *jobs;
  GtkButton *language;
  GtkMenuButton *menu_button;
  NomoCrashBanner *crash;
  NomoBanner *banner;
  AdwToastOverlay *toast_overlay;
  GtkStack *pages;
  GtkBox *bottom_bar;

  NomoStores *stores;
  NomoSession *session;
  NomoToasts *toasts;
  GSignalGroup *shop_signals;
  GSignalGroup *token_signals;
  int window_width;
  guint refold;
  GtkWidget *before_search;
  gboolean searching;
  gboolean replaced;
};

G_DEFINE_FINAL_TYPE (NomoShell, nomo_shell, ADW_TYPE_BIN)

static NomoPage *
get_page (NomoShell *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->pages);

  return child != NULL ? NOMO_PAGE (child) : NULL;
}

static void
show_header (NomoShell *self)
{
  gboolean narrow = nomo_session_get_narrow (self->session);
  gboolean hidden = !narrow && !gtk_widget_get_visible (GTK_WIDGET (self->sidebar));
  NomoPage *page = get_page (self);

  gtk_widget_set_visible (self->header, page == NULL || !nomo_page_has_header (page) || self->searching);
  gtk_widget_set_visible (self->sidebar_button, narrow || hidden);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !narrow);
  gtk_widget_set_visible (self->narrow_titles, narrow && !self->searching);
  gtk_widget_set_visible (GTK_WIDGET (self->search), !narrow || self->searching);
  gtk_widget_set_visible (self->search_button, narrow && !self->searching);
  gtk_widget_set_visible (GTK_WIDGET (self->language), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->bottom_bar), narrow);
  nomo_banner_set_narrow (self->banner, narrow);
  nomo_crash_banner_set_narrow (self->crash, narrow);
}

/* Known before the first allocation, so that a small window never has to hold a wide page. */
static gboolean
is_narrow (NomoShell *self)
{
  return self->window_width < UNFOLD_WIDTH || nomo_fold_get_folded (self->fold);
}

static void
folded_changed_cb (NomoShell *self)
{
  gboolean folded;

  if (self->session == NULL || self->replaced)
    return;
  folded = is_narrow (self);
  if (folded == nomo_session_get_narrow (self->session) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->searching = FALSE;
  if (folded)
    gtk_widget_set_visible (GTK_WIDGET (self->sidebar), TRUE);
  nomo_fold_set_second_shown (self->fold, TRUE);
  nomo_session_set_narrow (self->session, folded);
  show_header (self);
}

static void
show_titles (NomoShell *self)
{
  NomoPage *page = get_page (self);
  NomoShop *shop = nomo_session_get_shop (self->session);
  const char *store = shop != NULL ? nomo_shop_get_name (shop) : NULL;

  gtk_label_set_text (self->title, page != NULL ? nomo_page_get_title (page) : "");
  gtk_label_set_text (self->narrow_title, page != NULL ? nomo_page_get_title (page) : "");
  gtk_label_set_text (self->narrow_store, store != NULL ? store : "");
}

static void
show_banner (NomoShell *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  g_autoptr (NomoSyncState) state = shop != NULL ? nomo_sync_state_read (shop) : NULL;

  if (state == NULL || state->banner == NULL) {
    nomo_banner_hide (self->banner);
    return;
  }
  nomo_banner_set_action (self->banner, state->action_label, state->action);
  nomo_banner_show (self->banner, state->banner_tone, state->icon, state->banner);
}

static void
update_bottom_bar (NomoShell *self)
{
  const char *shown = nomo_places_get_row (nomo_session_get_page (self->session));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->bottom_bar)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    const char *name = g_object_get_data (G_OBJECT (child), "place");

    if (name != NULL)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), g_str_equal (name, shown));
  }
}

static void
bottom_clicked_cb (GtkWidget *button, NomoShell *self)
{
  gtk_widget_activate_action (button, "app.page", "s", g_object_get_data (G_OBJECT (button), "place"));
  update_bottom_bar (self);
}

/* A short name says on a small button what the page is; whoever hears it hears the name of the page. */
static GtkWidget *
create_bottom_button (GtkWidget *button, const char *icon, const char *text, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
fill_bottom_bar (NomoShell *self)
{
  guint n;
  const NomoPlace *places = nomo_places (&n);
  GtkWidget *more = create_bottom_button (gtk_button_new (), "view-more-horizontal-symbolic",
                                          /* Translators: opens the list of all pages */
                                          _ ("More"), _ ("More"));

  for (guint i = 0; i < MIN (n, BOTTOM_ROWS); i++) {
    const char *name = _ (places[i].label);
    const char *short_name =
        places[i].short_label != NULL ? g_dpgettext2 (NULL, "bottom bar", places[i].short_label) : name;
    GtkWidget *button = create_bottom_button (gtk_toggle_button_new (), places[i].icon, short_name, name);

    g_object_set_data (G_OBJECT (button), "place", (gpointer) places[i].name);
    g_signal_connect_object (button, "clicked", G_CALLBACK (bottom_clicked_cb), self, 0);
    gtk_box_append (self->bottom_bar, button);
  }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (more), "win.sidebar");
  gtk_box_append (self->bottom_bar, more);
}

static void
remove_pages (NomoShell *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, child);
}

static char *
dup_state_key (const char *place)
{
  return g_strdup_printf ("page:%s", place);
}

/* A page is made when it is first gone to: what nobody looks at reads nothing. */
static void
ensure_page (NomoShell *self, const char *name)
{
  guint n;
  const NomoPlace *places = nomo_places (&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *key = dup_state_key (places[i].name);
    GVariant *state = nomo_session_peek (self->session, key);
    NomoPage *page;

    if (!g_str_equal (places[i].name, name) || gtk_stack_get_child_by_name (self->pages, name) != NULL)
      continue;
    page = places[i].create (self->session);
    if (state != NULL)
      nomo_page_restore_state (page, state);
    gtk_stack_add_named (self->pages, GTK_WIDGET (page), name);
  }
}

/* Whoever is in a page, or in the search, goes on in the page that shows; whoever walks along the sidebar goes on there. */
static gboolean
focus_follows (NomoShell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->pages)) ||
                           gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search)));
}

static void
focus_page (NomoShell *self)
{
  NomoPage *page = get_page (self);

  if (page != NULL)
    nomo_page_focus_content (page);
}

static void
page_changed_cb (NomoShell *self)
{
  const char *name = nomo_session_get_page (self->session);
  gboolean follows = focus_follows (self);

  if (nomo_session_get_shop (self->session) != NULL)
    ensure_page (self, name);
  nomo_page_stack_show (self->pages, name);
  nomo_fold_set_second_shown (self->fold, TRUE);
  update_bottom_bar (self);
  show_titles (self);
  show_header (self);
  if (follows)
    focus_page (self);
}

/* Pages live as long as their shop: none of them has to follow a change of it. */
static void
shop_changed_cb (NomoShell *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  g_signal_group_set_target (self->shop_signals, shop);
  g_signal_group_set_target (self->token_signals, shop != NULL ? nomo_shop_get_tokens (shop) : NULL);
  remove_pages (self);
  page_changed_cb (self);
  show_banner (self);
}

/* The focus goes back to where it was, or into the page. */
static void
search_closed_cb (NomoShell *self)
{
  self->searching = FALSE;
  show_header (self);
  if (self->before_search != NULL && gtk_widget_get_mapped (self->before_search))
    gtk_widget_grab_focus (self->before_search);
  else
    focus_page (self);
  g_clear_weak_pointer (&self->before_search);
}

static void
show_language (NomoShell *self)
{
  gboolean arabic = g_str_equal (nomo_locale_get_language (), "ar");

  /* Each language in its own words, whatever the interface speaks. */
  gtk_button_set_label (self->language, arabic ? "English" : "عربي");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->language), "s", arabic ? "en" : "ar");
}

static void
nomo_shell_dispose (GObject *object)
{
  NomoShell *self = NOMO_SHELL (object);

  g_clear_handle_id (&self->refold, g_source_remove);
  g_clear_weak_pointer (&self->before_search);
  g_clear_object (&self->shop_signals);
  g_clear_object (&self->token_signals);
  g_clear_object (&self->toasts);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_SHELL);
  g_clear_object (&self->session);
  g_clear_object (&self->stores);
  G_OBJECT_CLASS (nomo_shell_parent_class)->dispose (object);
}

static void
nomo_shell_class_init (NomoShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_shell_dispose;
  g_type_ensure (NOMO_TYPE_BANNER);
  g_type_ensure (NOMO_TYPE_CRASH_BANNER);
  g_type_ensure (NOMO_TYPE_FOLD);
  g_type_ensure (NOMO_TYPE_JOBS_BUTTON);
  g_type_ensure (NOMO_TYPE_SEARCH_BAR);
  g_type_ensure (NOMO_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoShell, fold);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, header);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, title);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, narrow_titles);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, narrow_store);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, search);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, search_button);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, jobs);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, language);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, menu_button);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, crash);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, banner);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, pages);
  gtk_widget_class_bind_template_child (widget_class, NomoShell, bottom_bar);
  gtk_widget_class_bind_template_callback (widget_class, folded_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_closed_cb);
}

static void
nomo_shell_init (NomoShell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_page_stack_watch (self->pages);
  fill_bottom_bar (self);
  show_language (self);
  nomo_menu_set_name (self->menu_button, _ ("Menu"));
  self->toasts = nomo_toasts_new (self->toast_overlay);
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::name", G_CALLBACK (show_titles), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::state", G_CALLBACK (show_banner), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::as-of", G_CALLBACK (show_banner), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::held-by", G_CALLBACK (show_banner), self);
  self->token_signals = g_signal_group_new (NOMO_TYPE_TOKEN_KEEPER);
  g_signal_group_connect_swapped (self->token_signals, "changed", G_CALLBACK (show_banner), self);
}

/**
 * nomo_shell_set_stores:
 * @self: the shell
 * @stores: the stores of this device; once
 */
void
nomo_shell_set_stores (NomoShell *self, NomoStores *stores)
{
  GVariant *text;

  g_return_if_fail (NOMO_IS_SHELL (self));
  g_return_if_fail (self->stores == NULL);
  self->stores = g_object_ref (stores);
  self->session = g_object_ref (nomo_stores_get_session (stores));
  nomo_sidebar_set_stores (self->sidebar, stores);
  nomo_search_bar_set_stores (self->search, stores);
  nomo_jobs_button_set_session (self->jobs, self->session);
  if (nomo_stores_get_crash (stores) != NULL)
    nomo_crash_banner_set_crash (self->crash, nomo_stores_get_crash (stores));
  g_signal_connect_object (self->session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::page", G_CALLBACK (page_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "said", G_CALLBACK (nomo_toasts_show), self->toasts, G_CONNECT_SWAPPED);
  folded_changed_cb (self);
  shop_changed_cb (self);
  text = nomo_session_peek (self->session, "search");
  if (text != NULL)
    nomo_search_bar_set_text (self->search, g_variant_get_string (text, NULL));
}

/**
 * nomo_shell_focus:
 * @self: a shell in its window
 *
 * In place of another shell, goes to where whoever had it replaced was: at the button of the language, or in the menu, which
 * leads to the preferences. The first shell of a program leaves the focus where it is.
 */
void
nomo_shell_focus (NomoShell *self)
{
  gboolean in_menu;

  g_return_if_fail (NOMO_IS_SHELL (self));
  if (nomo_session_peek (self->session, "search") == NULL)
    return;
  if (!gtk_widget_get_visible (self->header)) {
    gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
    return;
  }
  in_menu = nomo_session_peek (self->session, "menu") != NULL || nomo_session_get_narrow (self->session);
  gtk_widget_grab_focus (in_menu ? GTK_WIDGET (self->menu_button) : GTK_WIDGET (self->language));
}

static gboolean
refold_cb (gpointer data)
{
  NomoShell *self = data;

  self->refold = 0;
  folded_changed_cb (self);
  return G_SOURCE_REMOVE;
}

/**
 * nomo_shell_set_window_width:
 * @self: the shell
 * @width: of the window, in logical pixels
 *
 * Folds the shell below 720, also where a page would be content with less.
 */
void
nomo_shell_set_window_width (NomoShell *self, int width)
{
  gboolean crossed = (self->window_width < UNFOLD_WIDTH) != (width < UNFOLD_WIDTH);

  self->window_width = width;
  if (!crossed)
    return;
  nomo_fold_set_can_unfold (self->fold, width >= UNFOLD_WIDTH);
  /* Called while sizes are allocated: what follows changes them. */
  if (self->session != NULL && self->refold == 0)
    self->refold = g_idle_add (refold_cb, self);
}

/**
 * nomo_shell_search:
 * @self: the shell
 *
 * Goes to the search.
 */
void
nomo_shell_search (NomoShell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search)))
    g_set_weak_pointer (&self->before_search, focus);
  self->searching = nomo_session_get_narrow (self->session) || !gtk_widget_get_visible (self->header);
  nomo_fold_set_second_shown (self->fold, TRUE);
  show_header (self);
  nomo_search_bar_focus (self->search);
}

/**
 * nomo_shell_filter:
 * @self: the shell
 *
 * Goes to the filter of the page, if it has one.
 */
void
nomo_shell_filter (NomoShell *self)
{
  NomoPage *page = get_page (self);

  if (page != NULL)
    nomo_page_filter (page);
}

/**
 * nomo_shell_activate:
 * @self: the shell
 * @action: the detailed name of an action, like "records.export"
 *
 * Activates an action of the page that is shown, if it has that.
 */
void
nomo_shell_activate (NomoShell *self, const char *action)
{
  NomoPage *page = get_page (self);
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  if (page != NULL && g_action_parse_detailed_name (action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (page), name, target);
}

/**
 * nomo_shell_toggle_sidebar:
 * @self: the shell
 *
 * Shows or hides the sidebar; in a narrow window goes to it and back.
 */
void
nomo_shell_toggle_sidebar (NomoShell *self)
{
  GtkWidget *sidebar = GTK_WIDGET (self->sidebar);

  if (!nomo_session_get_narrow (self->session))
    gtk_widget_set_visible (sidebar, !gtk_widget_get_visible (sidebar));
  else
    nomo_fold_set_second_shown (self->fold, !nomo_fold_get_second_shown (self->fold));
  show_header (self);
}

/* To the first of the pages, which is left for nothing. */
static gboolean
leave_page (NomoShell *self)
{
  guint n;
  const char *first = nomo_places (&n)[0].name;

  if (g_str_equal (nomo_session_get_page (self->session), first))
    return FALSE;
  nomo_session_set_page (self->session, first);
  return TRUE;
}

/**
 * nomo_shell_close_pane:
 * @self: the shell
 *
 * Closes what lies on top: the sidebar of a narrow window, a pane of the page, then the page itself, which leaves Overview.
 *
 * Returns: whether there was something
 */
gboolean
nomo_shell_close_pane (NomoShell *self)
{
  NomoPage *page = get_page (self);

  if (nomo_session_get_narrow (self->session) && !nomo_fold_get_second_shown (self->fold)) {
    nomo_fold_set_second_shown (self->fold, TRUE);
    return TRUE;
  }
  if (page != NULL && nomo_page_close_pane (page))
    return TRUE;
  return leave_page (self);
}

static gboolean
has_focus (GtkMenuButton *button)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (button));
}

/**
 * nomo_shell_save:
 * @self: a shell that is about to be replaced
 *
 * Gives the session what the pages and the search of the next shell need. From here on the width of this one, which goes on
 * being resized until it is gone, is no matter of the session any more.
 */
void
nomo_shell_save (NomoShell *self)
{
  guint n;
  const NomoPlace *places = nomo_places (&n);

  self->replaced = TRUE;
  for (guint i = 0; i < n; i++) {
    GtkWidget *page = gtk_stack_get_child_by_name (self->pages, places[i].name);
    g_autoptr (GVariant) state = page != NULL ? nomo_page_dup_state (NOMO_PAGE (page)) : NULL;
    g_autofree char *key = dup_state_key (places[i].name);

    if (page != NULL)
      nomo_session_keep (self->session, key, state);
  }
  nomo_session_keep (self->session, "menu", has_focus (self->menu_button) ? g_variant_new_boolean (TRUE) : NULL);
  nomo_session_keep (self->session, "search", g_variant_new_string (nomo_search_bar_get_text (self->search)));
}
