#include "config.h"

#include "nomo-proof-pdf.h"

#include "nomo-engine-error.h"
#include "nomo-locale.h"
#include "nomo-new-file.h"
#include "nomo-proof-sheet.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

/* A4 in points. */
#define PAPER_WIDTH  595.28
#define PAPER_HEIGHT 841.89
#define MARGIN       48

typedef struct {
  GOutputStream *stream;
  GError *failed;
} Sink;

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  Sink *sink = closure;

  if (sink->failed == NULL)
    g_output_stream_write_all (sink->stream, data, length, NULL, NULL, &sink->failed);
  return sink->failed == NULL ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void
tell_about (cairo_surface_t *surface, const NomoProof *proof)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (proof->at / 1000);
  g_autofree char *moment = at != NULL ? g_date_time_format_iso8601 (at) : NULL;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, _ ("Proof of the store’s data"));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Nomo Flow " NOMO_VERSION);
  if (moment != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, moment);
}

static void
draw_pages (const NomoProof *proof, cairo_t *cr)
{
  PangoContext *context = pango_cairo_create_context (cr);
  g_autoptr (NomoProofSheet) sheet =
      nomo_proof_sheet_new (proof, context, PAPER_WIDTH - 2 * MARGIN, PAPER_HEIGHT - 2 * MARGIN, nomo_locale_is_rtl ());

  cairo_translate (cr, MARGIN, MARGIN);
  for (guint page = 0; page < nomo_proof_sheet_get_n_pages (sheet); page++) {
    nomo_proof_sheet_draw (sheet, page, cr);
    cairo_show_page (cr);
  }
  g_object_unref (context);
}

static gboolean
draw (const NomoProof *proof, GOutputStream *stream, GError **failed)
{
  Sink sink = { stream, NULL };
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, &sink, PAPER_WIDTH, PAPER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  tell_about (surface, proof);
  draw_pages (proof, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (sink.failed != NULL)
    g_propagate_error (failed, sink.failed);
  else if (status != CAIRO_STATUS_SUCCESS)
    g_set_error_literal (failed, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
  return sink.failed == NULL && status == CAIRO_STATUS_SUCCESS;
}

/**
 * nomo_proof_pdf_write:
 * @proof: a proof
 * @path: the file, which is replaced when all is written and not before
 * @error: return location
 *
 * Writes a proof as pages of A4, in the language of the interface. Blocks.
 *
 * Returns: %TRUE when it is written, else %FALSE with %NOMO_ENGINE_ERROR_OUTPUT
 */
gboolean
nomo_proof_pdf_write (const NomoProof *proof, const char *path, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (NomoNewFile) file = nomo_new_file_open (path, &failed);

  if (file != NULL && draw (proof, nomo_new_file_get_stream (file), &failed) && nomo_new_file_keep (file, &failed))
    return TRUE;
  g_propagate_error (error, nomo_engine_error_new_output (failed));
  return FALSE;
}

typedef struct {
  NomoProof *proof;
  char *path;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  nomo_proof_unref (write->proof);
  g_free (write->path);
  g_free (write);
}

static void
write_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Write *write = data;
  GError *error = NULL;

  if (nomo_proof_pdf_write (write->proof, write->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_proof_pdf_write_async:
 * @proof: a proof
 * @path: the file
 * @callback: called at the end
 * @data: for @callback
 *
 * Does what nomo_proof_pdf_write() does, without blocking.
 */
void
nomo_proof_pdf_write_async (NomoProof *proof, const char *path, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  Write *write = g_new (Write, 1);

  *write = (Write) { nomo_proof_ref (proof), g_strdup (path) };
  g_task_set_source_tag (task, nomo_proof_pdf_write_async);
  g_task_set_task_data (task, write, write_free);
  g_task_run_in_thread (task, write_worker);
}

/**
 * nomo_proof_pdf_write_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when it is written, else %FALSE with %NOMO_ENGINE_ERROR_OUTPUT
 */
gboolean
nomo_proof_pdf_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
