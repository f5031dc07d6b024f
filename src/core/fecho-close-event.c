/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-event.h"

#include <string.h>

#include "fecho-error.h"

/* RFC 6455, 5.5: a control frame carries at most 125 bytes, two of them are the code. */
#define MAX_REASON_BYTES 123

/* One block with its strings: thousands are made, handed on and freed in a storm. */
struct _FechoCloseEvent
{
  gatomicrefcount n_refs;
  FechoCloseRecord record;
  char strings[];
};

G_DEFINE_BOXED_TYPE (FechoCloseEvent, fecho_close_event, fecho_close_event_ref,
                     fecho_close_event_unref)

/* Where the strings of a record are: they are copied alike. */
static const gsize string_offsets[] = {
  G_STRUCT_OFFSET (FechoCloseRecord, run),
  G_STRUCT_OFFSET (FechoCloseRecord, session_id),
  G_STRUCT_OFFSET (FechoCloseRecord, session),
  G_STRUCT_OFFSET (FechoCloseRecord, url),
  G_STRUCT_OFFSET (FechoCloseRecord, reason),
  G_STRUCT_OFFSET (FechoCloseRecord, received_reason),
  G_STRUCT_OFFSET (FechoCloseRecord, sent_reason),
  G_STRUCT_OFFSET (FechoCloseRecord, cause_evidence),
  G_STRUCT_OFFSET (FechoCloseRecord, origin_evidence),
  G_STRUCT_OFFSET (FechoCloseRecord, headers),
  G_STRUCT_OFFSET (FechoCloseRecord, error_domain),
  G_STRUCT_OFFSET (FechoCloseRecord, error_message),
  G_STRUCT_OFFSET (FechoCloseRecord, tls_version),
  G_STRUCT_OFFSET (FechoCloseRecord, remote_address),
  G_STRUCT_OFFSET (FechoCloseRecord, subprotocol),
  G_STRUCT_OFFSET (FechoCloseRecord, extensions),
  G_STRUCT_OFFSET (FechoCloseRecord, dictionary),
};

static gboolean
refuse (GError     **error,
        const char  *what,
        guint        code)
{
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "%s (code %u)", what, code);

  return FALSE;
}

static gboolean
check_code (const FechoCloseRecord  *record,
            GError                 **error)
{
  gboolean local_only = record->code == 1006 || record->code == 1015;
  const char *reason = record->reason != NULL ? record->reason : "";

  if (record->code == 0)
    return refuse (error, "A close event cannot have code 0", record->code);
  if (record->code == 1005 && *reason != '\0')
    return refuse (error, "An empty Close frame has no reason", record->code);
  if (local_only && record->was_clean)
    return refuse (error, "Without a Close frame of the peer no close is clean", record->code);
  if (local_only && *reason != '\0')
    return refuse (error, "Without a Close frame of the peer there is no reason", record->code);
  if (strlen (reason) > MAX_REASON_BYTES)
    return refuse (error, "A reason has at most 123 bytes", record->code);
  if (!g_utf8_validate (reason, -1, NULL))
    return refuse (error, "A reason is UTF-8", record->code);

  return TRUE;
}

static gboolean
check_attempt (const FechoCloseRecord  *record,
               GError                 **error)
{
  if (record->failed_attempt == (record->life_us >= 0))
    return refuse (error, "A failed attempt has no life, a close has one", record->code);
  if (record->failed_attempt && record->was_clean)
    return refuse (error, "A failed attempt is never clean", record->code);
  if (record->failed_attempt != (record->stage < FECHO_STAGE_OPEN))
    return refuse (error, "A failed attempt ends before the open stage, a close after it",
                   record->code);

  return TRUE;
}

static FechoCloseEvent *
copy (const FechoCloseRecord *record)
{
  gsize sizes[G_N_ELEMENTS (string_offsets)];
  gsize n_bytes = 0;
  FechoCloseEvent *self;
  char *end;

  for (gsize i = 0; i < G_N_ELEMENTS (string_offsets); i++)
    {
      const char *string = G_STRUCT_MEMBER (const char *, record, string_offsets[i]);

      sizes[i] = string != NULL ? strlen (string) + 1 : 0;
      n_bytes += sizes[i];
    }

  self = g_malloc (sizeof *self + n_bytes);
  g_atomic_ref_count_init (&self->n_refs);
  self->record = *record;
  end = self->strings;
  for (gsize i = 0; i < G_N_ELEMENTS (string_offsets); i++)
    {
      const char **string = G_STRUCT_MEMBER_P (&self->record, string_offsets[i]);

      if (*string == NULL)
        continue;
      *string = memcpy (end, *string, sizes[i]);
      end += sizes[i];
    }

  return self;
}

FechoCloseEvent *
fecho_close_event_new (const FechoCloseRecord  *record,
                       GError                 **error)
{
  FechoCloseEvent *self;

  g_return_val_if_fail (record != NULL, NULL);

  if (!check_code (record, error) || !check_attempt (record, error))
    return NULL;

  self = copy (record);
  if (record->reason == NULL)
    self->record.reason = "";

  return self;
}

FechoCloseEvent *
fecho_close_event_ref (FechoCloseEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
fecho_close_event_unref (FechoCloseEvent *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->n_refs))
    g_free (self);
}

const FechoCloseRecord *
fecho_close_event_get_record (const FechoCloseEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->record;
}

guint16
fecho_close_event_get_code (const FechoCloseEvent *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->record.code;
}

const char *
fecho_close_event_get_reason (const FechoCloseEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->record.reason;
}

gboolean
fecho_close_event_get_was_clean (const FechoCloseEvent *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->record.was_clean;
}

gint64
fecho_close_event_get_opened_at_us (const FechoCloseEvent *self)
{
  g_return_val_if_fail (self != NULL, FECHO_UNKNOWN);

  if (self->record.life_us < 0)
    return FECHO_UNKNOWN;

  return self->record.closed_at_us - self->record.life_us;
}

gint64
fecho_close_event_get_started_at_us (const FechoCloseEvent *self)
{
  g_return_val_if_fail (self != NULL, FECHO_UNKNOWN);

  if (self->record.handshake_us < 0)
    return FECHO_UNKNOWN;

  return self->record.closed_at_us - MAX (self->record.life_us, 0) - self->record.handshake_us;
}

gboolean
fecho_close_event_is_our_own (const FechoCloseEvent *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->record.closed_by == FECHO_CLOSED_BY_USER ||
         self->record.cause == FECHO_CAUSE_APP_QUIT;
}
