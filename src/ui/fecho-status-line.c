/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-status-line.h"

#include <glib/gi18n.h>

#include "fecho-background.h"

/* Connections come and go in storms: the desktop is told this often at most. */
#define GATHER_S 2

struct _FechoStatusLine
{
  GObject parent_instance;

  FechoMonitor *monitor;
  guint source;
};

G_DEFINE_FINAL_TYPE (FechoStatusLine, fecho_status_line, G_TYPE_OBJECT)

static void
tell (FechoStatusLine *self)
{
  GListModel *sessions = fecho_monitor_get_sessions (self->monitor);
  g_autofree char *status = fecho_status_line_format (g_list_model_get_n_items (sessions),
                                                      fecho_monitor_get_n_open (self->monitor));

  fecho_background_set_status (status);
}

static gboolean
tell_cb (gpointer data)
{
  FechoStatusLine *self = data;

  self->source = 0;
  tell (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (FechoStatusLine *self)
{
  if (self->source == 0)
    self->source = g_timeout_add_seconds (GATHER_S, tell_cb, self);
}

static void
fecho_status_line_dispose (GObject *object)
{
  FechoStatusLine *self = FECHO_STATUS_LINE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_status_line_parent_class)->dispose (object);
}

static void
fecho_status_line_class_init (FechoStatusLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_status_line_dispose;
}

static void
fecho_status_line_init (FechoStatusLine *self)
{
}

FechoStatusLine *
fecho_status_line_new (FechoMonitor *monitor)
{
  FechoStatusLine *self;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);

  self = g_object_new (FECHO_TYPE_STATUS_LINE, NULL);
  self->monitor = g_object_ref (monitor);
  g_signal_connect_object (monitor, "notify::n-open", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fecho_monitor_get_sessions (monitor), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  tell (self);

  return self;
}

char *
fecho_status_line_format (guint n_sessions,
                          guint n_open)
{
  g_autofree char *sessions = NULL;

  /* Translators: shown by the desktop; %u is how many sessions are watched without a window. */
  sessions = g_strdup_printf (ngettext ("Watching %u session", "Watching %u sessions",
                                        n_sessions), n_sessions);

  /* Translators: “Watching 12 sessions”, then how many of them are open. */
  return g_strdup_printf (ngettext ("%s, %u open", "%s, %u open", n_open), sessions, n_open);
}
