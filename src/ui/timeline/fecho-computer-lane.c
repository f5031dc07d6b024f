/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-computer-lane.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-chart-actions.h"
#include "fecho-chart-navigator.h"
#include "fecho-chart-table.h"
#include "fecho-clock.h"
#include "fecho-lane-painter.h"

#define MIN_HEIGHT_PX 27
#define PADDING_PX 3
#define LABEL_LEFT_PX 12
#define LINE_PX 2
#define MIN_BAR_PX 8
#define MOMENT_PX 3
#define MOMENT_HEIGHT_PX 11
#define PILL_PADDING_PX 7
#define PILL_GAP_PX 3
#define PILL_BORDER_PX 1.5
#define HIT_PX 12
/* More is a list: that is what the table is for. */
#define MAX_SPOKEN 5
#define CURSOR_PX 3
/* At least so much is shown before and after what the cursor enters. */
#define ROOM_US (60 * (gint64)G_USEC_PER_SEC)
#define NO_CURSOR G_MININT64

/* The number of sessions that dropped, beside what they dropped with. */
typedef struct
{
  PangoLayout *text;
  double x;
  double width;
} Pill;

struct _FechoComputerLane
{
  FechoChart parent_instance;

  FechoLanePainter *painter;    /* NULL: not up to date, as the rest */
  GArray *bars;
  GArray *pills;
  PangoLayout *label;

  gboolean pointer_inside;
  double pointer_x;
  gint64 cursor_us;             /* start of the event with the cursor; NO_CURSOR: none */
};

G_DEFINE_FINAL_TYPE (FechoComputerLane, fecho_computer_lane, FECHO_TYPE_CHART)

static guint hover_changed_signal;

static const FechoChartLayout *
get_layout (FechoComputerLane *self)
{
  return fecho_chart_get_layout (FECHO_CHART (self));
}

static const GArray *
get_events (FechoComputerLane *self)
{
  FechoTimelineModel *model = fecho_chart_get_model (FECHO_CHART (self));

  return model != NULL ? fecho_timeline_model_get_computer (model) : NULL;
}

/* Where on the axis this computer was watched, one part after the other. FALSE: no more. */
static gboolean
get_known_part (FechoComputerLane *self,
                guint              index,
                double            *ret_x0,
                double            *ret_x1)
{
  const FechoTimeAxis *axis = fecho_chart_get_axis (FECHO_CHART (self));
  FechoTimelineModel *model = fecho_chart_get_model (FECHO_CHART (self));
  const GArray *known = model != NULL ? fecho_timeline_model_get_computer_known (model) : NULL;
  const FechoInterval *part;

  if (known == NULL || index >= known->len)
    return FALSE;

  part = &g_array_index (known, FechoInterval, index);
  *ret_x0 = fecho_time_axis_to_x (axis, CLAMP (part->from_us, axis->from_us, axis->to_us));
  *ret_x1 = fecho_time_axis_to_x (axis, CLAMP (part->to_us, axis->from_us, axis->to_us));

  return TRUE;
}

static void
clear_pill (gpointer data)
{
  g_clear_object (&((Pill *)data)->text);
}

static char *
format_pill (const FechoComputerEvent *event)
{
  g_autofree char *what = fecho_computer_event_describe (event);
  g_autofree char *drops = fecho_computer_event_drops (event);

  /* Translators: what this computer did, and what dropped with it: "Wi-Fi lost · 10 drops". */
  return g_strdup_printf (_("%s · %s"), what, drops);
}

static gboolean
is_free (FechoComputerLane *self,
         double             x,
         double             width)
{
  if (x < 0 || x + width > get_layout (self)->width)
    return FALSE;

  for (guint i = 0; i < self->pills->len; i++)
    {
      const Pill *pill = &g_array_index (self->pills, Pill, i);

      if (x < pill->x + pill->width + PILL_GAP_PX && pill->x < x + width + PILL_GAP_PX)
        return FALSE;
    }

  return TRUE;
}

/* Before it, else behind it; where there is no room the bar stands alone. */
static void
add_pill (FechoComputerLane      *self,
          const FechoComputerBar *bar)
{
  g_autofree char *text = format_pill (bar->event);
  Pill pill = {
    .text = fecho_chart_create_text (GTK_WIDGET (self), text, FECHO_CHART_CAPTION_SCALE, FALSE),
  };
  int text_px;

  pango_layout_get_pixel_size (pill.text, &text_px, NULL);
  pill.width = text_px + 2 * PILL_PADDING_PX;
  pill.x = round (bar->x0 - PILL_GAP_PX - pill.width);
  if (!is_free (self, pill.x, pill.width))
    pill.x = round (bar->x1 + PILL_GAP_PX);
  if (is_free (self, pill.x, pill.width))
    g_array_append_val (self->pills, pill);
  else
    g_object_unref (pill.text);
}

static void
ensure_geometry (FechoComputerLane *self)
{
  if (self->painter == NULL)
    self->painter = fecho_lane_painter_new (GTK_WIDGET (self),
                                            fecho_chart_get_palette (FECHO_CHART (self)));
  if (self->bars != NULL)
    return;

  self->bars = fecho_computer_bars_build (get_events (self),
                                          fecho_chart_get_axis (FECHO_CHART (self)), MIN_BAR_PX);
  self->pills = g_array_new (FALSE, FALSE, sizeof (Pill));
  g_array_set_clear_func (self->pills, clear_pill);
  for (guint i = 0; i < self->bars->len; i++)
    {
      const FechoComputerBar *bar = &g_array_index (self->bars, FechoComputerBar, i);

      if (bar->event->n_dropped >= FECHO_COMPUTER_MIN_DROPS)
        add_pill (self, bar);
    }
}

static void
drop_geometry (FechoComputerLane *self)
{
  g_clear_pointer (&self->bars, g_array_unref);
  g_clear_pointer (&self->pills, g_array_unref);
}

static void
append_label (FechoComputerLane *self,
              GtkSnapshot       *snapshot)
{
  int height;

  if (self->label == NULL)
    {
      double width = get_layout (self)->left - 1.5 * LABEL_LEFT_PX;

      self->label = fecho_chart_create_text (GTK_WIDGET (self), _("This computer"),
                                             FECHO_CHART_CAPTION_SCALE, TRUE);
      pango_layout_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (self->label, (int)(width * PANGO_SCALE));
    }
  pango_layout_get_pixel_size (self->label, NULL, &height);
  fecho_chart_append_text (snapshot, self->label, LABEL_LEFT_PX,
                           floor ((gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2.0),
                           &fecho_chart_get_palette (FECHO_CHART (self))->foreground);
}

/* y 0 is the middle of the lane, x 0 the start of the axis. */
static void
append_line (FechoComputerLane *self,
             GtkSnapshot       *snapshot)
{
  const GdkRGBA *color = &fecho_chart_get_palette (FECHO_CHART (self))->open_edge;
  double end = fecho_chart_get_axis (FECHO_CHART (self))->width;
  double done = 0;
  double x0;
  double x1;

  for (guint i = 0; get_known_part (self, i, &x0, &x1); i++)
    {
      if (x1 <= x0)
        continue;
      if (x0 - done >= 1)
        fecho_lane_painter_append_span (self->painter, snapshot, FECHO_SPAN_NOT_MONITORED, done,
                                        x0);
      gtk_snapshot_append_color (snapshot, color,
                                 &GRAPHENE_RECT_INIT (x0, -LINE_PX / 2.0, x1 - x0, LINE_PX));
      done = x1;
    }
  if (end - done >= 1)
    fecho_lane_painter_append_span (self->painter, snapshot, FECHO_SPAN_NOT_MONITORED, done, end);
}

static void
append_bar (FechoComputerLane      *self,
            GtkSnapshot            *snapshot,
            const FechoComputerBar *bar)
{
  const FechoChartPalette *palette = fecho_chart_get_palette (FECHO_CHART (self));
  double middle = round ((bar->x0 + bar->x1) / 2);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (round (bar->x0), -LINE_PX / 2.0 - 1,
                                               round (bar->x1) - round (bar->x0), LINE_PX + 2);

  if (bar->event->change.kind == FECHO_COMPUTER_NETWORK ||
      bar->event->change.kind == FECHO_COMPUTER_CLOCK)
    {
      gtk_snapshot_append_color (snapshot, &palette->origin_local,
                                 &GRAPHENE_RECT_INIT (middle - floor (MOMENT_PX / 2.0),
                                                      -MOMENT_HEIGHT_PX / 2.0, MOMENT_PX,
                                                      MOMENT_HEIGHT_PX));
      return;
    }

  /* Not over the line. */
  gtk_snapshot_append_color (snapshot, &palette->background, &bounds);
  fecho_lane_painter_append_span (self->painter, snapshot,
                                  bar->event->change.kind == FECHO_COMPUTER_SUSPENDED
                                  ? FECHO_SPAN_NOT_MONITORED : FECHO_SPAN_DOWN, bar->x0, bar->x1);
}

static void
append_pill (FechoComputerLane *self,
             GtkSnapshot       *snapshot,
             const Pill        *pill)
{
  const FechoChartPalette *palette = fecho_chart_get_palette (FECHO_CHART (self));
  const GdkRGBA *color = &palette->origin_local;
  const float widths[4] = { PILL_BORDER_PX, PILL_BORDER_PX, PILL_BORDER_PX, PILL_BORDER_PX };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect outline;
  graphene_rect_t bounds;
  int height;

  pango_layout_get_pixel_size (pill->text, NULL, &height);
  bounds = GRAPHENE_RECT_INIT (pill->x, -(height + 5) / 2.0, pill->width, height + 5);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, bounds.size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &palette->background, &bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
  fecho_chart_append_text (snapshot, pill->text, pill->x + PILL_PADDING_PX, round (-height / 2.0),
                           &palette->foreground);
}

/* The bar of the cursor; NULL where it is on none. */
static const FechoComputerBar *
find_cursor (FechoComputerLane *self,
             guint             *ret_index)
{
  ensure_geometry (self);
  for (guint i = 0; i < self->bars->len; i++)
    {
      const FechoComputerBar *bar = &g_array_index (self->bars, FechoComputerBar, i);

      if (bar->event->change.at_us != self->cursor_us)
        continue;

      *ret_index = i;
      return bar;
    }

  return NULL;
}

static void
append_focus (FechoComputerLane *self,
              GtkSnapshot       *snapshot)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (1, 1, gtk_widget_get_width (GTK_WIDGET (self)) - 2,
                                               gtk_widget_get_height (GTK_WIDGET (self)) - 3);
  const FechoComputerBar *bar;
  guint index;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;

  bar = find_cursor (self, &index);
  if (bar != NULL)
    {
      bounds.origin.x = (float)(get_layout (self)->left + round (bar->x0) - CURSOR_PX);
      bounds.size.width = (float)(round (bar->x1 - bar->x0) + 2 * CURSOR_PX);
    }
  fecho_chart_append_ring (FECHO_CHART (self), snapshot, &bounds, FECHO_CHART_FOCUS_RADIUS_PX);
}

static void
fecho_computer_lane_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  FechoComputerLane *self = FECHO_COMPUTER_LANE (widget);
  FechoChart *chart = FECHO_CHART (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (fecho_chart_get_range (chart) == NULL || height < MIN_HEIGHT_PX)
    return;

  ensure_geometry (self);
  fecho_chart_append_grid (chart, snapshot);
  gtk_snapshot_append_color (snapshot, &fecho_chart_get_palette (chart)->line,
                             &GRAPHENE_RECT_INIT (0, height - 1, width, 1));
  append_label (self, snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (get_layout (self)->left,
                                                          floorf (height / 2.0f) + 0.5f));
  append_line (self, snapshot);
  for (guint i = 0; i < self->bars->len; i++)
    append_bar (self, snapshot, &g_array_index (self->bars, FechoComputerBar, i));
  for (guint i = 0; i < self->pills->len; i++)
    append_pill (self, snapshot, &g_array_index (self->pills, Pill, i));
  gtk_snapshot_restore (snapshot);
  fecho_chart_append_selection (chart, snapshot);
  fecho_chart_append_crosshair (chart, snapshot);
  fecho_chart_append_now (chart, snapshot);
  append_focus (self, snapshot);
}

static void
fecho_computer_lane_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  g_autoptr(PangoLayout) text = NULL;
  int height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = 200;
      return;
    }

  *minimum = *natural = 0;
  if (for_size < 0 ? get_layout (FECHO_COMPUTER_LANE (widget))->narrow
      : for_size < FECHO_CHART_NARROW_PX)
    return;

  text = fecho_chart_create_text (widget, "0", FECHO_CHART_CAPTION_SCALE, FALSE);
  pango_layout_get_pixel_size (text, NULL, &height);
  /* It asks for no least height: GTK takes it that none grows with the width. A page that is too
   * low for all of its parts does without the lane. */
  *natural = MAX (height + 5 + 2 * PADDING_PX, MIN_HEIGHT_PX);
}

static GtkSizeRequestMode
fecho_computer_lane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
append_event (GString                  *text,
              const FechoComputerEvent *event,
              gint64                    now_us)
{
  g_autofree char *what = fecho_computer_event_describe (event);
  g_autofree char *when = fecho_computer_event_when (event, now_us);
  g_autofree char *drops = fecho_computer_event_drops (event);

  if (text->len > 0)
    /* Translators: between the parts of a list. */
    g_string_append (text, C_("list", ", "));
  g_string_append_printf (text, "%s %s", what, when);
  if (drops != NULL)
    g_string_append_printf (text, " (%s)", drops);
}

static gboolean
is_known (FechoComputerLane *self)
{
  double x0;
  double x1;

  for (guint i = 0; get_known_part (self, i, &x0, &x1); i++)
    {
      if (x1 > x0)
        return TRUE;
    }

  return FALSE;
}

static char *
describe_all (FechoComputerLane *self)
{
  const FechoTimeAxis *axis = fecho_chart_get_axis (FECHO_CHART (self));
  const GArray *events = get_events (self);
  gint64 now_us = fecho_clock_wall_us ();
  g_autoptr(GArray) bars = fecho_computer_bars_build (events, axis, MIN_BAR_PX);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = bars->len > MAX_SPOKEN ? bars->len - MAX_SPOKEN : 0; i < bars->len; i++)
    append_event (text, g_array_index (bars, FechoComputerBar, i).event, now_us);
  if (text->len == 0)
    g_string_append (text, is_known (self)
                     ? _("Online all the time that was watched")
                     : _("Nothing is known of this computer in this period"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Of the cursor, else of the whole. */
static void
update_description (FechoComputerLane *self)
{
  g_autoptr(GString) one = g_string_new (NULL);
  g_autofree char *all = NULL;
  guint index;
  const FechoComputerBar *bar = NULL;

  if (self->cursor_us != NO_CURSOR)
    bar = find_cursor (self, &index);
  if (bar != NULL)
    append_event (one, bar->event, fecho_clock_wall_us ());
  else
    all = describe_all (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("This computer"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  bar != NULL ? one->str : all, -1);
}

/* -- the cursor */

static gboolean
set_cursor (FechoComputerLane *self,
            gint64             cursor_us)
{
  if (self->cursor_us == cursor_us)
    return FALSE;

  self->cursor_us = cursor_us;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return TRUE;
}

/* From event to event. */
static gboolean
fecho_computer_lane_move_cursor (FechoChart     *chart,
                                 FechoChartStep  step)
{
  FechoComputerLane *self = FECHO_COMPUTER_LANE (chart);
  gboolean back = step == FECHO_CHART_PREVIOUS || step == FECHO_CHART_LAST;
  guint from;
  int at;

  if (step == FECHO_CHART_NOWHERE)
    return set_cursor (self, NO_CURSOR);

  ensure_geometry (self);
  at = back ? (int)self->bars->len : -1;
  if ((step == FECHO_CHART_NEXT || step == FECHO_CHART_PREVIOUS) &&
      find_cursor (self, &from) != NULL)
    at = (int)from;
  at += back ? -1 : 1;
  if (at < 0 || at >= (int)self->bars->len)
    return FALSE;

  return set_cursor (self,
                     g_array_index (self->bars, FechoComputerBar, at).event->change.at_us);
}

static gboolean
fecho_computer_lane_get_cursor_us (FechoChart *chart,
                                   gint64     *ret_us)
{
  FechoComputerLane *self = FECHO_COMPUTER_LANE (chart);
  guint index;

  *ret_us = self->cursor_us;

  return find_cursor (self, &index) != NULL;
}

static gboolean
fecho_computer_lane_get_cursor_bounds (FechoChart *chart,
                                       gint64     *ret_from_us,
                                       gint64     *ret_to_us)
{
  guint index;
  const FechoComputerBar *bar = find_cursor (FECHO_COMPUTER_LANE (chart), &index);
  gint64 until_us = fecho_clock_wall_us ();
  gint64 room_us;

  if (bar == NULL)
    return FALSE;

  until_us = MIN (bar->event->change.until_us, until_us);
  room_us = MAX (until_us - bar->event->change.at_us, ROOM_US);
  *ret_from_us = bar->event->change.at_us - room_us;
  *ret_to_us = until_us + room_us;

  return TRUE;
}

static void
hover_changed (FechoComputerLane *self)
{
  FechoTimelineModel *model = fecho_chart_get_model (FECHO_CHART (self));
  const FechoTimeAxis *axis = fecho_chart_get_axis (FECHO_CHART (self));
  double x = self->pointer_x - get_layout (self)->left;

  if (model != NULL)
    fecho_timeline_model_set_pointer_us (model, self->pointer_inside && x >= 0 && x <= axis->width
                                         ? fecho_time_axis_to_us (axis, x) : FECHO_NO_POINTER);
  g_signal_emit (self, hover_changed_signal, 0);
}

static void
moved_cb (FechoComputerLane *self,
          double             x)
{
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  hover_changed (self);
}

static void
left_cb (FechoComputerLane *self)
{
  self->pointer_inside = FALSE;
  hover_changed (self);
}

static void
pressed_cb (FechoComputerLane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
fecho_computer_lane_axis_changed (FechoChart *chart)
{
  drop_geometry (FECHO_COMPUTER_LANE (chart));
}

static void
fecho_computer_lane_lanes_changed (FechoChart *chart)
{
  drop_geometry (FECHO_COMPUTER_LANE (chart));
  update_description (FECHO_COMPUTER_LANE (chart));
}

static void
fecho_computer_lane_restyled (FechoChart *chart)
{
  FechoComputerLane *self = FECHO_COMPUTER_LANE (chart);

  drop_geometry (self);
  g_clear_pointer (&self->painter, fecho_lane_painter_free);
  g_clear_object (&self->label);
}

static char **
describe_row (guint    index,
              gpointer data)
{
  const FechoComputerEvent *event = &g_array_index ((GArray *)data, FechoComputerEvent, index);
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *what = fecho_computer_event_describe (event);
  g_autofree char *when = fecho_computer_event_when (event, fecho_clock_wall_us ());
  g_autofree char *drops = g_strdup_printf ("%u", event->n_dropped);

  g_strv_builder_add_many (cells, what, when, drops, NULL);

  return g_strv_builder_end (cells);
}

static void
fecho_computer_lane_show_table (FechoChart *chart)
{
  FechoComputerLane *self = FECHO_COMPUTER_LANE (chart);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FechoComputerEvent));
  const char *const columns[] = {
    /* Translators: columns of a table of what this computer did. */
    _("Event"), _("Time"), _("Sessions Dropped"), NULL,
  };

  ensure_geometry (self);
  for (guint i = self->bars->len; i > 0; i--)
    g_array_append_vals (rows, g_array_index (self->bars, FechoComputerBar, i - 1).event, 1);
  fecho_chart_table_present (GTK_WIDGET (self), _("This Computer"), columns, rows->len,
                             describe_row, rows, (GDestroyNotify)g_array_unref);
}

static void
fecho_computer_lane_dispose (GObject *object)
{
  fecho_computer_lane_restyled (FECHO_CHART (object));

  G_OBJECT_CLASS (fecho_computer_lane_parent_class)->dispose (object);
}

static void
fecho_computer_lane_class_init (FechoComputerLaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FechoChartClass *chart_class = FECHO_CHART_CLASS (klass);

  object_class->dispose = fecho_computer_lane_dispose;
  widget_class->get_request_mode = fecho_computer_lane_get_request_mode;
  widget_class->measure = fecho_computer_lane_measure;
  widget_class->snapshot = fecho_computer_lane_snapshot;
  chart_class->axis_changed = fecho_computer_lane_axis_changed;
  chart_class->lanes_changed = fecho_computer_lane_lanes_changed;
  chart_class->restyled = fecho_computer_lane_restyled;
  chart_class->show_table = fecho_computer_lane_show_table;
  chart_class->get_cursor_us = fecho_computer_lane_get_cursor_us;
  chart_class->move_cursor = fecho_computer_lane_move_cursor;
  chart_class->get_cursor_bounds = fecho_computer_lane_get_cursor_bounds;

  hover_changed_signal = g_signal_new ("hover-changed", FECHO_TYPE_COMPUTER_LANE,
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  fecho_chart_actions_install_cursor (widget_class);
  gtk_widget_class_set_css_name (widget_class, "computerlane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fecho_computer_lane_init (FechoComputerLane *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->cursor_us = NO_CURSOR;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  fecho_chart_navigator_attach (FECHO_CHART (self), TRUE);
}

GtkWidget *
fecho_computer_lane_new (void)
{
  return g_object_new (FECHO_TYPE_COMPUTER_LANE, NULL);
}

gboolean
fecho_computer_lane_pick (FechoComputerLane         *self,
                          double                     x,
                          const FechoComputerEvent **ret_event,
                          graphene_rect_t           *ret_bounds)
{
  double axis_x = x - get_layout (self)->left;
  double nearest = HIT_PX;
  gboolean found = FALSE;

  g_return_val_if_fail (FECHO_IS_COMPUTER_LANE (self), FALSE);

  if (fecho_chart_get_range (FECHO_CHART (self)) == NULL)
    return FALSE;

  ensure_geometry (self);
  for (guint i = 0; i < self->bars->len; i++)
    {
      const FechoComputerBar *bar = &g_array_index (self->bars, FechoComputerBar, i);
      double distance = MAX (MAX (bar->x0 - axis_x, axis_x - bar->x1), 0);

      if (distance > nearest)
        continue;

      nearest = distance;
      found = TRUE;
      *ret_event = bar->event;
      *ret_bounds = GRAPHENE_RECT_INIT (get_layout (self)->left + bar->x0, 0, bar->x1 - bar->x0,
                                        gtk_widget_get_height (GTK_WIDGET (self)));
    }

  return found;
}

gboolean
fecho_computer_lane_get_hover (FechoComputerLane         *self,
                               const FechoComputerEvent **ret_event,
                               graphene_rect_t           *ret_bounds)
{
  g_return_val_if_fail (FECHO_IS_COMPUTER_LANE (self), FALSE);

  return self->pointer_inside &&
         fecho_computer_lane_pick (self, self->pointer_x, ret_event, ret_bounds);
}
