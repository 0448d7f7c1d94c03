#include "config.h"

#include "nomo-catalogue.h"

#include <libintl.h>
#include <string.h>

#define MAGIC      0x950412de
#define HEADER     20
#define ENTRY      8
#define N_STRINGS  8
#define ORIGINALS  12
#define TRANSLATED 16

struct _NomoCatalogue {
  GBytes *bytes;
  guint32 n_strings;
  guint32 originals;
  guint32 translated;
};

static guint32
read_word (const NomoCatalogue *self, gsize offset)
{
  guint32 word;

  memcpy (&word, (const char *) g_bytes_get_data (self->bytes, NULL) + offset, sizeof word);
  return word;
}

static gboolean
has_room (gsize size, guint64 offset, guint64 length)
{
  return offset <= size && length <= size - offset;
}

/* A file that is cut off or of the other byte order translates nothing. */
static gboolean
read_header (NomoCatalogue *self)
{
  gsize size = g_bytes_get_size (self->bytes);

  if (size < HEADER || read_word (self, 0) != MAGIC)
    return FALSE;
  self->n_strings = read_word (self, N_STRINGS);
  self->originals = read_word (self, ORIGINALS);
  self->translated = read_word (self, TRANSLATED);
  return has_room (size, self->originals, (guint64) self->n_strings * ENTRY) &&
         has_room (size, self->translated, (guint64) self->n_strings * ENTRY);
}

/* Strings end in a NUL that their length does not count. */
static const char *
get_string (const NomoCatalogue *self, guint32 table, guint32 index)
{
  gsize size;
  const char *data = g_bytes_get_data (self->bytes, &size);
  guint64 length = read_word (self, table + index * ENTRY);
  guint64 offset = read_word (self, table + index * ENTRY + 4);

  return has_room (size, offset, length + 1) && data[offset + length] == '\0' ? data + offset : NULL;
}

/**
 * nomo_catalogue_new:
 * @bytes: what a compiled catalogue of gettext holds
 *
 * Returns: (transfer full): the catalogue; an empty one when @bytes hold none
 */
NomoCatalogue *
nomo_catalogue_new (GBytes *bytes)
{
  NomoCatalogue *self = g_new0 (NomoCatalogue, 1);

  self->bytes = g_bytes_ref (bytes);
  if (!read_header (self))
    self->n_strings = 0;
  return self;
}

/**
 * nomo_catalogue_open:
 * @language: "ar"
 *
 * The translations into one language, whichever language the interface speaks: gettext itself knows only that one. The source
 * language, English, has none.
 *
 * Returns: (transfer full): the catalogue; an empty one when there is none
 */
NomoCatalogue *
nomo_catalogue_open (const char *language)
{
  g_autofree char *path =
      g_build_filename (bindtextdomain (GETTEXT_PACKAGE, NULL), language, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  GMappedFile *file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : g_bytes_new (NULL, 0);

  g_clear_pointer (&file, g_mapped_file_unref);
  return nomo_catalogue_new (bytes);
}

/* The place of a string, or as many as there are when it is not there. */
static guint32
find (const NomoCatalogue *self, const char *msgid)
{
  guint32 first = 0, end = self->n_strings;

  while (first < end) {
    guint32 middle = first + (end - first) / 2;
    const char *original = get_string (self, self->originals, middle);
    int order = original != NULL ? strcmp (msgid, original) : 1;

    if (order == 0)
      return middle;
    if (order < 0)
      end = middle;
    else
      first = middle + 1;
  }
  return self->n_strings;
}

/**
 * nomo_catalogue_lookup:
 * @self: a catalogue
 * @msgid: a source string; one with a context has it in front, with a byte 4 between
 *
 * Returns: (transfer none) (nullable): its translation; lives as long as @self
 */
const char *
nomo_catalogue_lookup (const NomoCatalogue *self, const char *msgid)
{
  guint32 index = find (self, msgid);

  return index < self->n_strings ? get_string (self, self->translated, index) : NULL;
}

/* As po/ar.po has it, the only catalogue that there is. */
static guint
form_of (gulong n)
{
  if (n <= 2)
    return (guint) n;
  if (n % 100 >= 3 && n % 100 <= 10)
    return 3;
  return n % 100 >= 11 ? 4 : 5;
}

/**
 * nomo_catalogue_lookup_number:
 * @self: a catalogue
 * @msgid: the source string for one of something that can be counted
 * @n: how many there are
 *
 * Returns: (transfer none) (nullable): the translation for so many; lives as long as @self
 */
const char *
nomo_catalogue_lookup_number (const NomoCatalogue *self, const char *msgid, gulong n)
{
  guint32 index = find (self, msgid);
  const char *form = index < self->n_strings ? get_string (self, self->translated, index) : NULL;
  const char *end;

  if (form == NULL)
    return NULL;
  end = form + read_word (self, self->translated + index * ENTRY);
  for (guint left = form_of (n); left > 0 && form != NULL; left--)
    form = form + strlen (form) < end ? form + strlen (form) + 1 : NULL;
  return form;
}

/**
 * nomo_catalogue_free:
 * @self: a catalogue
 *
 * Closes it.
 */
void
nomo_catalogue_free (NomoCatalogue *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}
