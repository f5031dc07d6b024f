/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-change.h"

typedef enum
{
  CHANGE_SAVE,
  CHANGE_PLACE,
  CHANGE_REMOVE,
  CHANGE_OPENED,
  CHANGE_CLOSE,
  CHANGE_STATE,
} ChangeKind;

struct _FechoChange
{
  ChangeKind kind;
  FechoCloseEvent *event;
  FechoEndpoint *endpoint;
  char *session_id;
  char **sessions;
  char *detail;
  gint64 at_us;
  gint64 handshake_us;
  guint position;
  int state;
};

static FechoChange *
new_change (ChangeKind  kind,
            const char *session_id)
{
  FechoChange *self = g_new0 (FechoChange, 1);

  self->kind = kind;
  self->session_id = g_strdup (session_id);

  return self;
}

FechoChange *
fecho_change_new_save (const FechoEndpoint *endpoint,
                       guint                position)
{
  FechoChange *self = new_change (CHANGE_SAVE, NULL);

  self->endpoint = fecho_endpoint_copy (endpoint);
  self->position = position;

  return self;
}

FechoChange *
fecho_change_new_place (const char *const *sessions,
                        guint              first_position)
{
  FechoChange *self = new_change (CHANGE_PLACE, NULL);

  self->sessions = g_strdupv ((char **)sessions);
  self->position = first_position;

  return self;
}

FechoChange *
fecho_change_new_remove (const char *session_id)
{
  return new_change (CHANGE_REMOVE, session_id);
}

FechoChange *
fecho_change_new_opened (const char *session_id,
                         gint64      opened_at_us,
                         gint64      handshake_us)
{
  FechoChange *self = new_change (CHANGE_OPENED, session_id);

  self->at_us = opened_at_us;
  self->handshake_us = handshake_us;

  return self;
}

FechoChange *
fecho_change_new_close (FechoCloseEvent *event)
{
  FechoChange *self = new_change (CHANGE_CLOSE, NULL);

  self->event = fecho_close_event_ref (event);

  return self;
}

FechoChange *
fecho_change_new_state (const char *session_id,
                        int         kind,
                        gint64      at_us,
                        const char *detail)
{
  FechoChange *self = new_change (CHANGE_STATE, session_id);

  self->state = kind;
  self->at_us = at_us;
  self->detail = g_strdup (detail);

  return self;
}

void
fecho_change_free (FechoChange *self)
{
  g_clear_pointer (&self->event, fecho_close_event_unref);
  g_clear_pointer (&self->endpoint, fecho_endpoint_free);
  g_free (self->session_id);
  g_strfreev (self->sessions);
  g_free (self->detail);
  g_free (self);
}

FechoCloseEvent *
fecho_change_get_event (FechoChange *self)
{
  return self->event;
}

gboolean
fecho_change_is_of_computer (const FechoChange *self)
{
  return self->kind == CHANGE_STATE && self->session_id == NULL;
}

gboolean
fecho_change_apply (FechoChange  *self,
                    FechoBatch   *batch,
                    gint64        run,
                    gint64       *ret_id,
                    GError      **error)
{
  switch (self->kind)
    {
    case CHANGE_SAVE:
      return fecho_batch_save_session (batch, self->endpoint, self->position, error);

    case CHANGE_PLACE:
      return fecho_batch_place_sessions (batch, self->sessions, self->position, error);

    case CHANGE_REMOVE:
      return fecho_batch_remove_session (batch, self->session_id, error);

    case CHANGE_OPENED:
      return fecho_batch_add_opened (batch, run, self->session_id, self->at_us,
                                     self->handshake_us, error);

    case CHANGE_CLOSE:
      return fecho_batch_add_close (batch, run, fecho_close_event_get_record (self->event),
                                    ret_id, error);

    case CHANGE_STATE:
      return fecho_batch_add_state (batch, run, self->session_id, self->state, self->at_us,
                                    self->detail, error);
    }

  g_assert_not_reached ();
}
