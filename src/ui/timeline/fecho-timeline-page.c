/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-timeline-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-axis.h"
#include "fecho-clock.h"
#include "fecho-computer-lane.h"
#include "fecho-density.h"
#include "fecho-dispose.h"
#include "fecho-format.h"
#include "fecho-hover-card.h"
#include "fecho-insight.h"
#include "fecho-legend.h"
#include "fecho-monitor-query.h"
#include "fecho-range-bar.h"
#include "fecho-span-swatch.h"
#include "fecho-verdict.h"

/* How long the pointer rests before the card comes; from one thing to the next it stays. */
#define CARD_DELAY_MS 150

struct _FechoTimelinePage
{
  GtkWidget parent_instance;

  FechoRangeBar *range_bar;
  FechoVerdict *verdict;
  FechoLegend *legend;
  FechoDensity *density;
  FechoComputerLane *computer;
  FechoInsight *network_insight;
  FechoLanes *lanes;
  FechoAxis *axis;
  FechoAxis *narrow_axis;
  GtkOverlay *overlay;
  GtkRevealer *card_revealer;
  FechoHoverCard *card;
  GtkLabel *attempts_label;

  FechoTimelineModel *model;
  gboolean session_chosen;      /* by the click that may be the first of two */
  guint card_delay_id;
  gint64 shown_id;              /* the newest marker on the card; 0: a span, or none */
  guint n_shown;
  GCancellable *reason_cancellable;
};

G_DEFINE_FINAL_TYPE (FechoTimelinePage, fecho_timeline_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_RANGE,
  PROP_SCOPE,
} FechoTimelinePageProperty;

static GParamSpec *properties[PROP_SCOPE + 1];

static void
totals_changed_cb (FechoTimelinePage *self)
{
  guint n_attempts = fecho_timeline_model_get_totals (self->model)->n_attempts;
  g_autofree char *count = fecho_format_count (n_attempts);

  gtk_label_set_label (self->attempts_label, count);
}

static void
waiting_changed_cb (FechoTimelinePage *self)
{
  guint n_waiting = fecho_timeline_model_get_n_waiting (self->model);
  /* Translators: %u is how many sessions wait for the network. */
  g_autofree char *text = g_strdup_printf (ngettext ("No network: %u session waits",
                                                     "No network: %u sessions wait", n_waiting),
                                           n_waiting);

  /* What it said stays while it goes. */
  if (n_waiting > 0)
    fecho_insight_set_text (self->network_insight, text);
  fecho_insight_set_revealed (self->network_insight, n_waiting > 0);
}

static void
loading_changed_cb (FechoTimelinePage *self)
{
  gboolean loading = fecho_timeline_model_get_loading (self->model);

  g_object_set (self->range_bar, "busy", loading, NULL);
  if (loading)
    gtk_widget_add_css_class (GTK_WIDGET (self->density), "loading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->density), "loading");
}

static void
session_chosen_cb (FechoTimelinePage *self,
                   FechoSession      *session)
{
  self->session_chosen = TRUE;
  (void)gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-session", "s",
                                    fecho_session_get_id (session)); /* none: no window */
}

/* On the name of a session a second click shows its messages. By then it is the only lane, and
 * stands elsewhere: only the page sees that they are two. */
static void
pressed_cb (FechoTimelinePage *self,
            int                n_press,
            double             x,
            double             y,
            GtkGesture        *gesture)
{
  if (n_press == 2 && self->session_chosen)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      (void)gtk_widget_activate_action (GTK_WIDGET (self), "win.messages", "s", ""); /* as above */
    }
  self->session_chosen = FALSE;
}

/* Our properties are the model's. */
static void
model_notify_cb (FechoTimelinePage *self,
                 GParamSpec        *pspec)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self), pspec->name) != NULL)
    g_object_notify (G_OBJECT (self), pspec->name);
}

static void
cancel_reason (FechoTimelinePage *self)
{
  g_cancellable_cancel (self->reason_cancellable);
  g_clear_object (&self->reason_cancellable);
}

static const char *
find_reason (GPtrArray *events,
             gint64     id)
{
  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (g_ptr_array_index (events, i));

      if (record->id == id)
        return record->reason;
    }

  return NULL;
}

static void
reason_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  FechoTimelinePage *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = fecho_monitor_recent_finish (FECHO_MONITOR (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reason_cancellable);
  /* Without it the card has one line less. */
  if (events == NULL)
    g_message ("The reason of a close cannot be read: %s", error->message);
  else
    fecho_hover_card_set_reason (self->card, find_reason (events, self->shown_id));
}

/* Markers have no texts: the newest one's is asked for. */
static void
ask_reason (FechoTimelinePage   *self,
            const FechoLanesHit *hit)
{
  FechoMonitor *monitor = fecho_timeline_model_get_monitor (self->model);
  const char *sessions[] = { hit->lane->lane->session_id, NULL };
  g_autoptr(FechoFilter) filter = NULL;

  if (monitor == NULL)
    return;

  filter = fecho_filter_new ();
  filter->since_us = hit->markers[hit->n_markers - 1].at_us;
  filter->until_us = filter->since_us + 1;
  filter->sessions = fecho_id_list_new (sessions);
  filter->kinds = FECHO_KINDS_CLOSES;
  self->reason_cancellable = g_cancellable_new ();
  fecho_monitor_recent_async (monitor, filter, 8, self->reason_cancellable, reason_read_cb, self);
}

static void
hide_card (FechoTimelinePage *self)
{
  cancel_reason (self);
  self->shown_id = 0;
  gtk_revealer_set_reveal_child (self->card_revealer, FALSE);
}

/* Of the lane of this computer. */
static gboolean
show_computer_card (FechoTimelinePage *self)
{
  const FechoComputerEvent *event;
  graphene_rect_t bounds;

  if (!fecho_computer_lane_get_hover (self->computer, &event, &bounds))
    return FALSE;

  cancel_reason (self);
  self->shown_id = 0;
  fecho_hover_card_show_computer (self->card, event, fecho_clock_wall_us ());
  gtk_revealer_set_reveal_child (self->card_revealer, TRUE);

  return TRUE;
}

static void
show_card (FechoTimelinePage *self)
{
  FechoLanesHit hit;
  gint64 newest_id;

  g_clear_handle_id (&self->card_delay_id, g_source_remove);
  gtk_widget_queue_allocate (GTK_WIDGET (self->overlay));
  if (!fecho_lanes_get_hover (self->lanes, &hit))
    {
      if (!show_computer_card (self))
        hide_card (self);
      return;
    }

  newest_id = hit.markers != NULL ? hit.markers[hit.n_markers - 1].id : 0;
  if (newest_id != 0 && newest_id == self->shown_id && hit.n_ends == self->n_shown)
    return;

  cancel_reason (self);
  fecho_hover_card_show (self->card, &hit, fecho_clock_wall_us ());
  self->shown_id = newest_id;
  self->n_shown = hit.n_ends;
  if (hit.markers != NULL)
    ask_reason (self, &hit);
  gtk_revealer_set_reveal_child (self->card_revealer, TRUE);
}

static gboolean
card_delay_cb (gpointer data)
{
  FechoTimelinePage *self = data;

  self->card_delay_id = 0;
  show_card (self);

  return G_SOURCE_REMOVE;
}

static void
hover_changed_cb (FechoTimelinePage *self)
{
  FechoLanesHit hit;
  const FechoComputerEvent *event;
  gboolean here = fecho_lanes_get_hover (self->lanes, &hit) ||
                  fecho_computer_lane_get_hover (self->computer, &event, &hit.bounds);

  if (!here || gtk_revealer_get_reveal_child (self->card_revealer))
    show_card (self);
  else if (self->card_delay_id == 0)
    self->card_delay_id = g_timeout_add (CARD_DELAY_MS, card_delay_cb, self);
}

/* Before what Escape else leaves: the selection, the details. */
static gboolean
key_pressed_cb (FechoTimelinePage *self,
                guint              key)
{
  if (key != GDK_KEY_Escape || !gtk_revealer_get_reveal_child (self->card_revealer))
    return GDK_EVENT_PROPAGATE;

  hide_card (self);

  return GDK_EVENT_STOP;
}

/* Where the thing is that the card is about, in the overlay. */
static gboolean
get_hovered_bounds (FechoTimelinePage *self,
                    graphene_rect_t   *ret_bounds)
{
  GtkWidget *over = GTK_WIDGET (self->lanes);
  const FechoComputerEvent *event;
  FechoLanesHit hit;
  double x;
  double y;

  if (!fecho_lanes_get_hover (self->lanes, &hit))
    {
      if (!fecho_computer_lane_get_hover (self->computer, &event, &hit.bounds))
        return FALSE;
      over = GTK_WIDGET (self->computer);
    }
  if (!gtk_widget_translate_coordinates (over, GTK_WIDGET (self->overlay), hit.bounds.origin.x,
                                         hit.bounds.origin.y, &x, &y))
    return FALSE;

  *ret_bounds = hit.bounds;
  ret_bounds->origin = GRAPHENE_POINT_INIT (x, y);

  return TRUE;
}

static gboolean
get_card_position_cb (GtkOverlay   *overlay,
                      GtkWidget    *child,
                      GdkRectangle *allocation,
                      gpointer      data)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (overlay), FECHO_TYPE_TIMELINE_PAGE);
  FechoTimelinePage *self = FECHO_TIMELINE_PAGE (page);
  GtkRequisition size;
  graphene_rect_t bounds;

  gtk_widget_get_preferred_size (child, NULL, &size);
  *allocation = (GdkRectangle) { 0, 0, size.width, size.height };
  if (get_hovered_bounds (self, &bounds))
    fecho_hover_card_place (&bounds, size.width, size.height,
                            gtk_widget_get_width (GTK_WIDGET (overlay)),
                            gtk_widget_get_height (GTK_WIDGET (overlay)), allocation);

  return TRUE;
}

static void
fecho_timeline_page_map (GtkWidget *widget)
{
  FechoTimelinePage *self = FECHO_TIMELINE_PAGE (widget);

  GTK_WIDGET_CLASS (fecho_timeline_page_parent_class)->map (widget);

  fecho_timeline_model_set_active (self->model, TRUE);
}

static void
fecho_timeline_page_unmap (GtkWidget *widget)
{
  FechoTimelinePage *self = FECHO_TIMELINE_PAGE (widget);

  fecho_timeline_model_set_active (self->model, FALSE);

  GTK_WIDGET_CLASS (fecho_timeline_page_parent_class)->unmap (widget);
}

static void
fecho_timeline_page_dispose (GObject *object)
{
  FechoTimelinePage *self = FECHO_TIMELINE_PAGE (object);

  g_clear_handle_id (&self->card_delay_id, g_source_remove);
  cancel_reason (self);
  if (self->model != NULL)
    fecho_timeline_model_set_active (self->model, FALSE);
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_TIMELINE_PAGE);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (fecho_timeline_page_parent_class)->dispose (object);
}

static void
fecho_timeline_page_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  FechoTimelinePage *self = FECHO_TIMELINE_PAGE (object);

  switch ((FechoTimelinePageProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, fecho_timeline_model_get_monitor (self->model));
      break;
    case PROP_RANGE:
      g_value_set_object (value, fecho_timeline_model_get_range (self->model));
      break;
    case PROP_SCOPE:
      g_value_set_boxed (value, fecho_timeline_model_get_scope (self->model));
      break;
    }
}

static void
fecho_timeline_page_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  FechoTimelinePage *self = FECHO_TIMELINE_PAGE (object);

  switch ((FechoTimelinePageProperty)id)
    {
    case PROP_MONITOR:
      fecho_timeline_model_set_monitor (self->model, g_value_get_object (value));
      break;
    case PROP_RANGE:
      fecho_timeline_model_set_range (self->model, g_value_get_object (value));
      break;
    case PROP_SCOPE:
      fecho_timeline_model_set_scope (self->model, g_value_get_boxed (value));
      break;
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-timeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, range_bar);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, verdict);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, legend);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, density);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, computer);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, network_insight);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, lanes);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, axis);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, narrow_axis);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, overlay);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, card_revealer);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, card);
  gtk_widget_class_bind_template_child (widget_class, FechoTimelinePage, attempts_label);
  gtk_widget_class_bind_template_callback (widget_class, hover_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_card_position_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, session_chosen_cb);
}

static void
fecho_timeline_page_class_init (FechoTimelinePageClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_timeline_page_dispose;
  object_class->get_property = fecho_timeline_page_get_property;
  object_class->set_property = fecho_timeline_page_set_property;
  widget_class->map = fecho_timeline_page_map;
  widget_class->unmap = fecho_timeline_page_unmap;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR, flags);
  properties[PROP_RANGE] = g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE, flags);
  properties[PROP_SCOPE] = g_param_spec_boxed ("scope", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (FECHO_TYPE_AXIS);
  g_type_ensure (FECHO_TYPE_COMPUTER_LANE);
  g_type_ensure (FECHO_TYPE_DENSITY);
  g_type_ensure (FECHO_TYPE_HOVER_CARD);
  g_type_ensure (FECHO_TYPE_INSIGHT);
  g_type_ensure (FECHO_TYPE_LANES);
  g_type_ensure (FECHO_TYPE_LEGEND);
  g_type_ensure (FECHO_TYPE_RANGE_BAR);
  g_type_ensure (FECHO_TYPE_SPAN_SWATCH);
  g_type_ensure (FECHO_TYPE_VERDICT);
  bind_template (widget_class);
}

static void
fecho_timeline_page_init (FechoTimelinePage *self)
{
  self->model = fecho_timeline_model_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fecho_timeline_model_glide_in (self->model, GTK_WIDGET (self));

  fecho_verdict_set_model (self->verdict, self->model);
  g_object_bind_property (self->model, "classes", self->legend, "classes",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  fecho_chart_set_model (FECHO_CHART (self->density), self->model);
  fecho_chart_set_model (FECHO_CHART (self->computer), self->model);
  fecho_chart_set_model (FECHO_CHART (self->lanes), self->model);
  fecho_chart_set_model (FECHO_CHART (self->axis), self->model);
  fecho_chart_set_model (FECHO_CHART (self->narrow_axis), self->model);
  g_signal_connect_object (self->model, "notify", G_CALLBACK (model_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (loading_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::n-waiting", G_CALLBACK (waiting_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "axis-changed", G_CALLBACK (totals_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "lanes-changed", G_CALLBACK (totals_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

FechoTimelineModel *
fecho_timeline_page_get_model (FechoTimelinePage *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_PAGE (self), NULL);

  return self->model;
}

FechoLanes *
fecho_timeline_page_get_lanes (FechoTimelinePage *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_PAGE (self), NULL);

  return self->lanes;
}

void
fecho_timeline_page_set_compact (FechoTimelinePage *self,
                                 gboolean           compact)
{
  g_return_if_fail (FECHO_IS_TIMELINE_PAGE (self));

  fecho_verdict_set_compact (self->verdict, compact);
}
