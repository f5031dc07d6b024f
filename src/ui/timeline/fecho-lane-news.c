/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-news.h"

/* What a session has just done is in the history a little later; asked again it is after twice the
 * time. */
#define SETTLE_MS 150
#define MAX_SETTLE_MS 10000

struct _FechoLaneNews
{
  GObject parent_instance;

  FechoLaneShelf *shelf;            /* borrowed */
  guint first;                      /* lanes on the screen: first to before end */
  guint end;
  guint n_waiting;
  guint settle_id;
  guint settle_ms;
};

G_DEFINE_FINAL_TYPE (FechoLaneNews, fecho_lane_news, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_WAITING = 1,
} FechoLaneNewsProperty;

static GParamSpec *properties[PROP_N_WAITING + 1];
static guint due_signal;

static gboolean
settle_cb (gpointer data)
{
  FechoLaneNews *self = data;

  self->settle_id = 0;
  g_signal_emit (self, due_signal, 0);

  return G_SOURCE_REMOVE;
}

static void
settle_later (FechoLaneNews *self,
              guint          delay_ms)
{
  self->settle_ms = delay_ms;
  if (self->settle_id == 0)
    self->settle_id = g_timeout_add (delay_ms, settle_cb, self);
}

static void
set_n_waiting (FechoLaneNews *self,
               guint          n_waiting)
{
  if (self->n_waiting == n_waiting)
    return;

  self->n_waiting = n_waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

/* Of what it does only some is recorded, and none of that is told. */
static void
state_cb (FechoLaneNews *self,
          GParamSpec    *pspec,
          FechoSession  *session)
{
  FechoSessionState state = fecho_session_get_state (session);
  FechoTimelineLane *lane;
  guint index;

  if (!fecho_lane_shelf_find (self->shelf, fecho_session_get_id (session), &index))
    return;

  lane = fecho_lane_shelf_get_lane (self->shelf, index);
  if (lane->waits != (state == FECHO_SESSION_NO_NETWORK))
    {
      lane->waits = !lane->waits;
      set_n_waiting (self, lane->waits ? self->n_waiting + 1 : self->n_waiting - 1);
    }
  if (state == FECHO_SESSION_CONNECTING || state == FECHO_SESSION_WAITING)
    return;

  lane->stale = TRUE;
  if (index >= self->first && index < self->end)
    settle_later (self, SETTLE_MS);
}

/* Returns whether it waits for the network. */
static gboolean
follow_lane (FechoLaneNews     *self,
             FechoTimelineLane *lane)
{
  lane->waits = lane->session != NULL &&
                fecho_session_get_state (lane->session) == FECHO_SESSION_NO_NETWORK;
  if (lane->session != NULL)
    {
      g_signal_handlers_disconnect_by_func (lane->session, state_cb, self);
      g_signal_connect_object (lane->session, "notify::state", G_CALLBACK (state_cb), self,
                               G_CONNECT_SWAPPED);
    }

  return lane->waits;
}

static gboolean
is_behind (const FechoTimelineLane *lane)
{
  const GArray *spans = lane->lane->spans;

  return lane->session != NULL && lane->follows && spans->len > 0 &&
         fecho_session_get_state (lane->session) == FECHO_SESSION_OPEN &&
         g_array_index (spans, FechoSpan, spans->len - 1).kind != FECHO_SPAN_OPEN;
}

static void
fecho_lane_news_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((FechoLaneNewsProperty)id)
    {
    case PROP_N_WAITING:
      g_value_set_uint (value, FECHO_LANE_NEWS (object)->n_waiting);
      break;
    }
}

static void
fecho_lane_news_dispose (GObject *object)
{
  g_clear_handle_id (&FECHO_LANE_NEWS (object)->settle_id, g_source_remove);

  G_OBJECT_CLASS (fecho_lane_news_parent_class)->dispose (object);
}

static void
fecho_lane_news_class_init (FechoLaneNewsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_lane_news_dispose;
  object_class->get_property = fecho_lane_news_get_property;

  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  due_signal = g_signal_new ("due", FECHO_TYPE_LANE_NEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                             G_TYPE_NONE, 0);
}

static void
fecho_lane_news_init (FechoLaneNews *self)
{
}

FechoLaneNews *
fecho_lane_news_new (FechoLaneShelf *shelf)
{
  FechoLaneNews *self;

  g_return_val_if_fail (shelf != NULL, NULL);

  self = g_object_new (FECHO_TYPE_LANE_NEWS, NULL);
  self->shelf = shelf;

  return self;
}

void
fecho_lane_news_follow (FechoLaneNews *self,
                        guint          first)
{
  guint n_waiting;

  g_return_if_fail (FECHO_IS_LANE_NEWS (self));

  n_waiting = first > 0 ? self->n_waiting : 0;
  for (guint i = first; i < fecho_lane_shelf_get_n_lanes (self->shelf); i++)
    n_waiting += follow_lane (self, fecho_lane_shelf_get_lane (self->shelf, i));
  set_n_waiting (self, n_waiting);
}

void
fecho_lane_news_set_window (FechoLaneNews *self,
                            guint          first,
                            guint          end)
{
  g_return_if_fail (FECHO_IS_LANE_NEWS (self));

  self->first = first;
  self->end = end;
}

void
fecho_lane_news_look (FechoLaneNews *self)
{
  guint end;
  gboolean behind = FALSE;

  g_return_if_fail (FECHO_IS_LANE_NEWS (self));

  end = MIN (self->end, fecho_lane_shelf_get_n_lanes (self->shelf));
  for (guint i = self->first; i < end; i++)
    {
      FechoTimelineLane *lane = fecho_lane_shelf_get_lane (self->shelf, i);

      if (!is_behind (lane))
        continue;

      lane->stale = TRUE;
      behind = TRUE;
    }
  if (behind)
    settle_later (self, MIN (MAX (self->settle_ms, SETTLE_MS) * 2, MAX_SETTLE_MS));
}

guint
fecho_lane_news_get_n_waiting (FechoLaneNews *self)
{
  g_return_val_if_fail (FECHO_IS_LANE_NEWS (self), 0);

  return self->n_waiting;
}
