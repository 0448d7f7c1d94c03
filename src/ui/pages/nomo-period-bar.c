#include "config.h"

#include "nomo-period-bar.h"

#include "nomo-format.h"
#include "nomo-menu.h"
#include "nomo-own-days.h"
#include "nomo-period-words.h"
#include "nomo-segmented.h"
#include "nomo-style.h"
#include "nomo-tile-chooser.h"

#include <glib/gi18n.h>

/* What a merchant asks for most stands open; the menu has it too, for where there is no room. */
static const int open_days[] = { 1, 7, 14, 30 };

static const char *const days_menu[] = {
  "today", "yesterday", "last-7-days", "last-14-days", "last-30-days", NULL,
};
static const char *const gregorian_menu[] = {
  "this-week", "last-week", "this-month", "last-month", "this-year", NULL,
};
static const char *const hijri_menu[] = {
  "this-hijri-month", "last-hijri-month", "ramadan", "this-hijri-year", NULL,
};

struct _NomoPeriodBar {
  AdwBin parent_instance;

  NomoSegmented *segments;
  GtkMenuButton *more;
  GtkLabel *more_label;
  GtkMenuButton *against;
  GtkLabel *against_label;
  GtkMenuButton *tiles;

  NomoSession *session;
  GSimpleActionGroup *actions;
  GMenuModel *menu;
  NomoOwnDays *own;
  int today;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (NomoPeriodBar, nomo_period_bar, ADW_TYPE_BIN)

static char *
dup_segment (int days)
{
  return days == 1 ? g_strdup ("today") : g_strdup_printf ("last-%d-days", days);
}

static void
set_state (NomoPeriodBar *self, const char *action, const char *value)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action);

  g_simple_action_set_state (G_SIMPLE_ACTION (found), g_variant_new_string (value));
}

static void
append_period (NomoPeriodBar *self, GMenu *menu, const char *text)
{
  NomoPeriod period;
  g_autofree char *name = NULL;
  g_autoptr (GMenuItem) item = NULL;

  g_return_if_fail (nomo_period_parse (text, &period));
  name = nomo_period_words_name (&period, self->today);
  item = g_menu_item_new (name, NULL);
  g_menu_item_set_action_and_target (item, "period.choose", "s", text);
  g_menu_append_item (menu, item);
}

static void
append_section (NomoPeriodBar *self, GMenu *menu, const char *const *texts)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (; *texts != NULL; texts++)
    append_period (self, section, *texts);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* The year of Ramadan is part of its name, so another day may need another menu. */
static void
fill_menu (NomoPeriodBar *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) own = g_menu_new ();

  append_section (self, menu, days_menu);
  append_section (self, menu, gregorian_menu);
  append_section (self, menu, hijri_menu);
  g_menu_append (own, _ ("Own dates…"), "period.own");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  g_set_object (&self->menu, G_MENU_MODEL (menu));
  if (gtk_menu_button_get_popover (self->more) != NULL)
    gtk_menu_button_set_menu_model (self->more, self->menu);
}

static GMenuModel *
create_against_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (int i = 0; i < NOMO_N_AGAINST; i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (nomo_period_words_choice ((NomoAgainst) i), NULL);

    g_menu_item_set_action_and_target (item, "period.against", "s", nomo_against_to_text ((NomoAgainst) i));
    g_menu_append_item (menu, item);
  }
  return G_MENU_MODEL (menu);
}

static gboolean
show_segment (NomoPeriodBar *self, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_days); i++) {
    g_autofree char *id = dup_segment (open_days[i]);

    if (g_str_equal (id, text)) {
      nomo_segmented_set_active (self->segments, id);
      return TRUE;
    }
  }
  nomo_segmented_set_active (self->segments, NULL);
  return FALSE;
}

/* Beside the switch the button names only what the switch does not show. */
static void
show_period (NomoPeriodBar *self)
{
  const NomoPeriod *period = nomo_session_get_period (self->session);
  g_autofree char *text = nomo_period_to_text (period);
  g_autofree char *name = nomo_period_words_name (period, self->today);
  g_autofree char *days = nomo_period_words_days (period, self->today);
  g_autofree char *spoken = NULL;
  gboolean narrow = nomo_session_get_narrow (self->session);
  gboolean open;

  self->showing = TRUE;
  open = show_segment (self, text);
  self->showing = FALSE;
  set_state (self, "choose", text);
  gtk_widget_set_visible (GTK_WIDGET (self->segments), !narrow);
  /* Translators: the button of a menu of more periods, beside "Today" and "7 days" */
  gtk_label_set_text (self->more_label, open && !narrow ? C_ ("period", "More") : name);
  /* Translators: what the button of the periods says to screen readers; 1 is a period, 2 its days */
  spoken = g_strdup_printf (_ ("Period: %1$s, %2$s"), name, days);
  nomo_menu_set_name (self->more, spoken);
  nomo_style_set_tooltip (GTK_WIDGET (self->more), days);
}

static void
show_against (NomoPeriodBar *self)
{
  NomoAgainst against = nomo_session_get_against (self->session);

  set_state (self, "against", nomo_against_to_text (against));
  gtk_label_set_text (self->against_label, nomo_period_words_button (against));
  nomo_menu_set_name (self->against, nomo_period_words_choice (against));
  nomo_style_set_tooltip (GTK_WIDGET (self->against), nomo_period_words_choice (against));
}

static void
choose (NomoPeriodBar *self, const char *text)
{
  NomoPeriod period;

  if (nomo_period_parse (text, &period))
    nomo_session_set_period (self->session, &period);
}

static void
segment_cb (NomoPeriodBar *self)
{
  const char *id = nomo_segmented_get_active (self->segments);

  if (!self->showing && self->session != NULL && id != NULL)
    choose (self, id);
}

static void
choose_activated (GSimpleAction *action, GVariant *value, gpointer data)
{
  choose (data, g_variant_get_string (value, NULL));
}

static void
against_activated (GSimpleAction *action, GVariant *value, gpointer data)
{
  nomo_session_set_against (NOMO_PERIOD_BAR (data)->session, nomo_against_parse (g_variant_get_string (value, NULL)));
}

static gboolean
own_closed_idle (gpointer data)
{
  NomoPeriodBar *self = data;

  if (self->more != NULL)
    gtk_menu_button_set_menu_model (self->more, self->menu);
  return G_SOURCE_REMOVE;
}

/* The menu comes back once the form has given the focus back to the button. */
static void
own_closed_cb (NomoPeriodBar *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, own_closed_idle, g_object_ref (self), g_object_unref);
}

static void
own_chosen_cb (NomoPeriodBar *self)
{
  NomoPeriod period;

  if (nomo_period_set_days (&period, nomo_own_days_get (self->own)) == NOMO_PERIOD_GOOD)
    nomo_session_set_period (self->session, &period);
  gtk_menu_button_popdown (self->more);
}

static gboolean
own_idle (gpointer data)
{
  NomoPeriodBar *self = data;

  if (self->more == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  if (self->own == NULL) {
    self->own = g_object_ref_sink (NOMO_OWN_DAYS (nomo_own_days_new ()));
    g_signal_connect_object (self->own, "chosen", G_CALLBACK (own_chosen_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->own, "closed", G_CALLBACK (own_closed_cb), self, G_CONNECT_SWAPPED);
  }
  nomo_own_days_set (self->own, nomo_period_get_days (nomo_session_get_period (self->session), self->today));
  gtk_menu_button_set_popover (self->more, GTK_WIDGET (self->own));
  gtk_menu_button_popup (self->more);
  return G_SOURCE_REMOVE;
}

/* The menu closes first: one button has one popover. */
static void
own_activated (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, own_idle, g_object_ref (data), g_object_unref);
}

static const GActionEntry entries[] = {
  { "choose", choose_activated, "s", "''" },
  { "against", against_activated, "s", "''" },
  { "own", own_activated },
};

static void
nomo_period_bar_dispose (GObject *object)
{
  NomoPeriodBar *self = NOMO_PERIOD_BAR (object);

  g_clear_object (&self->session);
  g_clear_object (&self->menu);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_PERIOD_BAR);
  g_clear_object (&self->own);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (nomo_period_bar_parent_class)->dispose (object);
}

static void
nomo_period_bar_class_init (NomoPeriodBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_period_bar_dispose;
  g_type_ensure (NOMO_TYPE_SEGMENTED);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-period-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoPeriodBar, segments);
  gtk_widget_class_bind_template_child (widget_class, NomoPeriodBar, more);
  gtk_widget_class_bind_template_child (widget_class, NomoPeriodBar, more_label);
  gtk_widget_class_bind_template_child (widget_class, NomoPeriodBar, against);
  gtk_widget_class_bind_template_child (widget_class, NomoPeriodBar, against_label);
  gtk_widget_class_bind_template_child (widget_class, NomoPeriodBar, tiles);
  gtk_widget_class_bind_template_callback (widget_class, segment_cb);
}

static void
fill_segments (NomoPeriodBar *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_days); i++) {
    g_autofree char *id = dup_segment (open_days[i]);
    g_autofree char *name = open_days[i] == 1 ? g_strdup (_ ("Today")) : nomo_format_days (open_days[i]);

    nomo_segmented_add (self->segments, id, name);
  }
  nomo_segmented_set_label (self->segments, _ ("Period"));
}

static void
nomo_period_bar_init (NomoPeriodBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "period", G_ACTION_GROUP (self->actions));
  fill_segments (self);
}

/* These three are made when they are first asked for: menus take longer to build than all the rest of the bar. */
static void
create_more (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, NOMO_PERIOD_BAR (data)->menu);
}

static void
create_against (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = create_against_menu ();
  gtk_menu_button_set_menu_model (button, menu);
}

static void
create_chooser (GtkMenuButton *button, gpointer data)
{
  NomoPeriodBar *self = data;

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, nomo_tile_chooser_new (self->session));
}

/**
 * nomo_period_bar_set_session:
 * @self: a bar
 * @session: whose period and comparison are chosen here; once
 */
void
nomo_period_bar_set_session (NomoPeriodBar *self, NomoSession *session)
{
  g_return_if_fail (NOMO_IS_PERIOD_BAR (self) && self->session == NULL);

  self->session = g_object_ref (session);
  gtk_menu_button_set_create_popup_func (self->more, create_more, self, NULL);
  gtk_menu_button_set_create_popup_func (self->against, create_against, self, NULL);
  gtk_menu_button_set_create_popup_func (self->tiles, create_chooser, self, NULL);
  nomo_menu_set_name (self->tiles, _ ("Choose tiles"));
  g_signal_connect_object (session, "notify::period", G_CALLBACK (show_period), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::narrow", G_CALLBACK (show_period), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::against", G_CALLBACK (show_against), self, G_CONNECT_SWAPPED);
  show_against (self);
}

/**
 * nomo_period_bar_set_today:
 * @self: a bar that has its session
 * @today: today, in days since 1970-01-01 in the shop's zone
 */
void
nomo_period_bar_set_today (NomoPeriodBar *self, int today)
{
  g_return_if_fail (NOMO_IS_PERIOD_BAR (self));

  if (self->today == today)
    return;
  self->today = today;
  fill_menu (self);
  show_period (self);
}
