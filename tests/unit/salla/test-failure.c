#include "config.h"

#include "nomo-salla-error.h"
#include "nomo-salla-failure.h"

#include <string.h>

#define FINE (-1)

typedef struct {
  int status;
  const char *body;
  int code; /* NomoSallaError, or FINE */
} Case;

static void
check (const Case *cases, guint n, JsonNode *(*read) (NomoHttpAnswer *answer, GError **error))
{
  for (guint i = 0; i < n; i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
    NomoHttpAnswer answer = { .status = cases[i].status, .body = body };
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) node = read (&answer, &error);

    g_test_message ("%d %s", cases[i].status, cases[i].body);
    g_assert_true ((node != NULL) == (cases[i].code == FINE));
    if (cases[i].code == FINE)
      g_assert_no_error (error);
    else
      g_assert_error (error, NOMO_SALLA_ERROR, cases[i].code);
  }
}

#define FAILED(status) \
  "{\"status\":" status ",\"success\":false,\"error\":{\"code\":\"error\",\"message\":\"alert.x\"}}"

/* The status in the body may be any. It says which failure it is only where HTTP knows of none. */
static void
test_status_in_body (void)
{
  static const Case cases[] = {
    { 200, "{\"status\":201,\"success\":true,\"data\":{}}", FINE },
    { 201, "{\"status\":200,\"success\":true,\"data\":{}}", FINE },
    { 200, "{\"status\":422,\"success\":true,\"data\":{}}", FINE },
    { 200, "{\"status\":\"401\",\"data\":[]}", FINE },
    { 202, "{\"data\":{\"message\":\"x\",\"code\":500}}", FINE },
    { 422, FAILED ("200"), NOMO_SALLA_ERROR_REFUSED },
    { 500, "{\"status\":200,\"success\":true,\"data\":{}}", NOMO_SALLA_ERROR_SERVER },
    { 404, FAILED ("401"), NOMO_SALLA_ERROR_NOT_FOUND },
    { 200, FAILED ("422"), NOMO_SALLA_ERROR_REFUSED },
    { 200, FAILED ("503"), NOMO_SALLA_ERROR_SERVER },
    { 200, FAILED ("404"), NOMO_SALLA_ERROR_NOT_FOUND },
    { 302, "", NOMO_SALLA_ERROR_REFUSED },
    { 200, "<html>", NOMO_SALLA_ERROR_UNREADABLE },
  };

  check (cases, G_N_ELEMENTS (cases), nomo_salla_read_answer);
}

#define UNAUTHORIZED(message) \
  "{\"status\":401,\"success\":false,\"error\":{\"code\":\"Unauthorized\",\"message\":\"" message "\"}}"

/* Only some of what is not allowed is helped by another token. */
static void
test_not_allowed (void)
{
  static const Case cases[] = {
    { 401, UNAUTHORIZED ("The access token is invalid"), NOMO_SALLA_ERROR_SIGNED_OUT },
    { 401, UNAUTHORIZED ("The access token should have access to one of those scopes: marketing.read_write"),
      NOMO_SALLA_ERROR_SCOPE },
    { 401, UNAUTHORIZED ("The User is not exists."), NOMO_SALLA_ERROR_USER_GONE },
    { 401, UNAUTHORIZED ("الحساب غير نشط"), NOMO_SALLA_ERROR_INACTIVE },
    { 401, UNAUTHORIZED ("Come back on Sunday"), NOMO_SALLA_ERROR_FORBIDDEN },
    { 401, "{\"error\":\"invalid_grant\"}", NOMO_SALLA_ERROR_REVOKED },
    { 401, "<html>", NOMO_SALLA_ERROR_SIGNED_OUT },
    { 403, "{\"error\":{\"code\":403,\"message\":\"The IP is not trusted, the token is invalid\"}}",
      NOMO_SALLA_ERROR_FORBIDDEN },
    { 403, "{\"error\":{\"code\":403,\"message\":\"The scope reviews.read is required\"}}", NOMO_SALLA_ERROR_SCOPE },
    { 403, "", NOMO_SALLA_ERROR_FORBIDDEN },
    { 429, "Too many", NOMO_SALLA_ERROR_TOO_MANY },
  };

  check (cases, G_N_ELEMENTS (cases), nomo_salla_read_answer);
}

static void
test_token_endpoint (void)
{
  static const Case cases[] = {
    { 200, "{\"access_token\":\"x\"}", FINE },
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}", NOMO_SALLA_ERROR_CODE },
    { 401, "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}", NOMO_SALLA_ERROR_CODE },
    { 401, "{\"error\":\"invalid_client\"}", NOMO_SALLA_ERROR_CLIENT },
    { 503, "{\"error\":\"invalid_grant\"}", NOMO_SALLA_ERROR_SERVER },
    { 429, "{\"error\":\"invalid_grant\"}", NOMO_SALLA_ERROR_TOO_MANY },
    { 403, FAILED ("403"), NOMO_SALLA_ERROR_FORBIDDEN },
    { 200, "<html>", NOMO_SALLA_ERROR_UNREADABLE },
  };

  check (cases, G_N_ELEMENTS (cases), nomo_salla_read_token_answer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/failure/status-in-body", test_status_in_body);
  g_test_add_func ("/failure/not-allowed", test_not_allowed);
  g_test_add_func ("/failure/token-endpoint", test_token_endpoint);
  return g_test_run ();
}
