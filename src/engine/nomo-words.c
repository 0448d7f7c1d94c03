#include "config.h"

#include "nomo-words.h"

#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-salla-error.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/**
 * Kept:
 * @KEPT_ALL: what is on this device is untouched, which is said when there is something on it
 * @KEPT_NOTHING: nothing was at stake
 *
 * What to say about what was kept.
 */
typedef enum {
  KEPT_ALL,
  KEPT_NOTHING,
} Kept;

/* The code and its name, such as "NOMO_CORE_ERROR_OFFLINE". */
#define CODE(code) code, #code

typedef struct {
  int code;
  const char *name;
  const char *title;    /* N_() */
  const char *happened; /* N_(); may hold one %s for the detail */
  const char *todo;     /* N_(), nullable */
  Kept kept;
} Wording;

static const Wording core_words[] = {
  { CODE (NOMO_CORE_ERROR_INVALID), N_ ("Not understood"), N_ ("A value could not be understood."),
    N_ ("Check what you typed and try again."), KEPT_NOTHING },
  { CODE (NOMO_CORE_ERROR_RANGE), N_ ("Out of range"), N_ ("A value is larger or smaller than possible."),
    N_ ("Check what you typed and try again."), KEPT_NOTHING },
  { CODE (NOMO_CORE_ERROR_JSON), N_ ("Unreadable answer"),
    N_ ("The answer ended too early or was not what it should be."), N_ ("Try again in a few minutes."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_JSON_DEPTH), N_ ("Unreadable answer"), N_ ("The answer was nested too deeply to be genuine."),
    N_ ("Try again in a few minutes. If it stays, check the address of the store’s server."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_TOO_LARGE), N_ ("Answer too large"), N_ ("The answer was larger than Nomo Flow accepts."),
    N_ ("Try again in a few minutes."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_OFFLINE), N_ ("No connection"), N_ ("Salla could not be reached."),
    N_ ("Check the internet connection. Nomo Flow goes on by itself once it is back."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_TIMEOUT), N_ ("No answer in time"), N_ ("Salla did not answer in time."),
    N_ ("Try again in a few minutes."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_TLS), N_ ("Connection not secure"),
    N_ ("The other side could not prove that it is Salla, so nothing was sent to it."),
    N_ ("Check the date of this device and the network you are on, then try again."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_REDIRECT), N_ ("Unexpected detour"),
    N_ ("The answer pointed to another address, and a sign-in is never sent there."),
    N_ ("Check the network you are on, then try again."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_NO_KEYRING), N_ ("No keyring"),
    N_ ("This session has no keyring, so the sign-in cannot be kept safely."),
    N_ ("Start a keyring, such as GNOME Keyring or KWallet, and try again."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_KEYRING_LOCKED), N_ ("Keyring locked"), N_ ("The keyring is locked and was not unlocked."),
    N_ ("Unlock the keyring and try again."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_EMPTY), N_ ("Empty file"), N_ ("The file is empty, so it is no backup."),
    N_ ("Choose another file."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_NOT_SEALED), N_ ("No backup"), N_ ("The file is no backup of Nomo Flow."),
    N_ ("Choose another file."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_OTHER_VERSION), N_ ("Backup of another version"),
    N_ ("The backup was made by a newer version of Nomo Flow."), N_ ("Update Nomo Flow, then try again."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_COST), N_ ("Not opened"),
    N_ ("To open this backup would take more memory or time than a backup of Nomo Flow ever does, so it was left alone."),
    N_ ("Choose another file."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_PASSPHRASE), N_ ("Wrong passphrase"), N_ ("This is not the passphrase of the backup."),
    N_ ("Type it again, and look at the language of the keyboard."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_DAMAGED), N_ ("Damaged backup"), N_ ("The backup is damaged: %s."),
    N_ ("“nomo verify” tells what of it can still be read. Choose another backup."), KEPT_ALL },
  { CODE (NOMO_CORE_ERROR_FAILED), N_ ("Something went wrong"), N_ ("It did not work: %s."), N_ ("Try again."),
    KEPT_ALL },
};

static const Wording store_words[] = {
  { CODE (NOMO_STORE_ERROR_OPEN), N_ ("Data could not be opened"), N_ ("The store’s data could not be opened: %s."),
    N_ ("Check that the folder exists and that you may write to it."), KEPT_ALL },
  { CODE (NOMO_STORE_ERROR_NETWORK_DISK), N_ ("Folder on a network disk"),
    N_ ("The data folder is on a network disk, where a database is not safe."), N_ ("Choose a folder on this device."),
    KEPT_NOTHING },
  { CODE (NOMO_STORE_ERROR_NEWER), N_ ("Data of a newer version"),
    N_ ("The store’s data was written by a newer version of Nomo Flow."), N_ ("Update Nomo Flow, then open it again."),
    KEPT_ALL },
  { CODE (NOMO_STORE_ERROR_CORRUPT), N_ ("Damaged data"), N_ ("The store’s data is damaged."),
    N_ ("Restore a backup, or move the file away and connect the store again: orders and customers come back from "
        "Salla."),
    KEPT_NOTHING },
  { CODE (NOMO_STORE_ERROR_FULL), N_ ("Disk full"), N_ ("The disk is full, so the last change was not saved."),
    N_ ("Free some space. Nomo Flow goes on where it stopped."), KEPT_ALL },
  { CODE (NOMO_STORE_ERROR_BUSY), N_ ("Data in use"), N_ ("Another program holds the store’s data too long."),
    N_ ("Close the other program or wait a moment, then try again."), KEPT_ALL },
  { CODE (NOMO_STORE_ERROR_INVALID), N_ ("Not accepted"), N_ ("This breaks a rule: %s."),
    N_ ("Correct it and try again."), KEPT_NOTHING },
  { CODE (NOMO_STORE_ERROR_DENIED), N_ ("Not allowed"), N_ ("You may not change this."), NULL, KEPT_ALL },
  { CODE (NOMO_STORE_ERROR_DIFFERS), N_ ("Changed meanwhile"), N_ ("What was to be written has changed meanwhile."),
    N_ ("Try again."), KEPT_ALL },
  { CODE (NOMO_STORE_ERROR_NO_ROOM), N_ ("Not enough room"),
    N_ ("The store’s data is of an older version and was left as it is: %s."),
    N_ ("Free some space, then start Nomo Flow again. Until then everything can be read."), KEPT_ALL },
  { CODE (NOMO_STORE_ERROR_OPEN_ELSEWHERE), N_ ("Data in use"),
    N_ ("The store’s data is of an older version and was left as it is, because another program has it open."),
    N_ ("Close Nomo Flow everywhere, then start it again. Until then everything can be read."), KEPT_ALL },
  { CODE (NOMO_STORE_ERROR_FAILED), N_ ("Something went wrong"), N_ ("The store’s data could not be used: %s."),
    N_ ("Try again."), KEPT_ALL },
};

static const Wording salla_words[] = {
  { CODE (NOMO_SALLA_ERROR_CONSENT_DENIED), N_ ("Access not granted"),
    N_ ("Access was declined on Salla’s page, so the store was not connected."),
    N_ ("Start again and accept on Salla’s page."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_STATE), N_ ("Another sign-in"),
    N_ ("An answer came that does not belong to this sign-in, and it was not used."),
    N_ ("Go on with the page that Nomo Flow opened, or start again."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_CLIENT), N_ ("App not recognised"),
    N_ ("Salla does not recognise the client ID or the client secret."),
    N_ ("Copy both again from your app’s page in the Salla Partners portal."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_CODE), N_ ("Sign-in expired"),
    N_ ("Salla refused this sign-in. It was used before, or it took too long."), N_ ("Start again."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_REDIRECT_PORT), N_ ("Port in use"),
    N_ ("Another program uses the port of the redirect address."),
    N_ ("Close that program, or register an address with another port in your Salla app and use that port here."),
    KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_ADDRESS), N_ ("Address not accepted"), N_ ("This address cannot be used here."),
    N_ ("Addresses of servers begin with https."), KEPT_NOTHING },
  { CODE (NOMO_SALLA_ERROR_REDIRECT), N_ ("Address not accepted"),
    N_ ("This is not the address that a sign-in ends at."),
    N_ ("Copy the whole address out of the browser once it has come to its end, and paste it here."), KEPT_NOTHING },
  { CODE (NOMO_SALLA_ERROR_SIGNED_OUT), N_ ("Store disconnected"), N_ ("Salla no longer accepts this sign-in."),
    N_ ("Reconnect the store."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_NO_SIGN_IN), N_ ("Store disconnected"), N_ ("This device has no sign-in for the store."),
    N_ ("Reconnect the store."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_REVOKED), N_ ("Sign-in ended"),
    N_ ("Salla has ended this sign-in, as it does when the app is removed from the store."),
    N_ ("Reconnect the store."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_LOST_ANSWER), N_ ("Renewal without an answer"),
    N_ ("Salla’s answer to the last renewal of the sign-in was lost."), N_ ("Reconnect the store."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_NOT_RENEWABLE), N_ ("Sign-in runs out"),
    N_ ("The sign-in cannot be renewed, because staying signed in was not granted."),
    N_ ("Add offline access to your Salla app, then reconnect the store."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_OTHER_MACHINE), N_ ("Sign-in of another computer"),
    N_ ("This data was copied from another computer, and a sign-in belongs to one computer alone."),
    N_ ("Reconnect the store to go on here."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_OTHER_COPY), N_ ("Sign-in of another copy"),
    N_ ("The sign-in belongs to another copy of Nomo Flow’s data on this computer, and only one may use it."),
    N_ ("Go on with the other copy, or reconnect the store here."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_RESTORED), N_ ("Restored from a backup"),
    N_ ("The store was restored from a backup, which holds no sign-in to Salla."), N_ ("Reconnect the store."),
    KEPT_NOTHING },
  { CODE (NOMO_SALLA_ERROR_OLDER_COPY), N_ ("Sign-in out of step"),
    N_ ("The keyring or the data was put back from an older copy, so the sign-in is no longer renewed."),
    N_ ("Reconnect the store."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_UNKEPT), N_ ("Sign-in not kept"),
    N_ ("The renewed sign-in could not be put into the keyring and would be lost with this program."),
    N_ ("Unlock the keyring and leave Nomo Flow open: it tries again by itself."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_USER_GONE), N_ ("Account deleted"),
    N_ ("The Salla account that connected this store no longer exists."),
    N_ ("Reconnect the store with another account."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_INACTIVE), N_ ("Account not active"), N_ ("The account at Salla is not active."),
    N_ ("Activate it on Salla’s site. Nomo Flow goes on by itself."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_SCOPE), N_ ("Permission missing"),
    N_ ("Salla asks for a permission that was not granted: %s."),
    N_ ("Add the permission to your Salla app, then reconnect the store."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_FORBIDDEN), N_ ("Salla refuses"),
    N_ ("Salla refuses requests from this device or from this app."),
    N_ ("Check the app’s trusted addresses in the Salla Partners portal."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_NOT_FOUND), N_ ("Not found"), N_ ("What was asked for no longer exists at Salla."), NULL,
    KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_REFUSED), N_ ("Not accepted by Salla"), N_ ("Salla did not accept the request."),
    N_ ("Check the values and try again."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_TOO_MANY), N_ ("Too many requests"),
    N_ ("Salla’s request limit for this store is used up, even after waiting."),
    N_ ("Nomo Flow goes on by itself. If other apps use this store heavily, pause them."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_SERVER), N_ ("Trouble at Salla"), N_ ("Salla’s server has a problem of its own."),
    N_ ("Try again in a few minutes."), KEPT_ALL },
  { CODE (NOMO_SALLA_ERROR_UNREADABLE), N_ ("Unreadable answer"),
    N_ ("Salla’s answer was cut off or was not what it should be."), N_ ("Try again in a few minutes."), KEPT_ALL },
};

static const Wording engine_words[] = {
  { CODE (NOMO_ENGINE_ERROR_HELD), N_ ("Already running"), N_ ("The sync of this store runs in another program: %s."),
    N_ ("Use that one, or close it and try again."), KEPT_ALL },
  { CODE (NOMO_ENGINE_ERROR_NO_STORE), N_ ("No store connected"), N_ ("No store is connected here."),
    N_ ("Connect a store first."), KEPT_NOTHING },
  { CODE (NOMO_ENGINE_ERROR_OTHER_STORE), N_ ("Another store"),
    N_ ("This sign-in is for another store, so it was not used."),
    N_ ("Sign in to Salla with the account of this store, then reconnect."), KEPT_ALL },
  { CODE (NOMO_ENGINE_ERROR_DEMO), N_ ("Demo store did not start"), N_ ("The demo store could not be started: %s."),
    N_ ("Check that Nomo Flow is installed completely, then try again."), KEPT_ALL },
  { CODE (NOMO_ENGINE_ERROR_FILE), N_ ("File not understood"), N_ ("The file cannot be used as it is: %s."),
    N_ ("Correct it and try again."), KEPT_ALL },
  { CODE (NOMO_ENGINE_ERROR_OUTPUT), N_ ("File not written"), N_ ("The file could not be written: %s."),
    N_ ("Choose another place or free some space, then try again."), KEPT_ALL },
  { CODE (NOMO_ENGINE_ERROR_EXISTS), N_ ("Already there"), N_ ("There is data already: %s."),
    N_ ("With “--replace” the backup takes its place, and what is there is kept beside it under another name."),
    KEPT_ALL },
  { CODE (NOMO_ENGINE_ERROR_RELAY), N_ ("Looked after by a relay"), N_ ("A relay looks after this store: %s."),
    N_ ("Leave the store to it, or sign in to Salla again and take the store back."), KEPT_ALL },
  { CODE (NOMO_ENGINE_ERROR_PLAN), N_ ("Plan for backups not read"),
    N_ ("The file with the plan for backups cannot be read, and was left as it is: %s."),
    N_ ("Make it readable. Or move it elsewhere, then set the backups up again."), KEPT_ALL },
  { CODE (NOMO_ENGINE_ERROR_FAILED), N_ ("Something went wrong"), N_ ("It did not work: %s."), N_ ("Try again."),
    KEPT_ALL },
};

static const Wording other_words = {
  0, "NOMO_ERROR_OTHER", N_ ("Something went wrong"), N_ ("It did not work: %s."), N_ ("Try again."), KEPT_ALL
};
static const Wording cancelled_words = {
  0, "NOMO_ERROR_CANCELLED", N_ ("Cancelled"), N_ ("It was cancelled."), NULL, KEPT_ALL
};

static const Wording *
find_in (const Wording *words, guint n, int code)
{
  for (guint i = 0; i < n; i++) {
    if (words[i].code == code)
      return &words[i];
  }
  return &other_words;
}

static const Wording *
find_wording (const GError *error)
{
  if (error->domain == NOMO_CORE_ERROR)
    return find_in (core_words, G_N_ELEMENTS (core_words), error->code);
  if (error->domain == NOMO_STORE_ERROR)
    return find_in (store_words, G_N_ELEMENTS (store_words), error->code);
  if (error->domain == NOMO_SALLA_ERROR)
    return find_in (salla_words, G_N_ELEMENTS (salla_words), error->code);
  if (error->domain == NOMO_ENGINE_ERROR)
    return find_in (engine_words, G_N_ELEMENTS (engine_words), error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return &cancelled_words;
  return &other_words;
}

/* Salla names the missing scopes at the end of its message. What a program says about itself is never in the language of
 * the interface, so it stands isolated. */
static char *
make_detail (const GError *error)
{
  const char *detail = error->message;
  const char *scopes = strstr (detail, "scopes: ");
  g_autofree char *trimmed = NULL;
  gsize length;

  if (scopes != NULL && error->domain == NOMO_SALLA_ERROR)
    detail = scopes + strlen ("scopes: ");
  trimmed = g_strdup (detail);
  for (length = strlen (trimmed); length > 0 && strchr (". \n", trimmed[length - 1]) != NULL; length--)
    trimmed[length - 1] = '\0';
  return nomo_text_isolate (trimmed);
}

static char *
fill (const char *msgid, const GError *error)
{
  g_autofree char *detail = NULL;

  if (strstr (msgid, "%s") == NULL)
    return g_strdup (_ (msgid));
  detail = make_detail (error);
  return g_strdup_printf (_ (msgid), detail);
}

/**
 * nomo_words_for_error:
 * @error: what went wrong
 * @have_data: whether this device holds data of the store, so that it is worth saying that it was kept
 *
 * The one place that words an error for people.
 *
 * Returns: (transfer full): the words, in the language of the interface
 */
NomoWords *
nomo_words_for_error (const GError *error, gboolean have_data)
{
  const Wording *wording = find_wording (error);
  NomoWords *self = g_new0 (NomoWords, 1);

  self->title = g_strdup (_ (wording->title));
  self->happened = fill (wording->happened, error);
  if (have_data && wording->kept == KEPT_ALL)
    self->kept = g_strdup (_ ("Everything on this device is kept."));
  self->todo = wording->todo != NULL ? g_strdup (_ (wording->todo)) : NULL;
  return self;
}

/**
 * nomo_words_asks_to_reconnect:
 * @error: what went wrong
 *
 * Returns: whether only a new consent of the merchant's helps
 */
gboolean
nomo_words_asks_to_reconnect (const GError *error)
{
  static const NomoSallaError codes[] = {
    NOMO_SALLA_ERROR_SIGNED_OUT,  NOMO_SALLA_ERROR_NO_SIGN_IN,    NOMO_SALLA_ERROR_REVOKED,
    NOMO_SALLA_ERROR_LOST_ANSWER, NOMO_SALLA_ERROR_NOT_RENEWABLE, NOMO_SALLA_ERROR_OTHER_MACHINE,
    NOMO_SALLA_ERROR_OTHER_COPY,  NOMO_SALLA_ERROR_RESTORED,      NOMO_SALLA_ERROR_OLDER_COPY,
    NOMO_SALLA_ERROR_USER_GONE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (g_error_matches (error, NOMO_SALLA_ERROR, (int) codes[i]))
      return TRUE;
  }
  return FALSE;
}

/**
 * nomo_words_sentence:
 * @error: what went wrong
 * @have_data: as for nomo_words_for_error()
 *
 * Returns: (transfer full): what happened, what was kept and what to do as one text
 */
char *
nomo_words_sentence (const GError *error, gboolean have_data)
{
  g_autoptr (NomoWords) words = nomo_words_for_error (error, have_data);
  GString *text = g_string_new (words->happened);

  if (words->kept != NULL)
    g_string_append_printf (text, " %s", words->kept);
  if (words->todo != NULL)
    g_string_append_printf (text, " %s", words->todo);
  return g_string_free (text, FALSE);
}

/**
 * nomo_words_dup_code:
 * @error: what went wrong
 *
 * For programs that read what `nomo --json` writes.
 *
 * Returns: (transfer full): the error's name, such as `signed-out`
 */
char *
nomo_words_dup_code (const GError *error)
{
  const char *name = strstr (find_wording (error)->name, "_ERROR_") + strlen ("_ERROR_");

  return g_strdelimit (g_ascii_strdown (name, -1), "_", '-');
}

/**
 * nomo_words_free:
 * @self: words
 */
void
nomo_words_free (NomoWords *self)
{
  g_free (self->title);
  g_free (self->happened);
  g_free (self->kept);
  g_free (self->todo);
  g_free (self);
}
