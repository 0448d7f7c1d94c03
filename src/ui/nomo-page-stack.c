#include "config.h"

#include "nomo-page-stack.h"

static void
hide_others (GtkStack *stack)
{
  GtkWidget *shown = gtk_stack_get_visible_child (stack);

  if (gtk_stack_get_transition_running (stack))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == shown);
}

/**
 * nomo_page_stack_watch:
 * @stack: a stack of which nomo_page_stack_show() shows the children
 *
 * Hides what is faded out once it has faded.
 */
void
nomo_page_stack_watch (GtkStack *stack)
{
  g_signal_connect (stack, "notify::transition-running", G_CALLBACK (hide_others), NULL);
}

/**
 * nomo_page_stack_show:
 * @stack: a stack
 * @name: the name of a child; nothing happens when there is none
 *
 * Shows that child and hides the others, from screen readers too, which a stack alone does not see to.
 */
void
nomo_page_stack_show (GtkStack *stack, const char *name)
{
  GtkWidget *child = gtk_stack_get_child_by_name (stack, name);

  if (child == NULL)
    return;
  gtk_widget_set_visible (child, TRUE);
  gtk_stack_set_visible_child (stack, child);
  hide_others (stack);
}
