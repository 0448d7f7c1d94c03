#include "config.h"

#include "nomo-publish-checks.h"

#include "nomo-clock.h"
#include "nomo-coupon-checks.h"
#include "nomo-coupon-code.h"
#include "nomo-format.h"
#include "nomo-style.h"
#include "nomo-width-first.h"

#include <glib/gi18n.h>

/* After the last key. */
#define PAUSE_MS 300

/* What helps is one answer in the form. */
typedef struct {
  NomoTone tone;
  char *sentence;
  const char *label; /* NULL when nothing helps at one press */
  NomoCouponInput input;
  char *text;
} Check;

struct _NomoPublishChecks {
  GtkBox parent_instance;

  GtkBox *checks;

  NomoCouponForm *form;
  NomoTrialReader *reader;
  NomoShop *shop;
  NomoCouponFindings *findings;
  NomoRecord *checked; /* what the findings are of, or will be */
  GCancellable *checking;
  GArray *shown; /* of Check */
  guint pause;
};

G_DEFINE_FINAL_TYPE (NomoPublishChecks, nomo_publish_checks, GTK_TYPE_BOX)

static void
check_clear (gpointer data)
{
  Check *check = data;

  g_free (check->sentence);
  g_free (check->text);
}

static GArray *
checks_new (void)
{
  GArray *checks = g_array_new (FALSE, FALSE, sizeof (Check));

  g_array_set_clear_func (checks, check_clear);
  return checks;
}

static void
add (GArray *checks, NomoTone tone, char *sentence)
{
  Check check = { tone, sentence, NULL, 0, NULL };

  g_array_append_val (checks, check);
}

/* What helps against the last one. */
static void
help (GArray *checks, const char *label, NomoCouponInput input, char *text)
{
  Check *check = &g_array_index (checks, Check, checks->len - 1);

  check->label = label;
  check->input = input;
  check->text = text;
}

static void
add_fault (NomoPublishChecks *self, GArray *checks)
{
  gint64 now = nomo_clock_now ();
  char *fault = nomo_coupon_form_dup_fault (self->form, now);

  if (fault == NULL)
    return;
  add (checks, NOMO_TONE_ERR, fault);
  if (nomo_coupon_form_check (self->form, NOMO_INPUT_VALUE, now, NULL) == NOMO_INPUT_GOOD &&
      nomo_coupon_form_check (self->form, NOMO_INPUT_CODE, now, NULL) != NOMO_INPUT_GOOD)
    help (checks, _ ("Generate another code"), NOMO_INPUT_CODE, nomo_coupon_code_generate ());
}

static void
add_coupons (const NomoCouponFindings *findings, GArray *checks)
{
  g_autofree char *number = nomo_format_int (findings->coupons);

  if (findings->coupons == 0)
    add (checks, NOMO_TONE_OK, g_strdup (_ ("No clash with another coupon.")));
  else
    add (checks, NOMO_TONE_WARN,
         g_strdup_printf (ngettext ("%s other coupon runs at the same time: a customer uses one of them.",
                                    "%s other coupons run at the same time: a customer uses one of them.",
                                    (gulong) findings->coupons),
                          number));
}

static void
add_offers (const NomoCouponFindings *findings, GArray *checks)
{
  g_autofree char *number = nomo_format_int (findings->offers);

  if (findings->offers == 0)
    return;
  add (checks, NOMO_TONE_WARN,
       g_strdup_printf (ngettext ("It adds up with %s special offer.", "It adds up with %s special offers.",
                                  (gulong) findings->offers),
                        number));
  help (checks, _ ("Not beside offers"), NOMO_INPUT_WITH_OFFERS, g_strdup ("no"));
}

static void
add_products (const NomoCouponFindings *findings, GArray *checks)
{
  g_autofree char *reduced = nomo_format_int (findings->reduced);
  g_autofree char *below = nomo_format_int (findings->below_cost);

  if (findings->covered == 0)
    add (checks, NOMO_TONE_WARN, g_strdup (_ ("No product on sale is one that it is for.")));
  if (findings->reduced > 0) {
    add (checks, NOMO_TONE_WARN,
         g_strdup_printf (ngettext ("%s product is already reduced: both add up.",
                                    "%s products are already reduced: both add up.", (gulong) findings->reduced),
                          reduced));
    help (checks, _ ("Leave them out"), NOMO_INPUT_EXCLUDE_SALE, g_strdup ("yes"));
  }
  if (findings->below_cost > 0)
    add (checks, NOMO_TONE_WARN,
         g_strdup_printf (ngettext ("%s product would be sold below its cost.",
                                    "%s products would be sold below their cost.", (gulong) findings->below_cost),
                          below));
}

static int
find_last_basket (const NomoTrialReport *report)
{
  for (int i = NOMO_TRIAL_N_BINS - 1; i >= 0; i--)
    if (report->bins[i].touched + report->bins[i].untouched > 0)
      return i;
  return -1;
}

static void
add_minimum (NomoPublishChecks *self, GArray *checks)
{
  const NomoTrialReport *report = nomo_trial_reader_get_report (self->reader);
  int last = report != NULL ? find_last_basket (report) : -1;
  g_autoptr (NomoRecord) coupon = nomo_coupon_form_create_record (self->form);
  gint64 minimum = nomo_record_get_int (coupon, COUPON_MINIMUM);
  g_autofree char *money = NULL;

  if (last < 0 || minimum == 0 || report->touched > 0 ||
      (last < NOMO_TRIAL_N_BINS - 1 && report->bins[last + 1].from <= minimum) == FALSE)
    return;
  add (checks, NOMO_TONE_WARN, g_strdup (_ ("No order of these days reached the smallest basket.")));
  if (report->bins[last].from == 0)
    return;
  money = nomo_format_amount (report->bins[last].from, report->currency, FALSE);
  help (checks, _ ("Lower it"), NOMO_INPUT_MINIMUM, g_steal_pointer (&money));
}

static GArray *
create_checks (NomoPublishChecks *self)
{
  GArray *checks = checks_new ();

  add_fault (self, checks);
  add_minimum (self, checks);
  if (self->findings == NULL)
    return checks;
  add_products (self->findings, checks);
  add_offers (self->findings, checks);
  add_coupons (self->findings, checks);
  return checks;
}

static gboolean
checks_equal (const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++)
    if (!g_str_equal (g_array_index (a, Check, i).sentence, g_array_index (b, Check, i).sentence))
      return FALSE;
  return a->len == b->len;
}

static void
helped_cb (GtkWidget *button, NomoPublishChecks *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  const Check *check = &g_array_index (self->shown, Check, index);
  g_autofree char *text = g_strdup (check->text);

  nomo_coupon_form_set (self->form, check->input, text);
}

static const char *
get_icon (NomoTone tone)
{
  if (tone == NOMO_TONE_OK)
    return "nomo-ok-symbolic";
  return tone == NOMO_TONE_ERR ? "nomo-fail-symbolic" : "nomo-warn-symbolic";
}

static GtkWidget *
create_line (const Check *check)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", get_icon (check->tone), "valign", GTK_ALIGN_START,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", check->sentence, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  nomo_style_set_tone (icon, check->tone);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), nomo_width_first_create_bin (label));
  return line;
}

static void
show_check (NomoPublishChecks *self, guint index)
{
  const Check *check = &g_array_index (self->shown, Check, index);
  GtkWidget *button = check->label != NULL ? gtk_button_new_with_label (check->label) : NULL;

  gtk_box_append (self->checks, create_line (check));
  if (button == NULL)
    return;
  gtk_widget_add_css_class (button, "n-button");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, check->sentence, -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (helped_cb), self, 0);
  gtk_box_append (self->checks, button);
}

static void
show_checks (NomoPublishChecks *self)
{
  g_autoptr (GArray) checks = create_checks (self);
  GtkWidget *child;

  if (checks_equal (checks, self->shown))
    return;
  g_array_unref (self->shown);
  self->shown = g_steal_pointer (&checks);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->checks))) != NULL)
    gtk_box_remove (self->checks, child);
  for (guint i = 0; i < self->shown->len; i++)
    show_check (self, i);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoPublishChecks) self = data;
  g_autoptr (GError) error = NULL;
  NomoCouponFindings *findings = nomo_coupon_check_finish (result, &error);

  if (findings == NULL || self->form == NULL) {
    g_clear_pointer (&findings, g_free);
    return;
  }
  g_clear_pointer (&self->findings, g_free);
  self->findings = findings;
  show_checks (self);
}

static gboolean
pause_cb (gpointer data)
{
  NomoPublishChecks *self = data;

  self->pause = 0;
  self->checking = g_cancellable_new ();
  nomo_coupon_check_async (nomo_shop_get_store (self->shop), self->checked, nomo_clock_now (), self->checking,
                           checked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* A draft, with the time of which a trial knows nothing. */
static NomoRecord *
create_checked (NomoPublishChecks *self)
{
  g_autoptr (NomoRecord) draft = nomo_coupon_form_create_draft (self->form);
  g_autoptr (NomoRecord) typed = nomo_coupon_form_create_record (self->form);
  NomoRecordBuilder *builder = draft != NULL ? nomo_record_rebuild (draft) : NULL;

  if (builder == NULL)
    return NULL;
  if (!nomo_record_is_null (typed, COUPON_START))
    nomo_builder_set_int (builder, COUPON_START, nomo_record_get_int (typed, COUPON_START));
  if (!nomo_record_is_null (typed, COUPON_EXPIRY))
    nomo_builder_set_int (builder, COUPON_EXPIRY, nomo_record_get_int (typed, COUPON_EXPIRY));
  return nomo_builder_end (builder);
}

static void
give_up (NomoPublishChecks *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_clear_pointer (&self->checked, nomo_record_unref);
}

static void
typed_cb (NomoPublishChecks *self)
{
  g_autoptr (NomoRecord) coupon = create_checked (self);

  show_checks (self);
  if (coupon != NULL && self->checked != NULL && nomo_record_equal (coupon, self->checked))
    return;
  give_up (self);
  self->checked = g_steal_pointer (&coupon);
  if (self->checked != NULL)
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
  else
    g_clear_pointer (&self->findings, g_free);
}

static void
nomo_publish_checks_dispose (GObject *object)
{
  NomoPublishChecks *self = NOMO_PUBLISH_CHECKS (object);

  give_up (self);
  g_clear_pointer (&self->findings, g_free);
  g_clear_object (&self->form);
  g_clear_object (&self->reader);
  g_clear_object (&self->shop);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_PUBLISH_CHECKS);
  G_OBJECT_CLASS (nomo_publish_checks_parent_class)->dispose (object);
}

static void
nomo_publish_checks_finalize (GObject *object)
{
  g_array_unref (NOMO_PUBLISH_CHECKS (object)->shown);
  G_OBJECT_CLASS (nomo_publish_checks_parent_class)->finalize (object);
}

static void
nomo_publish_checks_class_init (NomoPublishChecksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_publish_checks_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_publish_checks_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-publish-checks.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoPublishChecks, checks);
}

static void
nomo_publish_checks_init (NomoPublishChecks *self)
{
  self->shown = checks_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_publish_checks_set_source:
 * @self: what is to be known of a coupon before it is published
 * @form: the coupon as it is typed; once
 * @reader: tries it on past orders
 * @shop: whose coupon it is
 */
void
nomo_publish_checks_set_source (NomoPublishChecks *self, NomoCouponForm *form, NomoTrialReader *reader, NomoShop *shop)
{
  g_return_if_fail (NOMO_IS_PUBLISH_CHECKS (self) && self->form == NULL);
  self->form = g_object_ref (form);
  self->reader = g_object_ref (reader);
  self->shop = g_object_ref (shop);
  g_signal_connect_object (form, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "changed", G_CALLBACK (show_checks), self, G_CONNECT_SWAPPED);
}
