/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-verdict.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-close-meaning.h"
#include "fecho-code-agreement.h"
#include "fecho-code-badge.h"
#include "fecho-dispose.h"
#include "fecho-format.h"
#include "fecho-measure.h"
#include "fecho-origin-cell.h"
#include "fecho-pattern-cell.h"
#include "fecho-period-before.h"
#include "fecho-session-dictionary.h"
#include "fecho-stat-change.h"

/* Of fewer closes no share is told. */
#define MIN_FOR_SHARES 5

/* Below, the cells stand one over the other. */
#define WIDE_PX 640

#define N_PARTS 3

/* Of more sessions it is not looked for what all of them call a code. */
#define MAX_ASKED_SESSIONS 100

struct _FechoVerdict
{
  GtkWidget parent_instance;

  GtkWidget *counts;
  FechoOriginCell *origin_cell;
  FechoPatternCell *pattern_cell;
  GtkWidget *often_heading;
  GtkWidget *code_heading;
  GtkWidget *often_cell;
  GtkWidget *code_cell;
  GtkLabel *often_label;
  GtkLabel *length_label;
  GtkLabel *change_label;
  GtkLabel *attempts_label;
  GtkLabel *own_label;
  FechoCodeBadge *code_badge;
  GtkLabel *share_label;
  GtkWidget *quiet_box;
  GtkLabel *quiet_label;
  GtkWidget *last_button;

  FechoTimelineModel *model;
  GSignalGroup *model_signals;
  FechoFindingsModel *findings;
  FechoPeriodBefore *before;
};

G_DEFINE_FINAL_TYPE (FechoVerdict, fecho_verdict, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MODEL = 1,
} FechoVerdictProperty;

static GParamSpec *properties[PROP_MODEL + 1];

/* "24 h", as the button that chose it says. */
static char *
format_length (FechoRange *range)
{
  FechoRangePreset preset = fecho_range_get_preset (range);

  if (preset == FECHO_PRESET_CUSTOM || preset == FECHO_PRESET_ALL)
    return fecho_format_duration (fecho_range_get_to_us (range) - fecho_range_get_from_us (range));

  return g_strdup (fecho_range_preset_get_label (preset));
}

static void
set_line (GtkLabel *label,
          gboolean  visible,
          char     *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), visible);
  g_free (text);
}

static char *
format_attempts (const FechoTimelineTotals *totals,
                 FechoRange                *range)
{
  g_autofree char *since = NULL;

  if (totals->n_attempts > 0)
    /* Translators: %u is how many times a connection could not be opened. */
    return g_strdup_printf (ngettext ("%u failed attempt", "%u failed attempts",
                                      totals->n_attempts), totals->n_attempts);
  if (!fecho_range_get_live (range))
    return g_strdup (_("No closes in this period"));

  since = fecho_format_time (fecho_range_get_from_us (range), fecho_clock_wall_us ());

  /* Translators: %s is a time of day. */
  return g_strdup_printf (_("No closes since %s"), since);
}

static char *
format_own (const FechoTimelineTotals *totals)
{
  /* Translators: closes that the user or quitting asked for, beside the counted ones. */
  return g_strdup_printf (ngettext ("and %u of your own", "and %u of your own", totals->n_own),
                          totals->n_own);
}

/* Both in one line, where another takes that of our own; the tooltip says it in full. */
static char *
format_joined (const FechoTimelineTotals *totals)
{
  /* Translators: in little room, first how many attempts failed, then how many closes the user or
   * quitting asked for: "29 failed · 2 own". */
  return g_strdup_printf (ngettext ("%u failed · %u own", "%u failed · %u own", totals->n_own),
                          totals->n_attempts, totals->n_own);
}

static char *
format_apart (const FechoTimelineTotals *totals,
              FechoRange                *range)
{
  g_autofree char *attempts = format_attempts (totals, range);

  /* Translators: first how many attempts failed, then how many closes the user or quitting asked
   * for: "29 failed attempts · 2 own closes". */
  return g_strdup_printf (ngettext ("%s · %u own close", "%s · %u own closes", totals->n_own),
                          attempts, totals->n_own);
}

static char *
format_share (const FechoTimelineTotals *totals)
{
  g_autofree char *part = fecho_format_count (totals->n_of_main_code);
  g_autofree char *all = fecho_format_count (totals->n_closes);
  g_autofree char *share = NULL;

  if (totals->n_closes < MIN_FOR_SHARES)
    /* Translators: so many of so many closes: "3 of 4". */
    return g_strdup_printf (_("%s of %s"), part, all);

  share = fecho_format_percent (totals->n_of_main_code / (double)totals->n_closes, 0);

  /* Translators: so many of so many closes, and the share: "58 of 106 · 55%". */
  return g_strdup_printf (_("%s of %s · %s"), part, all, share);
}

/* With the period before, of which the tooltip says more. */
static FechoStatChange
find_change (FechoVerdict *self,
             const char   *length)
{
  const FechoSummary *now = fecho_timeline_model_get_summary (self->model);
  const FechoSummary *before = fecho_period_before_get (self->before);
  const FechoOverview overview = {
    .summary = (FechoSummary *)now, .before = (FechoSummary *)before,
  };

  if (now == NULL || before == NULL)
    return (FechoStatChange) { NULL };

  return fecho_stat_change_of_closes (&overview, length);
}

static void
show_change (FechoVerdict          *self,
             const FechoStatChange *change,
             const char            *length)
{
  gtk_widget_set_visible (GTK_WIDGET (self->change_label), change->text != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->change_label), change->tooltip);
  if (change->text == NULL)
    return;

  set_line (self->change_label, TRUE,
            /* Translators: first an arrow and how much, then a length of time: "↑ 13% vs. 24 h
             * before". */
            g_strdup_printf (_("%s vs. %s before"), change->text, length));
}

/* The card has room for two lines under the number. */
static void
show_apart (FechoVerdict              *self,
            const FechoTimelineTotals *totals,
            FechoRange                *range,
            gboolean                   changed)
{
  const gboolean attempts = totals->n_attempts > 0 || (totals->n_closes == 0 && !changed);
  const gboolean joined = attempts && totals->n_own > 0 && changed;
  g_autofree char *apart = joined ? format_apart (totals, range) : NULL;

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->attempts_label), apart);
  set_line (self->attempts_label, attempts,
            joined ? format_joined (totals) : format_attempts (totals, range));
  set_line (self->own_label, totals->n_own > 0 && !joined, format_own (totals));
}

static void
update_often (FechoVerdict              *self,
              const FechoTimelineTotals *totals,
              FechoRange                *range)
{
  g_autofree char *length = format_length (range);
  g_autofree char *count = fecho_format_count (totals->n_closes);
  g_auto(FechoStatChange) change = find_change (self, length);
  g_autoptr(GString) spoken = g_string_new (NULL);

  gtk_label_set_label (self->often_label, count);
  /* Translators: after a number of closes; %s is a length of time: "in 24 h". */
  set_line (self->length_label, TRUE, g_strdup_printf (_("in %s"), length));
  show_change (self, &change, length);
  show_apart (self, totals, range, change.text != NULL);

  g_string_printf (
    spoken,
    /* Translators: how many closes, a length of time, how many failed attempts. */
    ngettext ("How often: %s close in %s, failed attempts: %u",
              "How often: %s closes in %s, failed attempts: %u", totals->n_closes),
    count, length, totals->n_attempts);
  if (change.tooltip != NULL)
    g_string_append_printf (spoken, ". %s", change.tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->often_cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken->str, -1);
}

/* What explains a code in every session that is looked at: of which of them the closes are is not
 * known here. NULL: nothing does. */
static FechoDictionary *
find_dictionary (FechoVerdict *self,
                 guint16       code)
{
  const guint n_lanes = fecho_timeline_model_get_n_lanes (self->model);
  g_autoptr(GHashTable) agreed = NULL;

  if (!fecho_dictionary_may_explain (code) || n_lanes > MAX_ASKED_SESSIONS)
    return NULL;

  agreed = fecho_code_agreement_new ();
  for (guint i = 0; i < n_lanes; i++)
    {
      FechoSession *session = fecho_timeline_model_get_lane (self->model, i)->session;

      fecho_code_agreement_add (agreed, code, session != NULL
                                ? fecho_session_dictionary_explain (session, code) : NULL);
    }

  /* The shelf holds it. */
  return fecho_code_agreement_get (agreed, code);
}

static void
update_code (FechoVerdict              *self,
             const FechoTimelineTotals *totals)
{
  FechoDictionary *dictionary = find_dictionary (self, totals->main_code);
  g_autofree char *name = NULL;
  FechoCloseMeaning meaning;
  g_autofree char *share = format_share (totals);
  g_autofree char *target = NULL;
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (self->code_cell, totals->n_closes > 0);
  if (totals->n_closes == 0)
    return;

  fecho_close_meaning_init (&meaning, totals->main_code, dictionary);
  fecho_code_badge_explain (self->code_badge, totals->main_code, &meaning);
  name = fecho_close_meaning_dup_name (&meaning);
  target = g_strdup_printf ("code:%u is:close", totals->main_code);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->code_cell), "s", target);
  gtk_label_set_label (self->share_label, share);

  /* Translators: a close code, its name, and its share: "Main code: 1006 Abnormal Closure, 58 of
   * 106 · 55%". */
  spoken = g_strdup_printf (_("Main code: %u %s, %s"), totals->main_code,
                            name, share);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code_cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static gboolean
are_all_open (FechoTimelineModel *model)
{
  guint n_lanes = fecho_timeline_model_get_n_lanes (model);

  for (guint i = 0; i < n_lanes; i++)
    {
      FechoSession *session = fecho_timeline_model_get_lane (model, i)->session;

      if (session == NULL || fecho_session_get_state (session) != FECHO_SESSION_OPEN)
        return FALSE;
    }

  return n_lanes > 0;
}

/* Where there is no close: what that means, and the way to the last one. */
static void
update_quiet (FechoVerdict              *self,
              const FechoTimelineTotals *totals,
              FechoRange                *range)
{
  gint64 record_from_us = fecho_range_get_record_from_us (range);
  gboolean none = totals->n_closes == 0;
  gboolean open = none && totals->n_attempts == 0 && fecho_range_get_live (range) &&
                  are_all_open (self->model);
  gboolean before = none && record_from_us > 0 && record_from_us < fecho_range_get_from_us (range);
  /* Translators: %u is how many sessions there are, more than one. */
  g_autofree char *text = g_strdup_printf (ngettext ("The session stayed open",
                                                     "All %u sessions stayed open",
                                                     totals->n_sessions), totals->n_sessions);

  if (open)
    gtk_label_set_label (self->quiet_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->quiet_label), open);
  gtk_widget_set_visible (self->last_button, before);
  gtk_widget_set_visible (self->quiet_box, open || before);
}

static void
model_changed_cb (FechoVerdict *self)
{
  FechoRange *range = fecho_timeline_model_get_range (self->model);
  const FechoTimelineTotals *totals = fecho_timeline_model_get_totals (self->model);
  g_autofree char *length = NULL;
  g_autofree char *spoken = NULL;

  if (range == NULL)
    return;

  update_often (self, totals, range);
  update_code (self, totals);
  update_quiet (self, totals, range);

  length = format_length (range);
  /* Translators: of the card with the main figures; %s is a length of time. */
  spoken = g_strdup_printf (_("Summary of %s"), length);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
before_changed_cb (FechoVerdict *self)
{
  FechoRange *range = self->model != NULL ? fecho_timeline_model_get_range (self->model) : NULL;

  if (range != NULL)
    update_often (self, fecho_timeline_model_get_totals (self->model), range);
}

/* -- whose fault, and why */

static void
origins_changed_cb (FechoVerdict *self)
{
  fecho_origin_cell_show (self->origin_cell, fecho_findings_model_get_origins (self->findings));
}

static void
patterns_changed_cb (FechoVerdict *self)
{
  fecho_pattern_cell_show (self->pattern_cell, fecho_findings_model_get_findings (self->findings));
}

static void
question_changed_cb (FechoVerdict *self)
{
  fecho_findings_model_set_monitor (self->findings,
                                    fecho_timeline_model_get_monitor (self->model));
  fecho_findings_model_set_range (self->findings, fecho_timeline_model_get_range (self->model));
  fecho_findings_model_set_scope (self->findings, fecho_timeline_model_get_scope (self->model));
}

static void
show_range_cb (FechoVerdict *self,
               gint64        from_us,
               gint64        to_us)
{
  fecho_findings_show_range (fecho_timeline_model_get_range (self->model), from_us, to_us);
}

/* -- the cells: in a row, or one over the other */

/* Those that are shown. */
static guint
list_parts (FechoVerdict  *self,
            GtkWidget    **parts)
{
  GtkWidget *all[] = {
    self->counts, GTK_WIDGET (self->origin_cell), GTK_WIDGET (self->pattern_cell),
  };
  guint n = 0;

  for (guint i = 0; i < N_PARTS; i++)
    {
      if (all[i] != NULL && gtk_widget_should_layout (all[i]))
        parts[n++] = all[i];
    }

  return n;
}

static GtkSizeRequestMode
fecho_verdict_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The last one has what the others leave. */
static int
get_part_width (GtkWidget *const *parts,
                guint             n,
                guint             i,
                int               width)
{
  int left = width;

  if (width < WIDE_PX)
    return width;

  for (guint k = 0; k < n; k++)
    {
      int natural;

      gtk_widget_measure (parts[k], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      if (k == i)
        return i + 1 < n ? MIN (natural, left) : left;

      left -= natural;
    }

  return left;
}

static void
fecho_verdict_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  GtkWidget *parts[N_PARTS];
  const guint n = list_parts (FECHO_VERDICT (widget), parts);
  const int width = for_size >= 0 ? for_size : WIDE_PX;

  *minimum = *natural = 0;
  for (guint i = 0; i < n; i++)
    {
      const gboolean vertical = orientation == GTK_ORIENTATION_VERTICAL;
      int least;
      int wanted;

      gtk_widget_measure (parts[i], orientation,
                          vertical ? fecho_measure_widen (parts[i],
                                                          get_part_width (parts, n, i, width))
                          : -1, &least, &wanted, NULL, NULL);
      *minimum = vertical && width < WIDE_PX ? *minimum + least : MAX (*minimum, least);
      *natural = vertical && width >= WIDE_PX ? MAX (*natural, wanted) : *natural + wanted;
    }
}

static void
fecho_verdict_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *parts[N_PARTS];
  const guint n = list_parts (FECHO_VERDICT (widget), parts);
  int x = 0;
  int y = 0;

  for (guint i = 0; i < n; i++)
    {
      const int part_width = fecho_measure_widen (parts[i], get_part_width (parts, n, i, width));
      GtkAllocation place = { rtl ? width - x - part_width : x, y, part_width, height };

      if (width < WIDE_PX)
        {
          gtk_widget_measure (parts[i], GTK_ORIENTATION_VERTICAL, part_width, NULL, &place.height,
                              NULL, NULL);
          y += place.height;
        }
      else
        {
          x += part_width;
        }
      gtk_widget_size_allocate (parts[i], &place, -1);
    }
}

/* A line before each cell but the first. */
static void
fecho_verdict_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const int width = gtk_widget_get_width (widget);
  GtkWidget *parts[N_PARTS];
  const guint n = list_parts (FECHO_VERDICT (widget), parts);
  GdkRGBA color;

  GTK_WIDGET_CLASS (fecho_verdict_parent_class)->snapshot (widget, snapshot);

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "borders", &color))
    return;

  for (guint i = 1; i < n; i++)
    {
      graphene_rect_t place;
      graphene_rect_t line;

      if (!gtk_widget_compute_bounds (parts[i], widget, &place))
        continue;
      if (width < WIDE_PX)
        graphene_rect_init (&line, 0, place.origin.y, width, 1);
      else
        graphene_rect_init (&line, rtl ? place.origin.x + place.size.width - 1 : place.origin.x, 0,
                            1, gtk_widget_get_height (widget));
      gtk_snapshot_append_color (snapshot, &color, &line);
    }
}

static void
fecho_verdict_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_verdict_parent_class)->map (widget);

  fecho_findings_model_set_active (FECHO_VERDICT (widget)->findings, TRUE);
  fecho_period_before_set_active (FECHO_VERDICT (widget)->before, TRUE);
}

static void
fecho_verdict_unmap (GtkWidget *widget)
{
  fecho_findings_model_set_active (FECHO_VERDICT (widget)->findings, FALSE);
  fecho_period_before_set_active (FECHO_VERDICT (widget)->before, FALSE);

  GTK_WIDGET_CLASS (fecho_verdict_parent_class)->unmap (widget);
}

static void
fecho_verdict_dispose (GObject *object)
{
  FechoVerdict *self = FECHO_VERDICT (object);

  if (self->findings != NULL)
    g_signal_handlers_disconnect_by_data (self->findings, self);
  g_clear_object (&self->findings);
  if (self->before != NULL)
    g_signal_handlers_disconnect_by_data (self->before, self);
  g_clear_object (&self->before);

  g_clear_object (&self->model_signals);
  g_clear_object (&self->model);
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_VERDICT);

  G_OBJECT_CLASS (fecho_verdict_parent_class)->dispose (object);
}

static void
fecho_verdict_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((FechoVerdictProperty)id)
    {
    case PROP_MODEL:
      g_value_set_object (value, FECHO_VERDICT (object)->model);
      break;
    }
}

static void
fecho_verdict_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((FechoVerdictProperty)id)
    {
    case PROP_MODEL:
      fecho_verdict_set_model (FECHO_VERDICT (object), g_value_get_object (value));
      break;
    }
}

static void
fecho_verdict_class_init (FechoVerdictClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_verdict_dispose;
  object_class->get_property = fecho_verdict_get_property;
  object_class->set_property = fecho_verdict_set_property;
  widget_class->get_request_mode = fecho_verdict_get_request_mode;
  widget_class->measure = fecho_verdict_measure;
  widget_class->size_allocate = fecho_verdict_size_allocate;
  widget_class->snapshot = fecho_verdict_snapshot;
  widget_class->map = fecho_verdict_map;
  widget_class->unmap = fecho_verdict_unmap;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, FECHO_TYPE_TIMELINE_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (FECHO_TYPE_CODE_BADGE);
  g_type_ensure (FECHO_TYPE_ORIGIN_CELL);
  g_type_ensure (FECHO_TYPE_PATTERN_CELL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-verdict.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, counts);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, origin_cell);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, pattern_cell);
  gtk_widget_class_bind_template_callback (widget_class, show_range_cb);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, often_heading);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, code_heading);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, often_cell);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, code_cell);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, often_label);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, length_label);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, change_label);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, attempts_label);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, own_label);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, code_badge);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, share_label);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, quiet_box);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, quiet_label);
  gtk_widget_class_bind_template_child (widget_class, FechoVerdict, last_button);
}

static void
fecho_verdict_init (FechoVerdict *self)
{
  self->findings = fecho_findings_model_new ();
  self->before = fecho_period_before_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->findings, "origins-changed", G_CALLBACK (origins_changed_cb),
                            self);
  g_signal_connect_swapped (self->findings, "patterns-changed", G_CALLBACK (patterns_changed_cb),
                            self);
  g_signal_connect_swapped (self->before, "changed", G_CALLBACK (before_changed_cb), self);

  self->model_signals = g_signal_group_new (FECHO_TYPE_TIMELINE_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "axis-changed",
                                  G_CALLBACK (model_changed_cb), self);
  g_signal_group_connect_swapped (self->model_signals, "lanes-changed",
                                  G_CALLBACK (model_changed_cb), self);
  g_signal_group_connect_swapped (self->model_signals, "notify::monitor",
                                  G_CALLBACK (question_changed_cb), self);
  g_signal_group_connect_swapped (self->model_signals, "notify::range",
                                  G_CALLBACK (question_changed_cb), self);
  g_signal_group_connect_swapped (self->model_signals, "notify::scope",
                                  G_CALLBACK (question_changed_cb), self);
}

FechoTimelineModel *
fecho_verdict_get_model (FechoVerdict *self)
{
  g_return_val_if_fail (FECHO_IS_VERDICT (self), NULL);

  return self->model;
}

void
fecho_verdict_set_model (FechoVerdict       *self,
                         FechoTimelineModel *model)
{
  g_return_if_fail (FECHO_IS_VERDICT (self));

  if (!g_set_object (&self->model, model))
    return;

  g_signal_group_set_target (self->model_signals, model);
  fecho_period_before_set_model (self->before, model);
  if (model != NULL)
    {
      question_changed_cb (self);
      model_changed_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

FechoPeriodBefore *
fecho_verdict_get_before (FechoVerdict *self)
{
  g_return_val_if_fail (FECHO_IS_VERDICT (self), NULL);

  return self->before;
}

FechoFindingsModel *
fecho_verdict_get_findings (FechoVerdict *self)
{
  g_return_val_if_fail (FECHO_IS_VERDICT (self), NULL);

  return self->findings;
}

void
fecho_verdict_set_compact (FechoVerdict *self,
                           gboolean      compact)
{
  g_return_if_fail (FECHO_IS_VERDICT (self));

  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  gtk_widget_set_visible (self->often_heading, !compact);
  gtk_widget_set_visible (self->code_heading, !compact);
  fecho_origin_cell_set_compact (self->origin_cell, compact);
  fecho_pattern_cell_set_compact (self->pattern_cell, compact);
}
