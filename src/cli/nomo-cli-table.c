#include "config.h"

#include "nomo-cli-table.h"

#include <stdio.h>

#define GAP 2

struct _NomoCliTable {
  guint columns;
  GPtrArray *cells;
};

/* Columns of a terminal: marks and controls of direction take none, wide characters take two. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (!g_unichar_iszerowidth (character) && g_unichar_type (character) != G_UNICODE_FORMAT)
      width += g_unichar_iswide (character) ? 2 : 1;
  }
  return width;
}

static guint
column_width (NomoCliTable *self, guint column)
{
  guint width = 0;

  for (guint i = column; i < self->cells->len; i += self->columns)
    width = MAX (width, text_width (self->cells->pdata[i]));
  return width;
}

/* A cell is data: what would move the cursor or colour the terminal becomes a space. */
static char *
clean (char *cell)
{
  for (char *c = cell; *c != '\0'; c++) {
    if ((guchar) *c < 0x20 || *c == 0x7f)
      *c = ' ';
  }
  return cell;
}

NomoCliTable *
nomo_cli_table_new (guint columns)
{
  NomoCliTable *self = g_new0 (NomoCliTable, 1);

  self->columns = columns;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * nomo_cli_table_add:
 * @self: the table
 * @cell: (transfer full) (nullable): the next cell, row by row
 */
void
nomo_cli_table_add (NomoCliTable *self, char *cell)
{
  g_ptr_array_add (self->cells, cell != NULL ? clean (cell) : g_strdup (""));
}

void
nomo_cli_table_print (NomoCliTable *self)
{
  g_autofree guint *widths = g_new0 (guint, self->columns);

  for (guint column = 0; column < self->columns; column++)
    widths[column] = column_width (self, column);
  for (guint i = 0; i < self->cells->len; i++) {
    guint column = i % self->columns;
    gboolean last = column + 1 == self->columns;
    guint padding = last ? 0 : widths[column] + GAP - text_width (self->cells->pdata[i]);

    printf ("%s%*s", (const char *) self->cells->pdata[i], (int) padding, "");
    if (last)
      putchar ('\n');
  }
}

void
nomo_cli_table_free (NomoCliTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}
