/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-range.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"

#define MINUTE_US (60 * (gint64)G_USEC_PER_SEC)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)

/* One second per 100 px on a chart of some 500 px. */
#define MIN_LENGTH_US (5 * (gint64)G_USEC_PER_SEC)
/* Where nothing is recorded yet, or all of it only just now. */
#define MIN_RECORD_US MINUTE_US
/* A live range moves in steps of about a pixel. */
#define N_STEPS 1000

typedef struct
{
  const char *word;
  gint64 length_us;             /* 0: not fixed */
  const char *label;
  const char *title;
} Preset;

struct _FechoRange
{
  GObject parent_instance;

  gint64 from_us;
  gint64 to_us;
  gint64 record_from_us;           /* 0: nothing recorded */
  FechoRangePreset preset;
  FechoRangePreset last_preset;    /* never CUSTOM */
  gboolean live;
  guint timeout_id;
  guint timeout_ms;
};

G_DEFINE_FINAL_TYPE (FechoRange, fecho_range, G_TYPE_OBJECT)

typedef enum
{
  PROP_FROM_US = 1,
  PROP_TO_US,
  PROP_PRESET,
  PROP_LIVE,
} FechoRangeProperty;

static GParamSpec *properties[PROP_LIVE + 1];
static guint changed_signal;

static const Preset presets[FECHO_N_RANGE_PRESETS] = {
  /* Translators: a range of time that a person has chosen. */
  [FECHO_PRESET_CUSTOM] = { "custom", 0, N_("Custom"), N_("Custom Range") },
  /* Translators: lengths of time on buttons; the space is a no-break space. */
  [FECHO_PRESET_15_MIN] = { "15min", 15 * MINUTE_US, N_("15 min"), N_("Last 15 min") },
  [FECHO_PRESET_1_H] = { "1h", HOUR_US, N_("1 h"), N_("Last 1 h") },
  [FECHO_PRESET_6_H] = { "6h", 6 * HOUR_US, N_("6 h"), N_("Last 6 h") },
  [FECHO_PRESET_24_H] = { "24h", 24 * HOUR_US, N_("24 h"), N_("Last 24 h") },
  [FECHO_PRESET_7_D] = { "7d", 7 * DAY_US, N_("7 d"), N_("Last 7 d") },
  [FECHO_PRESET_30_D] = { "30d", 30 * DAY_US, N_("30 d"), N_("Last 30 d") },
  /* Translators: a range of time: all that was ever recorded. */
  [FECHO_PRESET_ALL] = { "all", 0, NC_("range", "All"), N_("Whole Record") },
};

static gint64
get_start_of_record (FechoRange *self,
                     gint64      now_us)
{
  gint64 latest_us = now_us - MIN_RECORD_US;

  return self->record_from_us > 0 ? MIN (self->record_from_us, latest_us) : latest_us;
}

/* The longest range that zooming out gives: the record, but never less than the longest preset. */
static gint64
get_max_length_us (FechoRange *self,
                   gint64      now_us)
{
  return MAX (now_us - get_start_of_record (self, now_us), presets[FECHO_PRESET_30_D].length_us);
}

static guint
get_step_ms (FechoRange *self)
{
  gint64 length_us = self->to_us - self->from_us;

  if (length_us <= HOUR_US)
    return 1000;

  return CLAMP (length_us / N_STEPS / 1000, 1000, HOUR_US / 1000);
}

static gboolean
clock_moved_cb (gpointer data)
{
  fecho_range_advance (data);

  return G_SOURCE_CONTINUE;
}

static void
follow_clock (FechoRange *self)
{
  guint step_ms = self->live ? get_step_ms (self) : 0;

  if (step_ms == self->timeout_ms)
    return;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_ms = step_ms;
  if (step_ms > 0)
    self->timeout_id = g_timeout_add (step_ms, clock_moved_cb, self);
}

static void
set_state (FechoRange       *self,
           FechoRangePreset  preset,
           gboolean          live)
{
  if (self->preset != preset)
    {
      self->preset = preset;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESET]);
    }
  if (preset != FECHO_PRESET_CUSTOM)
    self->last_preset = preset;

  if (self->live != live)
    {
      self->live = live;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
    }
}

static void
move (FechoRange *self,
      gint64      from_us,
      gint64      to_us)
{
  gboolean from_moved = self->from_us != from_us;
  gboolean to_moved = self->to_us != to_us;

  self->from_us = from_us;
  self->to_us = to_us;
  follow_clock (self);

  if (from_moved)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROM_US]);
  if (to_moved)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TO_US]);
  if (from_moved || to_moved)
    g_signal_emit (self, changed_signal, 0);
}

/* The preset as it is now; a free range keeps its length. */
static void
move_to_now (FechoRange *self)
{
  gint64 now_us = fecho_clock_wall_us ();
  gint64 length_us = presets[self->preset].length_us;

  if (self->preset == FECHO_PRESET_ALL)
    move (self, get_start_of_record (self, now_us), now_us);
  else if (self->preset == FECHO_PRESET_CUSTOM)
    move (self, now_us - (self->to_us - self->from_us), now_us);
  else
    move (self, now_us - length_us, now_us);
}

static void
fecho_range_dispose (GObject *object)
{
  FechoRange *self = FECHO_RANGE (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);

  G_OBJECT_CLASS (fecho_range_parent_class)->dispose (object);
}

static void
fecho_range_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  FechoRange *self = FECHO_RANGE (object);

  switch ((FechoRangeProperty)id)
    {
    case PROP_FROM_US:
      g_value_set_int64 (value, self->from_us);
      break;
    case PROP_TO_US:
      g_value_set_int64 (value, self->to_us);
      break;
    case PROP_PRESET:
      g_value_set_int (value, self->preset);
      break;
    case PROP_LIVE:
      g_value_set_boolean (value, self->live);
      break;
    }
}

static void
fecho_range_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  FechoRange *self = FECHO_RANGE (object);

  switch ((FechoRangeProperty)id)
    {
    case PROP_PRESET:
      fecho_range_set_preset (self, g_value_get_int (value));
      break;
    case PROP_LIVE:
      fecho_range_set_live (self, g_value_get_boolean (value));
      break;
    case PROP_FROM_US:
    case PROP_TO_US:
      g_assert_not_reached ();
    }
}

static void
fecho_range_class_init (FechoRangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_range_dispose;
  object_class->get_property = fecho_range_get_property;
  object_class->set_property = fecho_range_set_property;

  properties[PROP_FROM_US] =
    g_param_spec_int64 ("from-us", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TO_US] =
    g_param_spec_int64 ("to-us", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRESET] =
    g_param_spec_int ("preset", NULL, NULL, 0, FECHO_N_RANGE_PRESETS - 1, FECHO_PRESET_24_H,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LIVE] =
    g_param_spec_boolean ("live", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  changed_signal = g_signal_new ("changed", FECHO_TYPE_RANGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
fecho_range_init (FechoRange *self)
{
  self->preset = FECHO_PRESET_24_H;
  self->last_preset = FECHO_PRESET_24_H;
  self->live = TRUE;
  move_to_now (self);
}

FechoRange *
fecho_range_new (void)
{
  return g_object_new (FECHO_TYPE_RANGE, NULL);
}

gint64
fecho_range_get_from_us (FechoRange *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE (self), 0);

  return self->from_us;
}

gint64
fecho_range_get_to_us (FechoRange *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE (self), 0);

  return self->to_us;
}

void
fecho_range_set_bounds (FechoRange *self,
                        gint64      from_us,
                        gint64      to_us)
{
  gint64 now_us = fecho_clock_wall_us ();
  gboolean reaches_now;
  gint64 length_us;

  g_return_if_fail (FECHO_IS_RANGE (self));

  length_us = CLAMP (to_us - from_us, MIN_LENGTH_US, get_max_length_us (self, now_us));
  reaches_now = to_us >= now_us;
  to_us = MIN (to_us, now_us);

  set_state (self, FECHO_PRESET_CUSTOM, reaches_now);
  move (self, to_us - length_us, to_us);
}

void
fecho_range_zoom (FechoRange *self,
                  double      factor,
                  gint64      at_us)
{
  gboolean at_end;
  double length_us;
  double new_length_us;
  gint64 max_length_us;
  gint64 to_us;

  g_return_if_fail (FECHO_IS_RANGE (self));
  g_return_if_fail (factor > 0);

  at_end = self->live && at_us >= self->to_us;
  length_us = self->to_us - self->from_us;
  max_length_us = get_max_length_us (self, fecho_clock_wall_us ());
  new_length_us = CLAMP (length_us * factor, MIN_LENGTH_US, max_length_us);
  to_us = at_us + (gint64)((self->to_us - at_us) * (new_length_us / length_us));
  if (at_end)
    to_us = fecho_clock_wall_us ();

  fecho_range_set_bounds (self, to_us - (gint64)new_length_us, to_us);
}

void
fecho_range_pan (FechoRange *self,
                 gint64      by_us)
{
  g_return_if_fail (FECHO_IS_RANGE (self));

  fecho_range_set_bounds (self, self->from_us + by_us, self->to_us + by_us);
}

void
fecho_range_reset (FechoRange *self)
{
  g_return_if_fail (FECHO_IS_RANGE (self));

  fecho_range_set_preset (self, self->last_preset);
}

FechoRangePreset
fecho_range_get_preset (FechoRange *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE (self), FECHO_PRESET_CUSTOM);

  return self->preset;
}

void
fecho_range_set_preset (FechoRange       *self,
                        FechoRangePreset  preset)
{
  g_return_if_fail (FECHO_IS_RANGE (self));
  g_return_if_fail (preset < FECHO_N_RANGE_PRESETS);

  if (preset == FECHO_PRESET_CUSTOM)
    return;

  set_state (self, preset, self->live);
  move_to_now (self);
}

FechoRangePreset
fecho_range_get_last_preset (FechoRange *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE (self), FECHO_PRESET_24_H);

  return self->last_preset;
}

gboolean
fecho_range_get_live (FechoRange *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE (self), FALSE);

  return self->live;
}

void
fecho_range_set_live (FechoRange *self,
                      gboolean    live)
{
  g_return_if_fail (FECHO_IS_RANGE (self));

  set_state (self, self->preset, live);
  if (live)
    move_to_now (self);
  else
    follow_clock (self);
}

void
fecho_range_advance (FechoRange *self)
{
  g_return_if_fail (FECHO_IS_RANGE (self));

  if (self->live)
    move_to_now (self);
}

gint64
fecho_range_get_record_from_us (FechoRange *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE (self), 0);

  return self->record_from_us;
}

void
fecho_range_set_record_from_us (FechoRange *self,
                                gint64      record_from_us)
{
  g_return_if_fail (FECHO_IS_RANGE (self));

  self->record_from_us = record_from_us;
  if (self->preset == FECHO_PRESET_ALL)
    move_to_now (self);
}

const char *
fecho_range_preset_to_string (FechoRangePreset preset)
{
  g_return_val_if_fail (preset < FECHO_N_RANGE_PRESETS, NULL);

  return presets[preset].word;
}

gboolean
fecho_range_preset_from_string (const char       *string,
                                FechoRangePreset *ret_preset)
{
  g_return_val_if_fail (string != NULL, FALSE);

  for (guint i = 0; i < FECHO_N_RANGE_PRESETS; i++)
    {
      if (strcmp (presets[i].word, string) == 0)
        {
          *ret_preset = i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
fecho_range_preset_get_label (FechoRangePreset preset)
{
  g_return_val_if_fail (preset < FECHO_N_RANGE_PRESETS, NULL);

  if (preset == FECHO_PRESET_ALL)
    return g_dpgettext2 (NULL, "range", presets[preset].label);

  return _(presets[preset].label);
}

const char *
fecho_range_preset_get_title (FechoRangePreset preset)
{
  g_return_val_if_fail (preset < FECHO_N_RANGE_PRESETS, NULL);

  return _(presets[preset].title);
}
