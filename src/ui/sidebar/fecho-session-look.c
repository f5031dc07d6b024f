/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-look.h"

#include <glib/gi18n.h>

#include "fecho-dictionary-text.h"
#include "fecho-format.h"

#define SECONDS_OF_HOUR 3600
#define SECONDS_OF_DAY 86400

/* Time of day, or the date as well where it is another day; local zone. */
static char *
format_since (gint64 us,
              gint64 now_us)
{
  g_autoptr(GDateTime) since = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);

  if (since == NULL || now == NULL)
    return g_strdup ("–");

  if (g_date_time_get_year (since) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (since) == g_date_time_get_day_of_year (now))
    return g_date_time_format (since, "%H:%M");

  /* Translators: a day and a time of day, "24 Nov 12:30"; see g_date_time_format(). */
  return g_date_time_format (since, _("%-d %b %H:%M"));
}

static char *
line_of_open (const FechoSessionLook *look,
              gint64                  now_us,
              guint                  *ret_seconds)
{
  gint64 seconds = MAX ((now_us - look->since_us) / G_USEC_PER_SEC, 1);
  g_autofree char *duration = fecho_format_duration (seconds * G_USEC_PER_SEC);

  if (seconds < SECONDS_OF_HOUR)
    *ret_seconds = 1;
  else if (seconds < SECONDS_OF_DAY)
    *ret_seconds = 60 - seconds % 60;
  else
    *ret_seconds = SECONDS_OF_HOUR - seconds % SECONDS_OF_HOUR;

  /* Translators: a connection; %s is a duration, "2 h 13 min". */
  return g_strdup_printf (_("Open for %s"), duration);
}

/* The name that a dictionary gives the code follows it. Takes line. */
static char *
add_name (const FechoSessionLook *look,
          char                   *line)
{
  g_autofree char *bare = line;

  return look->last_name != NULL ? g_strdup_printf ("%s %s", line, look->last_name)
         : g_steal_pointer (&bare);
}

static char *
line_of_waiting (const FechoSessionLook *look,
                 gint64                  now_us,
                 guint                  *ret_seconds)
{
  guint wait_s = fecho_session_look_wait_s (look, now_us);
  g_autofree char *duration = fecho_format_duration (wait_s * G_USEC_PER_SEC);
  char *line;

  if (wait_s == 0)
    return g_strdup (_("Retrying now"));

  *ret_seconds = 1;
  if (look->last_code == FECHO_UNKNOWN)
    /* Translators: %s is a duration, "12 s". */
    return g_strdup_printf (_("Retrying in %s"), duration);

  /* Translators: %s is a duration, %d the code of the last close: "Retrying in 12 s · 1006". */
  line = g_strdup_printf (_("Retrying in %s · %d"), duration, look->last_code);

  return add_name (look, line);
}

static char *
line_of_paused (const FechoSessionLook *look,
                gint64                  now_us)
{
  g_autofree char *since = format_since (look->since_us, now_us);

  /* Translators: a session; %s is a time of day, "12:30". */
  return g_strdup_printf (_("Paused since %s"), since);
}

static char *
line_of_ended (const FechoSessionLook *look)
{
  if (look->state == FECHO_SESSION_STOPPED && look->lacks_secret)
    /* Translators: a session; a header or password of it is not in the keyring. */
    return g_strdup (_("Stopped · a secret is missing"));
  if (look->state == FECHO_SESSION_STOPPED)
    return look->last_code == FECHO_UNKNOWN
           ? g_strdup (C_("session", "Stopped"))
           /* Translators: a session; %d is the code of its last close. */
           : add_name (look, g_strdup_printf (_("Stopped · %d"), look->last_code));

  return look->last_code == FECHO_UNKNOWN
         ? g_strdup (C_("session", "Closed"))
         /* Translators: a session; %d is the code of its last close. */
         : add_name (look, g_strdup_printf (_("Closed · %d"), look->last_code));
}

static char *
spoken_of_waiting (const FechoSessionLook *look,
                   const char             *name,
                   gint64                  now_us)
{
  guint wait_s = fecho_session_look_wait_s (look, now_us);

  if (look->last_code == FECHO_UNKNOWN)
    /* Translators: %s is the name of a session, %u a number of seconds. */
    return g_strdup_printf (ngettext ("%s, waiting: retrying in %u second",
                                      "%s, waiting: retrying in %u seconds", wait_s),
                            name, wait_s);

  return g_strdup_printf (
    /* Translators: %s is the name of a session, %u a number of seconds, %d a close code. */
    ngettext ("%s, waiting: retrying in %u second, last close %d",
              "%s, waiting: retrying in %u seconds, last close %d", wait_s),
    name, wait_s, look->last_code);
}

static char *
spoken_of_ended (const FechoSessionLook *look,
                 const char             *name)
{
  if (look->state == FECHO_SESSION_STOPPED && look->lacks_secret)
    /* Translators: %s is the name of a session. */
    return g_strdup_printf (_("%s, stopped, a secret is missing"), name);
  if (look->last_code == FECHO_UNKNOWN)
    return look->state == FECHO_SESSION_STOPPED
           /* Translators: %s is the name of a session. */
           ? g_strdup_printf (_("%s, stopped"), name)
           /* Translators: %s is the name of a session. */
           : g_strdup_printf (_("%s, closed"), name);

  return look->state == FECHO_SESSION_STOPPED
         /* Translators: %s is the name of a session, %d a close code. */
         ? g_strdup_printf (_("%s, stopped, last close %d"), name, look->last_code)
         /* Translators: %s is the name of a session, %d a close code. */
         : g_strdup_printf (_("%s, closed, last close %d"), name, look->last_code);
}

void
fecho_session_look_init (FechoSessionLook *look,
                         FechoSession     *session)
{
  g_return_if_fail (look != NULL);
  g_return_if_fail (FECHO_IS_SESSION (session));

  look->state = fecho_session_get_state (session);
  look->stage = fecho_session_get_stage (session);
  look->since_us = fecho_session_get_since_us (session);
  look->retry_at_us = fecho_session_get_retry_at_us (session);
  look->last_code = fecho_session_get_last_code (session);
  look->last_name = fecho_dictionary_text_name_code (session, look->last_code);
  look->lacks_secret = fecho_session_get_lacks_secret (session);
}

char *
fecho_session_look_line (const FechoSessionLook *look,
                         gint64                  now_us,
                         guint                  *ret_seconds)
{
  g_return_val_if_fail (look != NULL, NULL);
  g_return_val_if_fail (ret_seconds != NULL, NULL);

  *ret_seconds = 0;
  switch (look->state)
    {
    case FECHO_SESSION_OPEN:
      return line_of_open (look, now_us, ret_seconds);
    case FECHO_SESSION_CONNECTING:
      /* Translators: %s is a stage of connecting: DNS, TCP, TLS, HTTP. */
      return g_strdup_printf (_("Connecting · %s"), _(fecho_stage_get_label (look->stage)));
    case FECHO_SESSION_WAITING:
      return line_of_waiting (look, now_us, ret_seconds);
    case FECHO_SESSION_PAUSED:
      return line_of_paused (look, now_us);
    case FECHO_SESSION_NO_NETWORK:
      return g_strdup (_("Waiting for the network"));
    case FECHO_SESSION_ELSEWHERE:
      return g_strdup (_("Watched by another Fecho"));
    case FECHO_SESSION_STOPPED:
    case FECHO_SESSION_CLOSED:
      return line_of_ended (look);
    }

  g_return_val_if_reached (NULL);
}

char *
fecho_session_look_spoken (const FechoSessionLook *look,
                           const char             *name,
                           gint64                  now_us)
{
  g_autofree char *since = NULL;

  g_return_val_if_fail (look != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  since = format_since (look->since_us, now_us);
  switch (look->state)
    {
    case FECHO_SESSION_OPEN:
      /* Translators: %s is the name of a session, then a time of day. */
      return g_strdup_printf (_("%s, open since %s"), name, since);
    case FECHO_SESSION_CONNECTING:
      /* Translators: %s is the name of a session. */
      return g_strdup_printf (_("%s, connecting"), name);
    case FECHO_SESSION_WAITING:
      return spoken_of_waiting (look, name, now_us);
    case FECHO_SESSION_PAUSED:
      /* Translators: %s is the name of a session, then a time of day. */
      return g_strdup_printf (_("%s, paused since %s"), name, since);
    case FECHO_SESSION_NO_NETWORK:
      /* Translators: %s is the name of a session. */
      return g_strdup_printf (_("%s, waiting for the network"), name);
    case FECHO_SESSION_ELSEWHERE:
      /* Translators: %s is the name of a session. */
      return g_strdup_printf (_("%s, watched by another Fecho"), name);
    case FECHO_SESSION_STOPPED:
    case FECHO_SESSION_CLOSED:
      return spoken_of_ended (look, name);
    }

  g_return_val_if_reached (NULL);
}

guint
fecho_session_look_wait_s (const FechoSessionLook *look,
                           gint64                  now_us)
{
  gint64 wait_us;

  g_return_val_if_fail (look != NULL, 0);

  wait_us = look->retry_at_us - now_us;

  return wait_us > 0 ? (guint)((wait_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

const char *
fecho_session_state_icon (FechoSessionState state)
{
  switch (state)
    {
    case FECHO_SESSION_OPEN:
      return "fecho-state-open-symbolic";
    case FECHO_SESSION_CONNECTING:
      return "fecho-state-connecting-symbolic";
    case FECHO_SESSION_WAITING:
      return "fecho-state-retry-symbolic";
    case FECHO_SESSION_STOPPED:
      return "fecho-state-stopped-symbolic";
    case FECHO_SESSION_PAUSED:
      return "fecho-state-paused-symbolic";
    case FECHO_SESSION_CLOSED:
      return "fecho-state-closed-symbolic";
    case FECHO_SESSION_NO_NETWORK:
      return "network-offline-symbolic";
    case FECHO_SESSION_ELSEWHERE:
      return "fecho-state-elsewhere-symbolic";
    }

  g_return_val_if_reached (NULL);
}

const char *
fecho_session_state_class (FechoSessionState state)
{
  switch (state)
    {
    case FECHO_SESSION_OPEN:
      return "state-open";
    case FECHO_SESSION_CONNECTING:
      return "state-connecting";
    case FECHO_SESSION_WAITING:
    case FECHO_SESSION_NO_NETWORK:
      return "state-waiting";
    case FECHO_SESSION_STOPPED:
      return "state-stopped";
    case FECHO_SESSION_PAUSED:
    case FECHO_SESSION_CLOSED:
    case FECHO_SESSION_ELSEWHERE:
      return "state-idle";
    }

  g_return_val_if_reached (NULL);
}
