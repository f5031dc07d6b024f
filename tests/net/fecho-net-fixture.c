/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"

static void
stage_cb (FechoConnection *connection,
          FechoStage       stage,
          gpointer         data)
{
  NetFixture *self = data;

  if (self->stages->len > 0)
    g_string_append_c (self->stages, ' ');
  g_string_append (self->stages, fecho_stage_to_string (stage));
}

static void
opened_cb (FechoConnection *connection,
           gint64           opened_at_us,
           gint64           handshake_us,
           gpointer         data)
{
  NetFixture *self = data;

  g_assert_cmpuint (self->n_closed, ==, 0);
  g_assert_cmpint (handshake_us, >, 0);
  self->opened_at_us = opened_at_us;
  self->n_opened++;
}

static void
message_cb (FechoConnection *connection,
            gboolean         incoming,
            guint            type,
            GBytes          *payload,
            gpointer         data)
{
  NetFixture *self = data;
  gsize size;
  const char *bytes = g_bytes_get_data (payload, &size);

  g_ptr_array_add (self->messages, g_strdup_printf ("%c%.*s", incoming ? '<' : '>',
                                                    (int)MIN (size, 64), bytes));
}

static void
skipped_cb (FechoConnection *connection,
            guint64          n_skipped,
            gpointer         data)
{
  NetFixture *self = data;

  self->n_skipped += n_skipped;
}

static void
closed_cb (FechoConnection *connection,
           FechoCloseEvent *event,
           gpointer         data)
{
  NetFixture *self = data;

  self->n_closed++;
  g_assert_cmpuint (self->n_closed, ==, 1);
  self->event = fecho_close_event_ref (event);
}

static const FechoConnectionFuncs connection_funcs = {
  stage_cb, opened_cb, message_cb, skipped_cb, closed_cb,
};

static NetFixture *
make_fixture (FechoNet   *net,
              const char *url)
{
  NetFixture *self = g_new0 (NetFixture, 1);
  g_autoptr(GError) error = NULL;

  self->net = net;
  self->endpoint = fecho_endpoint_new (url, &error);
  g_assert_no_error (error);
  self->stages = g_string_new (NULL);
  self->messages = g_ptr_array_new_with_free_func (g_free);

  return self;
}

NetFixture *
net_fixture_new (const char *url)
{
  return make_fixture (fecho_net_new (), url);
}

NetFixture *
net_fixture_new_beside (NetFixture *other,
                        const char *url)
{
  NetFixture *self = make_fixture (g_object_ref (other->net), url);

  self->is_net_shared = TRUE;

  return self;
}

NetFixture *
net_fixture_new_for (FechoRudeServer *server)
{
  g_autofree char *url = fecho_rude_server_dup_url (server, "/");

  return net_fixture_new (url);
}

void
net_fixture_free (NetFixture *self)
{
  if (self->connection != NULL && self->n_closed == 0)
    {
      fecho_connection_quit (self->connection);
      fecho_test_wait (self->n_closed == 1);
    }
  if (self->connection != NULL)
    g_assert_finalize_object (self->connection);
  if (self->is_net_shared)
    {
      g_object_unref (self->net);
    }
  else
    {
      fecho_net_stop (self->net);
      g_assert_finalize_object (self->net);
    }
  fecho_endpoint_free (self->endpoint);
  g_string_free (self->stages, TRUE);
  g_ptr_array_unref (self->messages);
  g_clear_pointer (&self->event, fecho_close_event_unref);
  g_free (self);
}

void
net_fixture_connect (NetFixture *self)
{
  self->connection = fecho_connection_new (self->net, self->endpoint, 1, &connection_funcs, self);
  fecho_connection_set_watch_messages (self->connection, TRUE);
  fecho_connection_connect (self->connection);
}

void
net_fixture_wait_open (NetFixture *self)
{
  fecho_test_wait (self->n_opened == 1);
}

const FechoCloseRecord *
net_fixture_wait_end (NetFixture *self)
{
  fecho_test_wait (self->n_closed == 1);

  return fecho_close_event_get_record (self->event);
}

NetFixture *
net_fixture_run (const char *script)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new (script);
  NetFixture *self = net_fixture_new_for (server);

  net_fixture_connect (self);
  net_fixture_wait_end (self);

  return self;
}

void
net_fixture_close (NetFixture *self,
                   guint16     code,
                   const char *reason)
{
  g_autoptr(GError) error = NULL;
  gboolean done = fecho_connection_close (self->connection, code, reason, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}
