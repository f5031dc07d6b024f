/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message.h"

#include <string.h>

struct _FechoMessage
{
  GObject parent_instance;

  FechoMessageKind kind;
  gboolean incoming;
  gint64 at_us;
  GBytes *payload;
  guint16 code;
  char *reason;
  guint64 n_skipped;
};

G_DEFINE_FINAL_TYPE (FechoMessage, fecho_message, G_TYPE_OBJECT)

static void
fecho_message_finalize (GObject *object)
{
  FechoMessage *self = FECHO_MESSAGE (object);

  g_clear_pointer (&self->payload, g_bytes_unref);
  g_free (self->reason);

  G_OBJECT_CLASS (fecho_message_parent_class)->finalize (object);
}

static void
fecho_message_class_init (FechoMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_message_finalize;
}

static void
fecho_message_init (FechoMessage *self)
{
}

static FechoMessage *
new_message (FechoMessageKind kind,
             gint64           at_us)
{
  FechoMessage *self = g_object_new (FECHO_TYPE_MESSAGE, NULL);

  self->kind = kind;
  self->at_us = at_us;

  return self;
}

FechoMessage *
fecho_message_new (gboolean  incoming,
                   gboolean  binary,
                   GBytes   *payload,
                   gint64    at_us)
{
  FechoMessage *self;

  g_return_val_if_fail (payload != NULL, NULL);

  self = new_message (binary ? FECHO_MESSAGE_BINARY : FECHO_MESSAGE_TEXT, at_us);
  self->incoming = incoming;
  self->payload = payload;

  return self;
}

FechoMessage *
fecho_message_new_close (gboolean    incoming,
                         guint16     code,
                         const char *reason,
                         gint64      at_us)
{
  FechoMessage *self = new_message (FECHO_MESSAGE_CLOSE, at_us);

  self->incoming = incoming;
  self->code = code;
  self->reason = g_strdup (reason);

  return self;
}

FechoMessage *
fecho_message_new_end (FechoMessageKind kind,
                       guint16          code,
                       gint64           at_us)
{
  FechoMessage *self;

  g_return_val_if_fail (kind == FECHO_MESSAGE_LOST || kind == FECHO_MESSAGE_FAILED, NULL);

  self = new_message (kind, at_us);
  self->code = code;

  return self;
}

FechoMessage *
fecho_message_new_note (FechoMessageKind kind,
                        guint64          n_skipped,
                        gint64           at_us)
{
  FechoMessage *self;

  g_return_val_if_fail (kind >= FECHO_MESSAGE_OPENED, NULL);

  self = new_message (kind, at_us);
  self->n_skipped = n_skipped;

  return self;
}

FechoMessageKind
fecho_message_get_kind (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), FECHO_MESSAGE_TEXT);

  return self->kind;
}

gboolean
fecho_message_is_frame (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), FALSE);

  return self->kind <= FECHO_MESSAGE_CLOSE;
}

gboolean
fecho_message_get_incoming (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), FALSE);

  return self->incoming;
}

gint64
fecho_message_get_at_us (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), 0);

  return self->at_us;
}

GBytes *
fecho_message_get_payload (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), NULL);

  return self->payload;
}

gsize
fecho_message_get_n_bytes (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), 0);

  if (self->payload != NULL)
    return g_bytes_get_size (self->payload);
  if (self->kind == FECHO_MESSAGE_CLOSE && self->code != 0)
    return sizeof self->code + strlen (fecho_message_get_reason (self));

  return 0;
}

guint16
fecho_message_get_code (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), 0);

  return self->code;
}

const char *
fecho_message_get_reason (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), NULL);

  return self->reason != NULL ? self->reason : "";
}

guint64
fecho_message_get_n_skipped (FechoMessage *self)
{
  g_return_val_if_fail (FECHO_IS_MESSAGE (self), 0);

  return self->n_skipped;
}
