#include "config.h"

#include "nomo-sign-in-group.h"

#include "nomo-property-row.h"
#include "nomo-status-pill.h"
#include "nomo-text.h"

struct _NomoSignInGroup {
  AdwPreferencesGroup parent_instance;

  GtkWidget *notice;
  GtkImage *notice_icon;
  GtkLabel *sentence;
  GtkButton *action;
  AdwActionRow *owner;
  NomoStatusPill *pill;
  NomoPropertyRow *until;
  NomoPropertyRow *since;
  NomoPropertyRow *next;
  GtkImage *renewing;
  GtkWidget *details;
  NomoPropertyRow *client_id;
};

G_DEFINE_FINAL_TYPE (NomoSignInGroup, nomo_sign_in_group, ADW_TYPE_PREFERENCES_GROUP)

static void
nomo_sign_in_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_SIGN_IN_GROUP);
  G_OBJECT_CLASS (nomo_sign_in_group_parent_class)->dispose (object);
}

static void
nomo_sign_in_group_class_init (NomoSignInGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_sign_in_group_dispose;
  g_type_ensure (NOMO_TYPE_PROPERTY_ROW);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-sign-in-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, notice);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, notice_icon);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, sentence);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, action);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, owner);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, pill);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, until);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, since);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, next);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, renewing);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, details);
  gtk_widget_class_bind_template_child (widget_class, NomoSignInGroup, client_id);
}

static void
nomo_sign_in_group_init (NomoSignInGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->owner), FALSE);
  nomo_status_pill_keep_whole (self->pill);
  /* The row around the header and what it hides has no name of its own. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->details), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->details)), -1);
}

/**
 * nomo_sign_in_group_new:
 *
 * How a store's sign-in stands: what is the matter, who keeps it, until when it works.
 *
 * Returns: (transfer floating): nothing shown yet
 */
GtkWidget *
nomo_sign_in_group_new (void)
{
  return g_object_new (NOMO_TYPE_SIGN_IN_GROUP, NULL);
}

/* What is news and no trouble has its own icon. */
static void
show_tone (NomoSignInGroup *self, const NomoSignInFacts *facts)
{
  gboolean bad = facts->tone == NOMO_TONE_ERR, news = facts->tone == NOMO_TONE_INFO;

  nomo_style_set_tone (self->notice, bad || news ? facts->tone : NOMO_TONE_WARN);
  gtk_image_set_from_icon_name (self->notice_icon, bad    ? "nomo-fail-symbolic"
                                                   : news ? facts->icon
                                                          : "nomo-warn-symbolic");
}

static void
show_notice (NomoSignInGroup *self, const NomoSignInFacts *facts)
{
  gtk_widget_set_visible (self->notice, facts->sentence != NULL);
  if (facts->sentence == NULL)
    return;
  show_tone (self, facts);
  gtk_label_set_text (self->sentence, facts->sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notice), GTK_ACCESSIBLE_PROPERTY_LABEL, facts->sentence, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->action), facts->action != NULL);
  if (facts->action == NULL)
    return;
  gtk_button_set_label (self->action, facts->action_label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action), facts->action);
}

static void
show_row (NomoPropertyRow *row, const char *name, const char *value, const char *note)
{
  if (name != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  nomo_property_row_show (row, value, note);
}

/**
 * nomo_sign_in_group_show:
 * @self: the group
 * @facts: a sign-in in words
 */
void
nomo_sign_in_group_show (NomoSignInGroup *self, const NomoSignInFacts *facts)
{
  g_return_if_fail (NOMO_IS_SIGN_IN_GROUP (self));

  show_notice (self, facts);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->owner), facts->owner);
  adw_action_row_set_subtitle (self->owner, facts->owner_detail != NULL ? facts->owner_detail : "");
  nomo_status_pill_set (self->pill, facts->tone, facts->icon, facts->word);
  show_row (self->until, facts->until_name, facts->until, facts->until_distance);
  show_row (self->since, facts->since_name, facts->since, NULL);
  show_row (self->next, NULL, facts->next, facts->next_distance);
  gtk_widget_set_visible (GTK_WIDGET (self->renewing), facts->renewing);
}

/**
 * nomo_sign_in_group_set_client_id:
 * @self: the group
 * @client_id: (nullable): the id of the app that the sign-in was made through
 */
void
nomo_sign_in_group_set_client_id (NomoSignInGroup *self, const char *client_id)
{
  g_autofree char *isolated = client_id != NULL ? nomo_text_isolate (client_id) : NULL;

  g_return_if_fail (NOMO_IS_SIGN_IN_GROUP (self));

  nomo_property_row_show (self->client_id, isolated, NULL);
  nomo_property_row_set_copy (self->client_id, client_id);
  gtk_widget_set_visible (self->details, client_id != NULL);
}
