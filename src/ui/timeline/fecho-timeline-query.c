/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-timeline-query.h"

#include "fecho-monitor-query.h"
#include "fecho-refresher.h"
#include "fecho-scope.h"

/* An answer that takes longer is waited for visibly. */
#define LOADING_MS 200

struct _FechoTimelineQuery
{
  const FechoTimelineQueryFuncs *funcs;
  gpointer data;
  FechoLaneShelf *shelf;            /* borrowed */
  FechoMonitor *monitor;
  FechoIdList *scope;
  FechoRefresher refresher;
  FechoLaneView asked;              /* of the query in flight */
  guint loading_id;
  gboolean loading;
};

/* -- an answer that takes long */

static void
set_loading (FechoTimelineQuery *self,
             gboolean            loading)
{
  g_clear_handle_id (&self->loading_id, g_source_remove);
  if (self->loading == loading)
    return;

  self->loading = loading;
  self->funcs->loading_changed (self->data);
}

static gboolean
loading_cb (gpointer data)
{
  FechoTimelineQuery *self = data;

  self->loading_id = 0;
  set_loading (self, TRUE);

  return G_SOURCE_REMOVE;
}

/* -- asking */

/* Of a session that the history does not know yet it tells nothing: it was not watched. */
static void
fill_unknown (GPtrArray           *lanes,
              const FechoLaneView *view)
{
  FechoSpan span = { view->from_us, view->to_us, FECHO_SPAN_NOT_MONITORED };

  for (guint i = 0; i < lanes->len; i++)
    {
      FechoLane *lane = lanes->pdata[i];

      if (lane->spans->len == 0)
        g_array_append_val (lane->spans, span);
    }
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  FechoTimelineQuery *self = data;
  g_autoptr(GError) error = NULL;
  FechoTimelineAnswer *answer = fecho_monitor_timeline_finish (FECHO_MONITOR (source), result,
                                                               &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_loading (self, FALSE);
  if (answer == NULL)
    {
      g_message ("The timeline cannot be read: %s", error->message);
    }
  else
    {
      fill_unknown (answer->lanes, &self->asked);
      self->funcs->answered (answer, &self->asked, self->data);
    }

  fecho_refresher_done (&self->refresher);
}

static void
ask (gpointer      owner,
     GCancellable *cancellable)
{
  FechoTimelineQuery *self = owner;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_auto(GStrv) wanted = NULL;

  self->asked = self->funcs->get_view (self->data);
  filter->since_us = self->asked.from_us;
  filter->until_us = self->asked.to_us;
  filter->kinds = FECHO_KINDS_BOTH;
  filter->sessions = fecho_scope_resolve (self->scope, self->monitor);
  wanted = fecho_lane_shelf_start_reading (self->shelf, &self->asked);
  if (self->loading_id == 0 && !self->loading)
    self->loading_id = g_timeout_add (LOADING_MS, loading_cb, self);
  fecho_monitor_timeline_async (self->monitor, filter, (const char *const *)wanted,
                                self->asked.cell_us, FECHO_TIMELINE_MAX_BUCKETS, cancellable,
                                answered_cb, self);
}

FechoTimelineQuery *
fecho_timeline_query_new (FechoLaneShelf                *shelf,
                          const FechoTimelineQueryFuncs *funcs,
                          gpointer                       data)
{
  FechoTimelineQuery *self = g_new0 (FechoTimelineQuery, 1);

  self->shelf = shelf;
  self->funcs = funcs;
  self->data = data;
  fecho_refresher_init (&self->refresher, ask, self);

  return self;
}

void
fecho_timeline_query_free (FechoTimelineQuery *self)
{
  fecho_refresher_clear (&self->refresher);
  g_clear_handle_id (&self->loading_id, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->scope, fecho_id_list_unref);
  g_free (self);
}

void
fecho_timeline_query_set_monitor (FechoTimelineQuery *self,
                                  FechoMonitor       *monitor)
{
  if (!g_set_object (&self->monitor, monitor) || monitor != NULL)
    return;

  fecho_refresher_forget (&self->refresher);
  set_loading (self, FALSE);
}

void
fecho_timeline_query_set_scope (FechoTimelineQuery *self,
                                FechoIdList        *scope)
{
  FechoIdList *before = self->scope;

  self->scope = scope != NULL ? fecho_id_list_ref (scope) : NULL;
  g_clear_pointer (&before, fecho_id_list_unref);
}

void
fecho_timeline_query_set_active (FechoTimelineQuery *self,
                                 gboolean            active)
{
  fecho_refresher_set_active (&self->refresher, active);
}

void
fecho_timeline_query_want (FechoTimelineQuery *self)
{
  if (self->monitor != NULL)
    fecho_refresher_want (&self->refresher);
}

void
fecho_timeline_query_restart (FechoTimelineQuery *self)
{
  if (self->monitor != NULL)
    fecho_refresher_restart (&self->refresher);
}

gboolean
fecho_timeline_query_is_loading (FechoTimelineQuery *self)
{
  return self->loading;
}
