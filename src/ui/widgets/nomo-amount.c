#include "config.h"

#include "nomo-amount.h"

#include "nomo-format.h"
#include "nomo-style.h"

/* A figure of more characters is set smaller where room is short. */
#define LONG_FIGURE 8
/* Words in place of a figure give way to what stands beside them, down to so many characters. */
#define LEAST_WORDS 12

struct _NomoAmount {
  GtkBox parent_instance;

  GtkLabel *figure;
  GtkLabel *currency;
};

G_DEFINE_FINAL_TYPE (NomoAmount, nomo_amount, GTK_TYPE_BOX)

/* The currency stands at the left of the figure in both directions: behind it in Arabic, before it in English. */
static void
nomo_amount_order (NomoAmount *self)
{
  GtkWidget *first = nomo_style_is_rtl (GTK_WIDGET (self)) ? GTK_WIDGET (self->figure) : GTK_WIDGET (self->currency);

  gtk_box_reorder_child_after (GTK_BOX (self), first, NULL);
}

static void
nomo_amount_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (nomo_amount_parent_class)->direction_changed (widget, previous);
  nomo_amount_order (NOMO_AMOUNT (widget));
}

static void
nomo_amount_class_init (NomoAmountClass *klass)
{
  GTK_WIDGET_CLASS (klass)->direction_changed = nomo_amount_direction_changed;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LABEL);
}

static GtkLabel *
add_label (NomoAmount *self, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign",
                                   GTK_ALIGN_BASELINE, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_accessible_update_state (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
nomo_amount_init (NomoAmount *self)
{
  self->figure = add_label (self, "figure");
  self->currency = add_label (self, "currency");
  gtk_box_set_spacing (GTK_BOX (self), 5);
  gtk_box_set_baseline_position (GTK_BOX (self), GTK_BASELINE_POSITION_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "n-amount");
  nomo_amount_order (self);
}

/**
 * nomo_amount_new:
 *
 * A figure and its currency as two labels on one baseline, spoken as one. With the style classes `kpi` and `pane` it takes
 * the sizes of a tile and of a side pane.
 *
 * Returns: (transfer floating): an amount that shows nothing yet
 */
GtkWidget *
nomo_amount_new (void)
{
  return g_object_new (NOMO_TYPE_AMOUNT, NULL);
}

/**
 * nomo_amount_set_money:
 * @self: an amount
 * @minor: minor units
 * @currency: ISO 4217 code
 * @exact: whether halalas are shown even when they are zero
 */
void
nomo_amount_set_money (NomoAmount *self, gint64 minor, const char *currency, gboolean exact)
{
  g_autofree char *figure = nomo_format_amount (minor, currency, exact);
  g_autofree char *sign = nomo_format_currency (currency);
  g_autofree char *spoken = nomo_format_money_spoken (minor, currency);

  nomo_amount_set_text (self, figure, sign, spoken);
}

/**
 * nomo_amount_set_number:
 * @self: an amount
 * @number: a count
 *
 * Shows a figure without a currency.
 */
void
nomo_amount_set_number (NomoAmount *self, gint64 number)
{
  g_autofree char *figure = nomo_format_int (number);

  nomo_amount_set_text (self, figure, NULL, figure);
}

/* A figure stays whole, with its currency. */
static void
set_gives_way (NomoAmount *self, gboolean gives_way, const char *words)
{
  int length = (int) g_utf8_strlen (words, -1);

  gtk_label_set_ellipsize (self->currency, gives_way ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (self->currency, gives_way ? MIN (length, LEAST_WORDS) : -1);
}

/**
 * nomo_amount_set_text:
 * @self: an amount
 * @figure: the figure as shown; "" where words stand in its place
 * @currency: (nullable): the currency's sign as shown, or the words
 * @spoken: both as a screen reader says them
 */
void
nomo_amount_set_text (NomoAmount *self, const char *figure, const char *currency, const char *spoken)
{
  g_return_if_fail (NOMO_IS_AMOUNT (self));

  gtk_label_set_text (self->figure, figure);
  nomo_style_set_class (GTK_WIDGET (self), "long", g_utf8_strlen (figure, -1) > LONG_FIGURE);
  gtk_label_set_text (self->currency, currency != NULL ? currency : "");
  set_gives_way (self, *figure == '\0', currency != NULL ? currency : "");
  gtk_widget_set_visible (GTK_WIDGET (self->currency), currency != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
