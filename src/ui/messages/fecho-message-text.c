/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-text.h"

#include <langinfo.h>

#include <glib/gi18n.h>

#include "fecho-close-text.h"
#include "fecho-format.h"
#include "fecho-payload.h"
#include "fecho-safe-text.h"

const char *
fecho_message_text_type (FechoMessage *message)
{
  switch (fecho_message_get_kind (message))
    {
    case FECHO_MESSAGE_TEXT:
      /* Translators: the type of a message. */
      return C_("message", "Text");
    case FECHO_MESSAGE_BINARY:
      return C_("message", "Binary");
    case FECHO_MESSAGE_CLOSE:
      /* Translators: the type of a message, a Close frame. */
      return C_("message", "Close");
    case FECHO_MESSAGE_LOST:
    case FECHO_MESSAGE_FAILED:
    case FECHO_MESSAGE_OPENED:
    case FECHO_MESSAGE_SKIPPED:
    case FECHO_MESSAGE_UNWATCHED:
      break;
    }

  return NULL;
}

const char *
fecho_message_text_way (FechoMessage *message)
{
  if (!fecho_message_is_frame (message))
    return NULL;

  /* Translators: of a message. */
  return fecho_message_get_incoming (message) ? C_("message", "Received") : C_("message", "Sent");
}

char *
fecho_message_text_time (FechoMessage *message,
                         gint64        now_us)
{
  gint64 at_us = fecho_message_get_at_us (message);
  g_autofree char *time = fecho_format_time (at_us, now_us);

  return g_strdup_printf ("%s%s%03d", time, nl_langinfo (RADIXCHAR),
                          (int)(at_us % G_USEC_PER_SEC / 1000));
}

static char *
describe_close (FechoMessage *message)
{
  guint16 code = fecho_message_get_code (message);
  const char *reason = fecho_message_get_reason (message);
  g_autofree char *safe = fecho_safe_text_line (reason);

  if (code == 0)
    return g_strdup (_("Empty Close frame: neither code nor reason"));
  if (*reason == '\0')
    return g_strdup (fecho_close_text_name (code));

  /* Translators: the name of a close code, then the reason that came with it. */
  return g_strdup_printf (_("%s · “%s”"), fecho_close_text_name (code), safe);
}

static char *
describe_skipped (FechoMessage *message)
{
  guint64 n = fecho_message_get_n_skipped (message);
  g_autofree char *count = fecho_format_count (n);

  /* Translators: %s is a number. */
  return g_strdup_printf (ngettext ("%s message was too fast to be shown",
                                    "%s messages were too fast to be shown",
                                    (gulong)MIN (n, G_MAXINT)), count);
}

char *
fecho_message_text_content (FechoMessage *message)
{
  FechoMessageKind kind = fecho_message_get_kind (message);

  switch (kind)
    {
    case FECHO_MESSAGE_TEXT:
    case FECHO_MESSAGE_BINARY:
      return fecho_payload_dup_line (fecho_message_get_payload (message),
                                     kind == FECHO_MESSAGE_BINARY);
    case FECHO_MESSAGE_CLOSE:
      return describe_close (message);
    case FECHO_MESSAGE_LOST:
      return g_strdup (_("The connection ended without a Close frame"));
    case FECHO_MESSAGE_FAILED:
      return g_strdup (_("An attempt to connect failed"));
    case FECHO_MESSAGE_OPENED:
      return g_strdup (_("The connection opened"));
    case FECHO_MESSAGE_SKIPPED:
      return describe_skipped (message);
    case FECHO_MESSAGE_UNWATCHED:
      return g_strdup (_("From here on nobody looked: messages were not kept"));
    }

  return NULL;
}

static gboolean
has_kind (const FechoMessageFilter *filter,
          FechoMessage             *message)
{
  switch (fecho_message_get_kind (message))
    {
    case FECHO_MESSAGE_TEXT:
      return filter->text;
    case FECHO_MESSAGE_BINARY:
      return filter->binary;
    case FECHO_MESSAGE_CLOSE:
    case FECHO_MESSAGE_LOST:
    case FECHO_MESSAGE_FAILED:
    case FECHO_MESSAGE_OPENED:
      return filter->close;
    case FECHO_MESSAGE_SKIPPED:
    case FECHO_MESSAGE_UNWATCHED:
      break;
    }

  /* What is missing is said whatever is looked for. */
  return TRUE;
}

static gboolean
has_words (const FechoMessageFilter *filter,
           FechoMessage             *message)
{
  g_autoptr(GBytes) content = NULL;
  char *text;

  if (*filter->words == '\0')
    return TRUE;
  if (fecho_message_get_kind (message) == FECHO_MESSAGE_TEXT)
    return fecho_payload_has_words (fecho_message_get_payload (message), filter->words);

  text = fecho_message_text_content (message);
  content = g_bytes_new_take (text, strlen (text));

  return fecho_payload_has_words (content, filter->words);
}

gboolean
fecho_message_filter_match (const FechoMessageFilter *filter,
                            FechoMessage             *message)
{
  if (!has_kind (filter, message))
    return FALSE;
  if (fecho_message_is_frame (message) &&
      !(fecho_message_get_incoming (message) ? filter->in : filter->out))
    return FALSE;

  return has_words (filter, message);
}
